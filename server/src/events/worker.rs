//! Acts on the webhooks in the inbox: looks at the intent that each names, and believes only that.

use dojo::PaymentIntentStatus;
use shared::console::live::LiveKind;
use tokio::task::JoinSet;

use super::{all, pauses};
use crate::DomainError;
use crate::app::App;
use crate::checkout::declines;
use crate::holds;
use crate::live;
use crate::payments;
use crate::store::attempts;
use crate::store::inbox::{self, InboxEvent};

/// How many events are handled at the same time.
const BATCH: i64 = 8;

/// Nobody else gets a claimed event for this long (milliseconds). Should handling it take longer, it is handled twice, to
/// the same effect.
const LEASE: i64 = 60_000;

/// Handles what is due.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let now = app.clock.now_ms();
    let mut work = JoinSet::new();
    for event in inbox::claim(&app.store, now, now + LEASE, BATCH).await? {
        let app = app.clone();
        work.spawn(async move { handle_and_settle(&app, &event).await });
    }
    all(work).await?;
    inbox::next_due(&app.store).await
}

async fn handle_and_settle(app: &App, event: &InboxEvent) -> Result<(), DomainError> {
    let result = handle(app, event).await;
    let now = app.clock.now_ms();
    match result {
        Ok(()) => inbox::settle(&app.store, &event.event_id, None, now).await,
        Err(error) => put_back(app, event, &error, now).await,
    }
}

async fn put_back(
    app: &App,
    event: &InboxEvent,
    error: &DomainError,
    now: i64,
) -> Result<(), DomainError> {
    let reason = error.chain();
    match pauses::after_try(event.tries) {
        Some(pause) => {
            tracing::info!(event_id = event.event_id, reason, "a webhook waits");
            inbox::retry(&app.store, &event.event_id, &reason, now + pause).await
        }
        None => {
            tracing::warn!(event_id = event.event_id, reason, "a webhook is given up");
            inbox::settle(&app.store, &event.event_id, Some(&reason), now).await?;
            live::announce(app, LiveKind::Attention, &event.event_id).await
        }
    }
}

async fn handle(app: &App, event: &InboxEvent) -> Result<(), DomainError> {
    let intent_id = &event.payment_intent_id;
    let Some(attempt) = attempts::by_intent(app.store.read(), intent_id).await? else {
        return take_in(app, intent_id).await;
    };
    match payments::settle(app, &attempt).await {
        Ok(_) => declines::enforce(app, &attempt.checkout_id).await,
        Err(error) if error.is_dojo() && event.event_type == "payment_intent.status_updated" => {
            // Something happened, and it cannot be asked what.
            let now = app.clock.now_ms();
            attempts::mark_waiting(&app.store, &attempt.id, now, now).await?;
            Err(error)
        }
        Err(error) => Err(error),
    }
}

/// Looks at an intent whose id no attempt has. An attempt is committed before its intent is made, so a reference that no
/// attempt has means that no checkout of ours made the intent.
pub(crate) async fn take_in(app: &App, intent_id: &str) -> Result<(), DomainError> {
    let intent = app
        .dojo
        .get_payment_intent(intent_id, true)
        .await
        .map_err(DomainError::asking)?
        .ok_or_else(|| DomainError::DojoRefused("no such payment intent".into()))?;
    let reference = &intent.reference;
    let Some(attempt) = attempts::by_reference(app.store.read(), reference).await? else {
        // Made elsewhere with the same key, or here without a checkout.
        payments::apply_foreign(app, &intent).await?;
        return holds::seen(app, &intent).await;
    };
    // The step that made it may be about to store its id, with the same result.
    if attempts::adopt(&app.store, &attempt.id, &intent.id, app.clock.now_ms()).await? {
        return payments::apply(app, &attempt.id, &intent).await;
    }
    match intent.status {
        PaymentIntentStatus::Created => cancel_orphan(app, &attempt.id, &intent.id).await,
        PaymentIntentStatus::Canceled => Ok(()),
        _ => payments::apply(app, &attempt.id, &intent).await,
    }
}

/// Cancels an intent that was made after all, when nobody waited for it any more. No shopper was shown it.
pub(crate) async fn cancel_orphan(
    app: &App,
    attempt_id: &str,
    intent_id: &str,
) -> Result<(), DomainError> {
    tracing::info!(
        attempt_id,
        payment_intent_id = intent_id,
        "cancelling an intent that nobody was shown"
    );
    match app.dojo.cancel_payment_intent(intent_id).await {
        Ok(_) => Ok(()),
        Err(error) => Err(DomainError::changing(error)),
    }
}
