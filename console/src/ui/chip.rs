//! A status: a word, a shape and a colour.

use leptos::prelude::*;

/// What a status means for whoever looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    Neutral,
    /// Under way.
    Info,
    /// As wished.
    Success,
    /// Look at it.
    Warning,
    /// It failed.
    Error,
}

/// A status: a word, a shape and a colour.
#[component]
pub fn StatusChip(
    /// What it means.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The word.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let class = move || match tone.get() {
        Tone::Neutral => "chip",
        Tone::Info => "chip chip-info",
        Tone::Success => "chip chip-success",
        Tone::Warning => "chip chip-warning",
        Tone::Error => "chip chip-error",
    };
    view! { <span class=class>{label}</span> }
}
