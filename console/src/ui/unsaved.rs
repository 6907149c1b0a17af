//! Whether something was typed that is nowhere but on the page.
//!
//! Forms whose loss would hurt are marked (`data-keeps`); a form with room for several lines is one without a mark. What is
//! typed there is unsaved until a change that the form sends is answered well, or the page is left (`shell/leaving.rs`).

use std::cell::Cell;

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event};

use crate::browser;

/// A dialog lets nobody leave before it is answered.
const KEEPS: &str = ":not(dialog *):is([data-keeps], form:has(textarea))";

thread_local! {
    /// How often something was typed since anything was last saved.
    static TYPED: Cell<u32> = const { Cell::new(0) };
}

/// How much was typed, to tell whether more was by the time that it is saved.
pub(crate) fn typed() -> u32 {
    TYPED.get()
}

/// Something is on the page that is saved nowhere.
pub(crate) fn keep() {
    TYPED.set(TYPED.get().wrapping_add(1).max(1));
}

/// Nothing on the page is unsaved.
pub(crate) fn forget() {
    TYPED.set(0);
}

/// Somebody types: keeps it in mind if it is in such a form.
pub(crate) fn heard(event: &Event) {
    if is_kept(event) {
        keep();
    }
}

/// What was typed until now, if such a form is just being sent.
pub(super) fn being_sent() -> Option<u32> {
    let event: Event = browser::window().event().dyn_into().ok()?;
    (event.type_() == "submit" && is_kept(&event)).then(typed)
}

fn is_kept(event: &Event) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.closest(KEEPS), Ok(Some(_))))
}
