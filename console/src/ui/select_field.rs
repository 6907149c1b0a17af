//! One of a few choices.

use leptos::prelude::*;

use super::field::{Field, described_by, fresh_id};

/// One of a few choices.
#[component]
pub fn SelectField(
    /// What to choose.
    #[prop(into)]
    label: Signal<String>,
    /// The value of the choice.
    value: RwSignal<String>,
    /// Values and what they are called.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Helps to choose the right thing.
    #[prop(optional, into)]
    hint: Signal<String>,
    /// What is wrong with it, and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it can be looked at only.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = fresh_id("field");
    let described = described_by(&id);
    view! {
        <Field label=label hint=hint error=error id=id.clone()>
            <select
                id=id
                disabled=disabled
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(choice, name)| {
                            let chosen = choice.clone();
                            view! {
                                <option value=choice prop:selected=move || value.with(|value| *value == chosen)>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </Field>
    }
}
