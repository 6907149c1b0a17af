//! Where the focus goes when it would be lost, or is wanted elsewhere.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::Submission;
use crate::browser;

/// What is wrong within a form, in the order of the page: a field, or a group with a button that mends it.
const WRONG: &str = "form [aria-invalid='true'], form [data-wrong] button, form [data-wrong] input";

/// Once the page shows what was just decided, puts the focus on what the first selector that finds anything finds first.
pub fn go_to(selectors: &'static [&'static str]) {
    browser::after(0, move || {
        let found = selectors.iter().find_map(|selector| find(selector));
        focus(found);
    });
}

/// Once the form shows what is wrong, puts the focus on the first field that is, unfolding what hides it.
pub fn go_to_first_wrong() {
    browser::after(0, || {
        let found = find(WRONG);
        if let Some(element) = &found
            && let Ok(Some(folded)) = element.closest("details")
        {
            // An attribute by this name can always be set.
            let _ = folded.set_attribute("open", "");
        }
        focus(found);
    });
}

/// Whenever the server refuses what was sent, puts the focus on the field that it names.
pub fn follow(sending: Submission) {
    let error = sending.error();
    Effect::new(move |_| {
        if error.with(Option::is_some) {
            go_to_first_wrong();
        }
    });
}

/// Puts the focus on the button of this row of a list, once the page shows it.
pub fn go_to_row(id: &str) {
    let selector = format!("#{id} button");
    browser::after(0, move || focus(find(&selector)));
}

/// While a list is made anew: puts the focus back on the row that had it (`data-keeps-focus`, with an id), whose button is another
/// one then.
pub fn keep_row() {
    let row = browser::focused()
        .and_then(|element| element.closest("[data-keeps-focus]").ok().flatten())
        .map(|row| row.id());
    if let Some(id) = row {
        go_to_row(&id);
    }
}

/// Puts the focus on the page's heading, if it would be nowhere.
pub fn go_somewhere() {
    land_on(".page-head h1");
}

/// Once the page shows what just happened, puts the focus on what the selector finds, unless something has it.
pub fn land_on(selector: &'static str) {
    browser::after(0, move || {
        if browser::focused().is_none_or(|element| element.tag_name() == "BODY") {
            focus(find(selector));
        }
    });
}

/// Once the page shows it, puts the focus on what the selector finds first, unless somebody is typing elsewhere.
pub fn offer(selector: &'static str) {
    browser::after(0, move || {
        if !browser::focused().is_some_and(|element| browser::is_typing(&element)) {
            focus(find(selector));
        }
    });
}

fn find(selector: &str) -> Option<HtmlElement> {
    let found = browser::document().query_selector(selector).ok()??;
    found.dyn_into().ok()
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // It is in the document; not being able to is no harm.
        let _ = element.focus();
    }
}
