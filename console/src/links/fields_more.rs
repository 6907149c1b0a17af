//! What a link may ask for beside an amount and a reference.

use leptos::prelude::*;

use super::customer::CustomerField;
use super::form::Form;
use super::items::Items;
use crate::ui::{CheckBox, MoneyField, SelectField, TextArea, TextField};

/// What is wrong with a field.
pub(super) type ErrorAt =
    StoredValue<Box<dyn Fn(&'static str) -> Signal<Option<String>>>, LocalStorage>;

fn choices(choices: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(value, name): &(&str, &str)| ((*value).to_owned(), (*name).to_owned());
    choices.iter().map(own).collect()
}

/// Everything else, folded away.
#[component]
pub(super) fn More(form: Form, error: ErrorAt, #[prop(into)] paid: Signal<bool>) -> impl IntoView {
    let error = move |field| error.with_value(|error| error(field));
    let uses = choices(&[
        ("once", "Once"),
        ("times", "A number of times"),
        ("unlimited", "As often as people like"),
    ]);
    let capture = choices(&[
        ("now", "Charge at once"),
        ("later", "Authorize now, charge later"),
    ]);
    view! {
        // Of a link that is paid, most of what can change is in here.
        <details class="more" open=paid>
            <summary>"More options"</summary>
            <div class="stack">
                <TextField
                    label="Description"
                    hint="One line below the reference. Shoppers see it."
                    value=form.description
                    error=error("description")
                    max_chars=200
                />
                <CheckBox label="The shopper chooses the amount" checked=form.open disabled=paid />
                <Show when=move || form.open.get()>
                    <div class="link-pair">
                        <MoneyField label="At least" value=form.minimum currency=form.currency error=error("openAmount.minimum") disabled=paid />
                        <MoneyField label="At most" value=form.maximum currency=form.currency error=error("openAmount.maximum") disabled=paid />
                    </div>
                </Show>
                <Items form=form error=error("items") paid=paid />
                <CheckBox label="The shopper may add a tip" checked=form.tip disabled=paid />
                <Show when=move || form.tip.get()>
                    <MoneyField label="Largest tip" value=form.tip_maximum currency=form.currency error=error("tip.maximum") disabled=paid />
                </Show>
                <div class="link-pair">
                    <TextField
                        label="Can be paid until"
                        hint="The end of that day."
                        kind="date"
                        value=form.until
                        error=error("expireAt")
                    />
                    <SelectField label="Can be paid" value=form.uses options=uses />
                </div>
                <Show when=move || form.uses.get() == "times">
                    <TextField label="How many times" kind="number" value=form.times error=error("uses") />
                </Show>
                <fieldset class="link-group" disabled=paid>
                    <legend>"Ask the shopper for"</legend>
                    <CheckBox label="E-mail address" checked=form.collect_email />
                    <CheckBox label="Billing address" checked=form.collect_billing />
                    <CheckBox label="Delivery address" checked=form.collect_shipping />
                </fieldset>
                <CustomerField form=form error=error("customerId") paid=paid />
                <TextField
                    label="Send to"
                    hint="The e-mail address that the link and reminders go to."
                    kind="email"
                    value=form.email
                    error=error("emailAddress")
                    max_chars=254
                />
                <SelectField
                    label="Charge"
                    hint="An authorization lapses after seven days unless you capture it."
                    value=form.capture
                    options=capture
                    disabled=paid
                />
                <TextArea label="Note" hint="For staff only." value=form.note error=error("note") max_chars=500 />
            </div>
        </details>
    }
}
