//! Light or dark, remembered by the script that runs before anything is painted.

use leptos::prelude::*;

use crate::browser;

/// Switches between light and dark.
#[component]
pub(crate) fn ThemeSwitch() -> impl IntoView {
    let dark = RwSignal::new(is_dark());
    let label = move || {
        if dark.get() {
            "Light theme"
        } else {
            "Dark theme"
        }
    };
    let toggle = move |_| {
        let name = if dark.get_untracked() {
            "light"
        } else {
            "dark"
        };
        if let Some(root) = browser::document().document_element() {
            // `data-theme` is a name like any other.
            let _ = root.set_attribute("data-theme", name);
        }
        if let Ok(Some(storage)) = browser::window().local_storage() {
            // Without storage the choice lasts until the page is left.
            let _ = storage.set_item("theme", name);
        }
        dark.set(name == "dark");
    };
    view! { <button type="button" on:click=toggle>{label}</button> }
}

fn is_dark() -> bool {
    let chosen = browser::document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => browser::window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    }
}
