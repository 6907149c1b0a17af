//! One row of a list of radio buttons, with what belongs to it below.

use leptos::prelude::*;

use super::Callback;

/// The row. Its name is read out alone, its note as a description.
#[component]
pub fn ChoiceRow<Body: IntoView>(
    /// The group's name.
    group: &'static str,
    id: String,
    name: String,
    note: Signal<String>,
    /// The row is not offered any more.
    #[prop(optional)]
    gone: Signal<bool>,
    checked: Signal<bool>,
    on_choose: Callback,
    /// Shown while the row is chosen.
    body: Body,
) -> impl IntoView {
    let closed = Signal::derive(move || !checked.get());
    view! {
        <div class="choice" hidden=gone>
            <label class="choice-label">
                <input
                    type="radio"
                    name=group
                    aria-labelledby=format!("{id}-name")
                    aria-describedby=format!("{id}-note")
                    prop:checked=checked
                    on:change=move |_| on_choose()
                />
                <span class="choice-name" id=format!("{id}-name")>{name}</span>
                <span class="choice-note" id=format!("{id}-note")>{note}</span>
            </label>
            <div class="choice-body" hidden=closed>{body}</div>
        </div>
    }
}
