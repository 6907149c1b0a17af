//! How is it to be paid? And while nobody knows how it ended: wait.

use leptos::prelude::*;
use shared::Attempt;
use shared::console::phone_orders::{KeyedAttempt, KeyedAttemptRequest, LinkRequest, SharedLink};

use super::order::Shown;
use crate::api;
use crate::browser;
use crate::ui::{Button, Kind, Refusal, Submission};

/// The order's address below `/api/console`.
pub(super) fn path(shown: Shown, below: &str) -> Option<String> {
    shown.with_untracked(|order| {
        let id = &order.as_ref()?.id;
        Some(format!("/phone-orders/{id}{below}"))
    })
}

/// Makes the order ready to be keyed.
pub(super) async fn prepare_keyed(
    shown: Shown,
    attempt: RwSignal<Option<Attempt>>,
    request: KeyedAttemptRequest,
) -> Result<(), api::Error> {
    let Some(path) = path(shown, "/keyed-attempt") else {
        return Ok(());
    };
    // Not under one key: its answer holds a secret, which the server shows once only.
    let prepared: KeyedAttempt = api::ask(&path, &request).await?;
    attempt.set(prepared.attempt);
    shown.set(Some(prepared.order));
    Ok(())
}

/// Opens the link to the caller.
pub(super) async fn open_link(
    shown: Shown,
    attempt: RwSignal<Option<Attempt>>,
) -> Result<(), api::Error> {
    let Some(path) = path(shown, "/link") else {
        return Ok(());
    };
    let shared: SharedLink = api::post(&path, &LinkRequest::default()).await?;
    attempt.set(None);
    shown.set(Some(shared.order));
    Ok(())
}

/// Two ways, one of which is open at a time.
#[component]
pub(super) fn Choose(shown: Shown, attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    let working = Submission::new();
    let key = move |()| {
        working.run(prepare_keyed(
            shown,
            attempt,
            KeyedAttemptRequest::default(),
        ));
    };
    let send = move |()| working.run(open_link(shown, attempt));
    Effect::new(move |_| browser::after(0, || focus_in("phone-ways")));
    view! {
        <div class="phone-ways" id="phone-ways">
            <div>
                <Button
                    kind=Kind::Primary
                    label="Key the card"
                    pending=working.pending()
                    on_press=Callback::new(key)
                />
                <p class="quiet">"The caller reads out the card and you type it into Dojo’s fields. The bank does not ask the caller to confirm."</p>
            </div>
            <div>
                <Button label="Pay while we talk" disabled=working.pending() on_press=Callback::new(send) />
                <p class="quiet">"The caller gets a link and pays on their own device. Safer: you never hear the card’s number."</p>
            </div>
        </div>
        <Refusal error=working.error_elsewhere(&[]) />
    }
}

/// Puts the focus on the first thing to be used within the element of this id, unless somebody is typing elsewhere.
pub(super) fn focus_in(id: &str) {
    let typing = browser::focused().is_some_and(|element| browser::is_typing(&element));
    if !typing {
        focus_at_once(id);
    }
}

/// Puts the focus on the first thing to be used within the element of this id.
pub(super) fn focus_at_once(id: &str) {
    let selector = format!("#{id} input, #{id} button, #{id} a");
    if let Ok(Some(found)) = browser::document().query_selector(&selector)
        && let Ok(element) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(found)
    {
        // It is in the document; not being able to is no harm.
        let _ = element.focus();
    }
}

/// Nobody knows yet how it ended.
#[component]
pub(super) fn Waits() -> impl IntoView {
    view! {
        <div class="stack" role="status">
            <p><span class="spinner" aria-hidden="true"></span> " Waiting for the bank’s answer"</p>
            <p>"It is not known yet whether the card was charged. This finds out by itself. Do not charge again."</p>
        </div>
    }
}
