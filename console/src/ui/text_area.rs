//! Several lines of text.

use leptos::prelude::*;

use super::field::{Field, described_by, error_of, fresh_id};

/// Several lines of text. A card number is refused as it is typed.
#[component]
pub fn TextArea(
    /// What to enter.
    #[prop(into)]
    label: Signal<String>,
    /// What was entered.
    value: RwSignal<String>,
    /// Helps to enter the right thing.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it, and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// How many lines are seen.
    #[prop(default = 3)]
    rows: u32,
    /// At most so many characters.
    #[prop(optional)]
    max_chars: Option<u32>,
) -> impl IntoView {
    let id = fresh_id("field");
    let described = described_by(&id);
    let error = error_of(value, error);
    view! {
        <Field label=label hint=hint error=error id=id.clone()>
            <textarea
                id=id
                rows=rows
                maxlength=max_chars
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Field>
    }
}
