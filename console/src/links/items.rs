//! The lines of the bill.

use leptos::prelude::*;
use shared::console::links::MOST_ITEMS;

use super::form::Form;
use crate::ui::{Button, Kind, MoneyField, TextField};

/// The lines of the bill, and what they add up to.
#[component]
pub(super) fn Items(
    form: Form,
    #[prop(into)] error: Signal<Option<String>>,
    #[prop(into)] paid: Signal<bool>,
) -> impl IntoView {
    let full = Signal::derive(move || paid.get() || form.items.with(Vec::len) >= MOST_ITEMS);
    let sum = move || {
        let total = form.items_total()?;
        let fits = form.money(&form.amount.get()) == Some(total) && !form.open.get();
        Some((total, fits))
    };
    view! {
        <fieldset class="link-group" disabled=paid aria-describedby="link-items-error">
            <legend>"Items"</legend>
            <For each=move || form.items.get() key=|item| item.key let:item>
                <div class="link-item">
                    <TextField label="What" value=item.name max_chars=100 error=at(form, item.key, "name") />
                    <TextField label="How many" kind="number" value=item.quantity error=at(form, item.key, "quantity") />
                    <MoneyField label="In all" value=item.amount currency=form.currency error=at(form, item.key, "amountTotal") />
                    <Button
                        kind=Kind::Quiet
                        label="Remove"
                        attr:aria-label=move || {
                            let name = item.name.get();
                            format!("Remove {}", if name.is_empty() { "item" } else { &name })
                        }
                        on_press=Callback::new(move |()| {
                            form.items.update(|items| items.retain(|other| other.key != item.key));
                        })
                    />
                </div>
            </For>
            {move || {
                sum()
                    .map(|(total, fits)| {
                        view! {
                            <p class="quiet">
                                {format!("The items add up to {total}.")}
                                {(!fits)
                                    .then(|| {
                                        let text = total.without_symbol();
                                        let take = Callback::new(move |()| {
                                            form.open.set(false);
                                            form.amount.set(text.clone());
                                        });
                                        view! {
                                            " "
                                            <Button kind=Kind::Quiet label=format!("Ask for {total}") on_press=take />
                                        }
                                    })}
                            </p>
                        }
                    })
            }}
            <p class="field-error" role="alert" id="link-items-error">{move || error.get().unwrap_or_default()}</p>
            <div data-wrong=move || error.with(Option::is_some).then_some("")>
                <Button
                    label="Add an item"
                    disabled=full
                    on_press=Callback::new(move |()| {
                        form.add_item();
                    })
                />
            </div>
        </fieldset>
    }
}

/// What is wrong with a line, wherever it stands by now.
fn at(form: Form, key: u32, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || {
        let place = form
            .items
            .with(|items| items.iter().position(|item| item.key == key))?;
        form.error_at(format!("items[{place}].{field}")).get()
    })
}
