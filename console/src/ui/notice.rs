//! What happened, whether money moved, what to do next.

use leptos::prelude::*;

use super::Tone;

/// A notice in the page. Its title is read out when it appears.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(default = Tone::Info)]
    tone: Tone,
    /// What happened.
    #[prop(into)]
    title: Signal<String>,
    /// What follows from it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, role) = match tone {
        Tone::Neutral | Tone::Info => ("notice notice-info", "status"),
        Tone::Success => ("notice notice-success", "status"),
        Tone::Warning => ("notice notice-warning", "status"),
        Tone::Error => ("notice notice-error", "alert"),
    };
    view! {
        <div class=class role=role>
            <p>{title}</p>
            {children.map(|children| view! { <div class="stack">{children()}</div> })}
        </div>
    }
}

/// Says why something was refused, as long as there is something to say.
#[component]
pub fn Refusal(
    /// Why; usually a submission's `error_elsewhere`.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        error
            .get()
            .map(|text| view! { <Notice tone=Tone::Error title=text /> }.into_any())
    }
}
