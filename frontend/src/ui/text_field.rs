//! A labelled line of text with its hint and its error.

use leptos::prelude::*;

use super::Callback;

/// A label above, the input, a hint and an error below, all tied together.
#[component]
pub fn TextField(
    id: &'static str,
    label: &'static str,
    /// What it holds at first.
    initial: String,
    /// What is wrong with it, in words; empty if nothing is.
    error: Signal<String>,
    /// The token of HTML's `autocomplete`.
    autocomplete: &'static str,
    /// HTML's `inputmode`.
    input_mode: &'static str,
    #[prop(optional)] hint: String,
    /// The currency's sign, for an amount.
    #[prop(optional)]
    sign: &'static str,
    max_length: u16,
    #[prop(default = true)] required: bool,
    /// After each key, with all that is there.
    on_input: Box<dyn Fn(String)>,
    /// When the shopper has finished with it.
    on_change: Callback,
) -> impl IntoView {
    let invalid = Signal::derive(move || (!error.with(String::is_empty)).to_string());
    let is_money = !sign.is_empty();
    view! {
        <div class="field">
            <label class="field-label" for=id>{label}</label>
            <span class=if is_money { "money" } else { "" }>
                <span aria-hidden="true" hidden=!is_money>{sign}</span>
                <input
                    id=id
                    type="text"
                    value=initial
                    autocomplete=autocomplete
                    inputmode=input_mode
                    maxlength=max_length
                    aria-describedby=format!("{id}-hint {id}-error")
                    aria-required=required.to_string()
                    aria-invalid=invalid
                    on:input=move |event| on_input(event_target_value(&event))
                    on:change=move |_| on_change()
                />
            </span>
            <p id=format!("{id}-hint") class="field-hint">{hint}</p>
            <p id=format!("{id}-error") class="field-error">{error}</p>
        </div>
    }
}
