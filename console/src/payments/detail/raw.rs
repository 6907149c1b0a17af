//! Dojo's document, for those who want to see it.

use leptos::prelude::*;
use serde_json::Value;
use web_sys::Element;

use super::act::Act;
use crate::ui::{CopyButton, Kind, Reading, Skeleton};

/// Dojo's last answer, secrets removed; read when it is opened.
#[component]
pub(super) fn Raw(id: String, act: Act) -> impl IntoView {
    // Kept beside the page's data, so that it stays as it was when the payment is shown anew.
    let open = act.document;
    view! {
        <details
            class="card stack"
            open=open
            on:toggle=move |event| open.set(event_target::<Element>(&event).has_attribute("open"))
        >
            <summary>"Dojo’s document"</summary>
            {move || open.get().then(|| view! { <Document id=id.clone() /> })}
        </details>
    }
}

#[component]
fn Document(id: String) -> impl IntoView {
    let document = Reading::<Value>::new(move || format!("/payments/{id}/document"));
    move || {
        let text = match document.get() {
            None => return view! { <Skeleton rows=4 /> }.into_any(),
            Some(Ok(value)) => format!("{value:#}"),
            Some(Err(error)) => error.to_string(),
        };
        let copied = text.clone();
        view! {
            <p class="quiet">"As Dojo answered last. Secrets are removed."</p>
            <CopyButton kind=Kind::Quiet text=copied label="Copy document" done="Document copied" />
            <pre class="payment-document" tabindex="0" aria-label="Document">{text}</pre>
        }
        .into_any()
    }
}
