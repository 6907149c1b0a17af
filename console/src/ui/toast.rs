//! Short news at the edge of the page, read out by screen readers.

use std::cell::Cell;

use leptos::html;
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

/// Where the news appears is read out only if it was there before the news (milliseconds).
const HEARD: i32 = 100;

/// Where the news appears.
#[derive(Clone, Copy)]
struct Outlet {
    toasts: RwSignal<Vec<Toast>>,
    node: NodeRef<html::Div>,
}

thread_local! {
    static OUTLET: Cell<Option<Outlet>> = const { Cell::new(None) };
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
    let Some(outlet) = OUTLET.get() else { return };
    let id = NEXT.get();
    NEXT.set(id + 1);
    place();
    browser::after(HEARD, move || {
        outlet
            .toasts
            .update(|toasts| toasts.push(Toast { id, tone, text }));
    });
    if tone == Tone::Success {
        browser::after(HEARD + STAYS, move || dismiss(id));
    }
}

fn dismiss(id: u32) {
    if let Some(outlet) = OUTLET.get() {
        outlet
            .toasts
            .update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Once a dialog has been opened, closed or taken away: brings the news into the one on top. What is beside a dialog can neither
/// be used nor heard. Behind the lock it stays where it is, and unseen.
pub(super) fn place() {
    browser::after(0, || {
        let node = OUTLET
            .get()
            .and_then(|outlet| outlet.node.try_get_untracked().flatten());
        let Some(node) = node else { return };
        let document = browser::document();
        // A dialog that is opened from another one stands behind it in the document.
        let top = document
            .query_selector_all("dialog[open]:not(.lock)")
            .ok()
            .and_then(|open| open.item(open.length().checked_sub(1)?));
        let host = top.or_else(|| document.body().map(Into::into));
        if let Some(host) = host
            && node.parent_node().as_ref() != Some(&host)
        {
            // It can be put into any element but its own.
            let _ = host.append_child(&node);
        }
    });
}

/// Where the news appears. Stands once in the page.
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let toasts = RwSignal::new(Vec::<Toast>::new());
    let node = NodeRef::new();
    OUTLET.set(Some(Outlet { toasts, node }));
    view! {
        <div class="toasts" node_ref=node role="status" aria-live="polite" aria-relevant="additions">
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
