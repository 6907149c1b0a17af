//! The form of a link: what every link needs, and more if it is wanted.

use leptos::prelude::*;
use shared::Money;

use super::fields_more::More;
use super::form::Form;
use crate::api;
use crate::ui::{Button, Kind, MoneyField, Refusal, Submission, TextField, focus};

/// Fields that say themselves what is wrong with them.
const FIELDS: [&str; 12] = [
    "reference",
    "amount",
    "openAmount.minimum",
    "openAmount.maximum",
    "tip.maximum",
    "description",
    "expireAt",
    "uses",
    "customerId",
    "emailAddress",
    "note",
    "items",
];

/// The form. `send` is called with everything in order.
#[component]
pub(super) fn Fields(
    form: Form,
    /// What the button says, before the amount.
    label: &'static str,
    sending: Submission,
    send: Callback<()>,
    /// The link was paid: only some of it may change.
    #[prop(into)]
    paid: Signal<bool>,
) -> impl IntoView {
    let error = move |field: &'static str| {
        let (mine, theirs) = (form.error_at(field.to_owned()), sending.error_at(field));
        Signal::derive(move || mine.get().or_else(|| theirs.get()))
    };
    let action = Signal::derive(move || {
        let amount = Money::parse(&form.amount.get(), form.currency.get()).ok();
        match amount.filter(|_| !form.open.get()) {
            Some(amount) => format!("{label} for {amount}"),
            None => label.to_owned(),
        }
    });
    forget_once_typed(form, sending);
    focus::follow(sending);
    view! {
        <form
            class="stack card link-form"
            data-keeps=""
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                send.run(());
                if form.errors.with_untracked(|errors| !errors.is_empty()) {
                    // It was not sent, so what was refused before is no answer to it.
                    sending.forget();
                    focus::go_to_first_wrong();
                }
            }
        >
            <AmountAndReference form=form amount_error=error("amount") reference_error=error("reference") paid=paid />
            <More form=form error=StoredValue::new_local(Box::new(error)) paid=paid />
            <Refusal error=sending.error_elsewhere(&FIELDS) />
            <p class="field-error" role="alert">
                {move || {
                    form.errors
                        .with(|errors| {
                            let first = errors.first()?;
                            Some(format!("Not yet: {}", first.1))
                        })
                }}
            </p>
            <div class="cluster">
                <Button kind=Kind::Primary label=action pending=sending.pending() />
            </div>
        </form>
    }
}

/// What every link needs. The amount has the focus first.
#[component]
fn AmountAndReference(
    form: Form,
    amount_error: Signal<Option<String>>,
    reference_error: Signal<Option<String>>,
    paid: Signal<bool>,
) -> impl IntoView {
    let amount = NodeRef::new();
    Effect::new(move |_| {
        let amount: Option<web_sys::HtmlInputElement> = amount.get();
        if let Some(amount) = amount {
            // An input in the document takes the focus; not being able to is no harm.
            let _ = amount.focus();
        }
    });
    view! {
        <div class="link-pair">
            <MoneyField
                label="Amount"
                value=form.amount
                currency=form.currency
                error=amount_error
                disabled=Signal::derive(move || form.open.get() || paid.get())
                node=amount
            />
            <TextField
                label="Reference"
                hint="Shoppers see it."
                value=form.reference
                error=reference_error
                max_chars=60
                disabled=paid
            />
        </div>
    }
}

/// What was just typed may be what the server refused.
fn forget_once_typed(form: Form, sending: Submission) {
    Effect::new(move |before: Option<()>| {
        form.check_again();
        let at_a_field = |error: &api::Error| error.field().is_some();
        let refused = sending
            .error()
            .with_untracked(|error| error.as_ref().is_some_and(at_a_field));
        if before.is_some() && refused {
            sending.forget();
        }
    });
}
