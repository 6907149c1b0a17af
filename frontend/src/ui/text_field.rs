//! A labelled line of text with its hint and its error.

use leptos::prelude::*;

/// A label above, the input, a hint and an error below, all tied together.
#[component]
pub fn TextField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    /// What is wrong with it, in words.
    error: Signal<Option<String>>,
    /// The token of HTML's `autocomplete`.
    autocomplete: &'static str,
    /// HTML's `inputmode`.
    #[prop(optional)]
    input_mode: &'static str,
    #[prop(optional)] hint: String,
    /// The currency's sign, for an amount.
    #[prop(optional)]
    sign: &'static str,
    /// One large field that matters most.
    #[prop(optional)]
    large: bool,
    #[prop(optional)] max_length: u16,
    #[prop(default = true)] required: bool,
    /// After each key.
    #[prop(optional, into)]
    on_input: Option<UnsyncCallback<()>>,
    /// When the shopper has finished with it.
    #[prop(optional, into)]
    on_change: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described_by = format!("{hint_id} {error_id}");
    let has_hint = !hint.is_empty();
    let input = view! {
        <input
            id=id
            type="text"
            autocomplete=autocomplete
            inputmode=input_mode
            maxlength=(max_length > 0).then_some(max_length)
            aria-describedby=described_by
            aria-required=required.then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=value
            on:input=move |event| {
                value.set(event_target_value(&event));
                if let Some(react) = on_input {
                    react.run(());
                }
            }
            on:change=move |_| {
                if let Some(react) = on_change {
                    react.run(());
                }
            }
        />
    };
    view! {
        <div class="field" class:field-large=large>
            <label class="field-label" for=id>{label}</label>
            <span class:money=!sign.is_empty()>
                {(!sign.is_empty()).then(|| view! { <span aria-hidden="true">{sign}</span> })}
                {input}
            </span>
            <p id=hint_id class="field-hint" hidden=!has_hint>{hint}</p>
            <p id=error_id class="field-error">{error}</p>
        </div>
    }
}
