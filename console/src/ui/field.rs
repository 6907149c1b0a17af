//! What every field has: a label above, a hint, an error below that is tied to it.

use std::cell::Cell;

use leptos::prelude::*;
use shared::card_number;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of the page has.
#[must_use]
pub fn fresh_id(prefix: &str) -> String {
    let number = NEXT.get();
    NEXT.set(number + 1);
    format!("{prefix}-{number}")
}

/// The error to show: that of the form, or that a card number was typed where none may be.
#[must_use]
pub fn error_of(value: RwSignal<String>, error: Signal<Option<String>>) -> Signal<Option<String>> {
    Signal::derive(move || {
        if value.with(|text| card_number::is_in(text)) {
            Some(card_number::REFUSAL.to_owned())
        } else {
            error.get()
        }
    })
}

/// Label, control, hint and error in their places. `control` is given its id and the ids that describe it.
#[component]
pub(super) fn Field(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    #[prop(into)] error: Signal<Option<String>>,
    id: String,
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        <div class="field">
            <label class="field-label" for=id>{label}</label>
            {children()}
            <span class="field-hint" id=hint_id hidden=move || hint.with(String::is_empty)>{hint}</span>
            <span class="field-error" id=error_id role="alert">{move || error.get().unwrap_or_default()}</span>
        </div>
    }
}

/// The value of `aria-describedby` for a field's control.
#[must_use]
pub(super) fn described_by(id: &str) -> String {
    format!("{id}-hint {id}-error")
}
