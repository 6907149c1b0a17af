//! Light or dark, remembered by the script that runs before anything is painted.

use leptos::prelude::*;

use crate::browser;

/// Whether it is dark, for all who switch it.
#[derive(Clone, Copy)]
pub(crate) struct Theme {
    dark: RwSignal<bool>,
}

impl Theme {
    /// As it was painted.
    pub(crate) fn new() -> Self {
        Self {
            dark: RwSignal::new(is_dark()),
        }
    }

    /// What switching leads to.
    pub(crate) fn other(self) -> &'static str {
        if self.dark.get() {
            "Light theme"
        } else {
            "Dark theme"
        }
    }

    /// Switches between light and dark.
    pub(crate) fn switch(self) {
        let name = if self.dark.get_untracked() {
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
        self.dark.set(name == "dark");
    }
}

/// Switches between light and dark.
#[component]
pub(crate) fn ThemeSwitch(theme: Theme) -> impl IntoView {
    view! { <button type="button" on:click=move |_| theme.switch()>{move || theme.other()}</button> }
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
