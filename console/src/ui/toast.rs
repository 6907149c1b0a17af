//! Short news at the edge of the page, read out by screen readers.

use std::cell::Cell;

use leptos::prelude::*;

use super::Tone;
use crate::browser;

/// How long good news stays (milliseconds). Bad news stays until it is dismissed.
const STAYS: i32 = 6_000;

#[derive(Clone, PartialEq, Eq)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
}

thread_local! {
    static TOASTS: Cell<Option<RwSignal<Vec<Toast>>>> = const { Cell::new(None) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Tells that something was done.
pub fn success(text: impl Into<String>) {
    show(Tone::Success, text.into());
}

/// Tells that something could not be done.
pub fn problem(text: impl Into<String>) {
    show(Tone::Error, text.into());
}

fn show(tone: Tone, text: String) {
    let Some(toasts) = TOASTS.get() else { return };
    let id = NEXT.get();
    NEXT.set(id + 1);
    toasts.update(|toasts| toasts.push(Toast { id, tone, text }));
    if tone == Tone::Success {
        browser::after(STAYS, move || dismiss(id));
    }
}

fn dismiss(id: u32) {
    if let Some(toasts) = TOASTS.get() {
        toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Where the news appears. Stands once in the page.
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let toasts = RwSignal::new(Vec::<Toast>::new());
    TOASTS.set(Some(toasts));
    view! {
        <div class="toasts" role="status" aria-live="polite" aria-relevant="additions">
            <For each=move || toasts.get() key=|toast| toast.id let:toast>
                <div class=match toast.tone {
                    Tone::Error => "toast toast-error",
                    _ => "toast",
                }>
                    <p>{toast.text.clone()}</p>
                    <button
                        type="button"
                        class="button button-quiet"
                        aria-label=format!("Dismiss: {}", toast.text)
                        on:click=move |_| dismiss(toast.id)
                    >
                        "Dismiss"
                    </button>
                </div>
            </For>
        </div>
    }
}
