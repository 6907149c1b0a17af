//! One line of text with a list below it, from which the arrow keys choose while the focus stays in the line.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::field::{Field, described_by, error_of, fresh_id};

/// The line. What it finds stands in a list box (`list`) whose options have the ids of [`option_id`].
#[component]
pub fn Combobox(
    /// What to enter.
    #[prop(into)]
    label: Signal<String>,
    /// What was entered.
    value: RwSignal<String>,
    /// Helps to enter the right thing.
    #[prop(into)]
    hint: Signal<String>,
    /// What is wrong with it, and how to mend it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Whether it can be read only.
    #[prop(into)]
    disabled: Signal<bool>,
    /// The id of the list box.
    list: StoredValue<String>,
    /// How many options the list has.
    #[prop(into)]
    count: Signal<usize>,
    /// Which of them the arrow keys are on.
    at: RwSignal<Option<usize>>,
    /// Called with the one that is chosen.
    choose: Callback<usize>,
) -> impl IntoView {
    let id = fresh_id("field");
    let described = described_by(&id);
    let error = error_of(value, error);
    let on_key = move |event: KeyboardEvent| {
        let (count, here) = (count.get_untracked(), at.get_untracked());
        match (event.key().as_str(), here) {
            _ if count == 0 => return,
            ("ArrowDown", _) => at.set(Some(here.map_or(0, |here| (here + 1).min(count - 1)))),
            ("ArrowUp", _) => at.set(Some(here.map_or(count - 1, |here| here.saturating_sub(1)))),
            ("Enter", Some(here)) => choose.run(here),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <Field label=label hint=hint error=error id=id.clone()>
            <input
                id=id
                type="search"
                autocomplete="off"
                maxlength=100
                role="combobox"
                aria-autocomplete="list"
                aria-expanded=move || (count.get() > 0).to_string()
                aria-controls=list.get_value()
                aria-activedescendant=move || at.get().map(|at| option_id(list, at))
                disabled=disabled
                aria-describedby=described
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=on_key
            />
        </Field>
    }
}

/// The id of an option of this list.
#[must_use]
pub fn option_id(list: StoredValue<String>, at: usize) -> String {
    list.with_value(|list| format!("{list}-{at}"))
}
