//! A box that says what happened.

use leptos::prelude::*;

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

/// The box: a title, a sentence, and what can be done.
#[component]
pub fn Notice(
    /// For moving the focus to it.
    id: &'static str,
    tone: Tone,
    title: String,
    text: String,
    children: Children,
) -> impl IntoView {
    let class = match tone {
        Tone::Info => "notice notice-info",
        Tone::Warning => "notice notice-warning",
        Tone::Error => "notice notice-error",
    };
    let name = title.clone();
    view! {
        <div id=id class=class tabindex="-1" role="group" aria-label=name>
            <p>{title}</p>
            <p>{text}</p>
            {children()}
        </div>
    }
}
