//! A box that says what happened.

use leptos::prelude::*;

use super::Callback;

/// How grave it is; shown by shape, word and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Needs attention.
    Warning,
    /// Did not work.
    Error,
}

impl Tone {
    /// The box's classes.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Info => "notice notice-info",
            Self::Warning => "notice notice-warning",
            Self::Error => "notice notice-error",
        }
    }
}

/// The box: a title, a sentence, and what can be done. Without a title it is not there.
#[component]
pub fn Notice(
    /// For moving the focus to it.
    id: &'static str,
    class: Signal<String>,
    title: Signal<String>,
    text: Signal<String>,
    /// What the button says; empty for none.
    remedy: Signal<String>,
    on_remedy: Callback,
) -> impl IntoView {
    let hidden = Signal::derive(move || title.with(String::is_empty));
    let no_remedy = Signal::derive(move || remedy.with(String::is_empty));
    view! {
        <div id=id class=class hidden=hidden tabindex="-1">
            <p>{title}</p>
            <p>{text}</p>
            <button type="button" class="button" hidden=no_remedy on:click=move |_| on_remedy()>
                {remedy}
            </button>
        </div>
    }
}
