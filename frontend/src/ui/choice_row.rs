//! One row of a list of radio buttons, with what belongs to it below.

use leptos::prelude::*;

/// The row. Its name is read out alone, its note as a description.
#[component]
pub fn ChoiceRow(
    /// The group's name.
    group: &'static str,
    id: String,
    name: String,
    #[prop(into)] note: Signal<String>,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_choose: UnsyncCallback<()>,
    /// Shown while the row is chosen.
    children: Children,
) -> impl IntoView {
    let name_id = format!("{id}-name");
    let note_id = format!("{id}-note");
    view! {
        <div class="choice">
            <label class="choice-label">
                <input
                    type="radio"
                    name=group
                    id=id
                    aria-labelledby=name_id.clone()
                    aria-describedby=note_id.clone()
                    prop:checked=checked
                    on:change=move |_| on_choose.run(())
                />
                <span class="choice-name" id=name_id>{name}</span>
                <span class="choice-note" id=note_id>{note}</span>
            </label>
            <div class="choice-body" hidden=move || !checked.get()>{children()}</div>
        </div>
    }
}
