//! How is it to be paid? And while nobody knows how it ended: wait.

use leptos::prelude::*;
use shared::Attempt;
use shared::console::phone_orders::{KeyedAttempt, KeyedAttemptRequest, LinkRequest, SharedLink};

use super::order::Shown;
use crate::api;
use crate::ui::{Button, Kind, Refusal, Submission, focus};

/// The order's address below `/api/console`; none once the screen is gone.
pub(super) fn path(shown: Shown, below: &str) -> Option<String> {
    let order = shown.try_get_untracked()??;
    Some(format!("/phone-orders/{}{below}", order.id))
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
    // The screen may be gone by now.
    let _ = attempt.try_set(prepared.attempt);
    let _ = shown.try_set(Some(prepared.order));
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
    let shared: SharedLink = api::ask(&path, &LinkRequest::default()).await?;
    let _ = attempt.try_set(None);
    let _ = shown.try_set(Some(shared.order));
    Ok(())
}

/// Two ways, one of which is open at a time.
#[component]
pub(super) fn Choose(shown: Shown, attempt: RwSignal<Option<Attempt>>) -> impl IntoView {
    // Both change the way, so only one of them is under way at a time.
    let (working, opening) = (Submission::new(), Submission::new());
    let key = move |()| {
        opening.forget();
        working.run(prepare_keyed(
            shown,
            attempt,
            KeyedAttemptRequest::default(),
        ));
    };
    let send = move |()| {
        working.forget();
        opening.run(open_link(shown, attempt));
    };
    Effect::new(move |_| focus::offer("#phone-ways button"));
    view! {
        <div class="phone-ways" id="phone-ways">
            <div>
                <Button
                    kind=Kind::Primary
                    label="Key the card"
                    pending=working.pending()
                    disabled=opening.pending()
                    on_press=Callback::new(key)
                />
                <p class="quiet">"The caller reads out the card and you type it into Dojo’s fields. The bank does not ask the caller to confirm."</p>
            </div>
            <div>
                <Button
                    label="Pay while we talk"
                    pending=opening.pending()
                    disabled=working.pending()
                    on_press=Callback::new(send)
                />
                <p class="quiet">"The caller gets a link and pays on their own device. Safer: you never hear the card’s number."</p>
            </div>
        </div>
        <Refusal error=working.error_elsewhere(&[]) />
        <Refusal error=opening.error_elsewhere(&[]) />
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
