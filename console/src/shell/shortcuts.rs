//! What the keyboard does everywhere, and the list of it.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::frame::Overlays;
use crate::browser;
use crate::session::{self, Gate};
use crate::ui::{Button, Dialog};

const LIST: [(&str, &str); 6] = [
    ("Ctrl K or ⌘ K", "Search and commands"),
    ("/", "Filter the list"),
    ("↑ ↓", "Move through a list"),
    ("Enter", "Open what is chosen"),
    ("n", "New, in the area that is open"),
    ("?", "This list"),
];

/// Listens for the shortcuts for as long as the page lives.
pub(super) fn listen(overlays: Overlays) {
    browser::on_window("keydown", move |event: KeyboardEvent| {
        if session::gate().get_untracked() == Gate::Open {
            heard(&event, overlays);
        }
    });
}

fn heard(event: &KeyboardEvent, overlays: Overlays) {
    let key = event.key();
    if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("k") {
        event.prevent_default();
        overlays.palette.update(|open| *open = !*open);
        return;
    }
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    let typing = target.as_ref().is_some_and(browser::is_typing);
    if typing || event.ctrl_key() || event.meta_key() || event.alt_key() || a_dialog_is_open() {
        return;
    }
    let done = match key.as_str() {
        "?" => {
            overlays.shortcuts.set(true);
            true
        }
        // Pages mark what these lead to.
        "/" => focus("[data-shortcut='filter'] input, input[data-shortcut='filter']"),
        "n" => click("[data-shortcut='new'] a, [data-shortcut='new'] button"),
        "ArrowDown" => step(1),
        "ArrowUp" => step(-1),
        _ => false,
    };
    if done {
        event.prevent_default();
    }
}

fn a_dialog_is_open() -> bool {
    find("dialog[open]").is_some()
}

fn find(selector: &str) -> Option<HtmlElement> {
    let found = browser::document()
        .query_selector(selector)
        .ok()
        .flatten()?;
    found.dyn_into().ok()
}

fn focus(selector: &str) -> bool {
    find(selector).is_some_and(|element| element.focus().is_ok())
}

fn click(selector: &str) -> bool {
    let found = find(selector);
    if let Some(element) = &found {
        element.click();
    }
    found.is_some()
}

/// Moves the focus to the row before or after, by the links in the rows of the page's list (`data-row`).
fn step(by: i32) -> bool {
    let Ok(rows) = browser::document().query_selector_all("main [data-row]") else {
        return false;
    };
    let length = i32::try_from(rows.length()).unwrap_or(0);
    let focused = browser::focused();
    let row =
        |at: i32| -> Option<HtmlElement> { rows.item(u32::try_from(at).ok()?)?.dyn_into().ok() };
    let here = (0..length).find(|at| row(*at).is_some() && row(*at) == focused);
    let next = match here {
        Some(at) => at + by,
        None if by > 0 => 0,
        None => return false,
    };
    row(next).is_some_and(|element| element.focus().is_ok())
}

/// The list of shortcuts.
#[component]
pub(super) fn Shortcuts(overlays: Overlays) -> impl IntoView {
    view! {
        <Dialog open=overlays.shortcuts title="Keyboard shortcuts">
            <dl class="shortcuts">
                {LIST
                    .map(|(keys, what)| view! { <div><dt><kbd>{keys}</kbd></dt><dd>{what}</dd></div> })
                    .collect_view()}
            </dl>
            <div class="cluster">
                <Button label="Close" autofocus=true on_press=Callback::new(move |()| overlays.shortcuts.set(false)) />
            </div>
        </Dialog>
    }
}
