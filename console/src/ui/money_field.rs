//! An amount of money, behind its sign.

use leptos::html;
use leptos::prelude::*;
use shared::{Currency, Money};

use super::field::{Field, described_by, fresh_id};

/// An amount of money. Read it with [`Money::parse`].
#[component]
pub fn MoneyField(
    /// What the amount is.
    #[prop(into)]
    label: Signal<String>,
    /// What was entered.
    value: RwSignal<String>,
    /// In which currency.
    #[prop(into)]
    currency: Signal<Currency>,
    /// Helps to enter the right thing.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it, and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether the form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// Whether it can be read only.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The element, to give it the focus.
    #[prop(optional)]
    node: NodeRef<html::Input>,
) -> impl IntoView {
    let id = fresh_id("field");
    let described = described_by(&id);
    view! {
        <Field label=label hint=hint error=error id=id.clone()>
            <span class="money">
                <span aria-hidden="true">{move || currency.get().symbol()}</span>
                <input
                    id=id
                    node_ref=node
                    inputmode="decimal"
                    autocomplete="off"
                    maxlength="16"
                    required=required
                    disabled=disabled
                    aria-describedby=described
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                    // Shown as it will be charged, so that 12,5 or 1000 is seen for what it is.
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        value.set(match Money::parse(&text, currency.get_untracked()) {
                            Ok(money) => money.without_symbol(),
                            Err(_) => text,
                        });
                    }
                />
            </span>
        </Field>
    }
}
