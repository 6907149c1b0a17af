//! Dojo's document, for those who want to see it.

use leptos::prelude::*;
use serde_json::Value;

use crate::ui::{CopyButton, Kind, Reading};

/// Dojo's last answer, secrets removed; read when it is opened.
#[component]
pub(super) fn Raw(id: String) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details class="card stack" on:toggle=move |_| open.set(true)>
            <summary>"Dojo’s document"</summary>
            {move || open.get().then(|| view! { <Document id=id.clone() /> })}
        </details>
    }
}

#[component]
fn Document(id: String) -> impl IntoView {
    let document = Reading::<Value>::new(move || format!("/payments/{id}/document"));
    move || {
        let text = match document.get()? {
            Ok(value) => format!("{value:#}"),
            Err(error) => error.to_string(),
        };
        let copied = text.clone();
        Some(view! {
            <p class="quiet">"As Dojo answered last. Secrets are removed."</p>
            <CopyButton kind=Kind::Quiet text=copied label="Copy document" done="Document copied" />
            <pre class="payment-document" tabindex="0" aria-label="Document">{text}</pre>
        })
    }
}
