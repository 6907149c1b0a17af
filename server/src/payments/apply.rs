//! What a reading of an intent changes here: the mirror, the attempt, the checkout, the word to the shop. All of it in one
//! transaction, and nothing of it twice.

use dojo::{CaptureMode, PaymentIntent, PaymentIntentStatus};
use shared::checkout::Decline;
use shared::console::phone_orders::StepKind;

use super::mirror::{mirror, tell};
use super::transition::{Observation, mismatch, transition};
use super::{belonging, declines, facts};
use crate::DomainError;
use crate::app::App;
use crate::checkout::Door;
use crate::events::callback::{self, News};
use crate::store::Tx;
use crate::store::attempts::{self, AttemptRow, AttemptStatus, Progress, Reading};
use crate::store::checkouts::{self, LockedCheckout};
use crate::store::payments::PaymentRow;
use crate::{links, live, phone_orders};

/// Applies what a `GET` of the attempt's intent returned. An older reading than the last one changes nothing.
///
/// # Errors
/// [`DomainError::Store`]: nothing was changed.
pub(crate) async fn apply(
    app: &App,
    attempt_id: &str,
    intent: &PaymentIntent,
) -> Result<(), DomainError> {
    apply_knowing(app, attempt_id, intent, false).await
}

/// [`apply`], knowing whether Dojo's component gave up what it was doing.
pub(super) async fn apply_knowing(
    app: &App,
    attempt_id: &str,
    intent: &PaymentIntent,
    gave_up: bool,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let (checkout, attempt) = hold(&mut tx, attempt_id, now).await?;
    let belonging = belonging::of_attempt(&attempt, &checkout);
    let with_saved_card = attempt.saved_card_id.is_some();
    let Some((payment, changed)) = mirror(&mut tx, belonging, intent, with_saved_card, now).await?
    else {
        return Ok(tx.rollback().await?);
    };
    let last_decline = declines::last(intent, &attempt, gave_up, now);
    let reading = reading(&attempt, intent, &payment, last_decline, now);
    attempts::record_reading(&mut tx, &attempt, &reading, now).await?;
    let seen = Observation {
        checkout: &checkout,
        attempt: &attempt,
        intent,
        payment: &payment,
        now,
    };
    let news = transition(&mut tx, seen).await?;
    follow(&mut tx, seen, news).await?;
    if let Some(news) = news {
        callback::enqueue(app, &mut tx, news, &attempt.checkout_id, &payment, now).await?;
    }
    if changed {
        tell(&mut tx, &intent.id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    forget_cards(app, &checkout, intent);
    if let Some(news) = news {
        log(news, &attempt.checkout_id, &intent.id);
        app.wake.outbox.notify_one();
    }
    Ok(())
}

/// The attempt and its checkout, which nobody else changes before the transaction ends.
async fn hold(
    tx: &mut Tx,
    attempt_id: &str,
    now: i64,
) -> Result<(LockedCheckout, AttemptRow), DomainError> {
    let checkout_id = attempt(tx, attempt_id).await?.checkout_id;
    let checkout = checkouts::lock(tx, &checkout_id, now)
        .await?
        .ok_or_else(|| DomainError::Internal(format!("{checkout_id} is gone")))?;
    // Read again, now that nobody else can change it.
    Ok((checkout, attempt(tx, attempt_id).await?))
}

async fn attempt(tx: &mut Tx, id: &str) -> Result<AttemptRow, DomainError> {
    attempts::find(&mut **tx, id)
        .await?
        .ok_or_else(|| DomainError::Internal(format!("{id} is gone")))
}

/// What the checkout came from follows it: the phone order's steps, the link's figures.
async fn follow(tx: &mut Tx, seen: Observation<'_>, news: Option<News>) -> Result<(), DomainError> {
    let checkout_id = &seen.attempt.checkout_id;
    if seen.checkout.door.as_deref() == Some(Door::Phone.as_str()) {
        let settled = news.and_then(|news| match news {
            News::Authorized | News::Paid => Some(StepKind::Paid),
            News::NeedsReview => Some(StepKind::NeedsReview),
            News::Refunded => None,
        });
        let events = facts::event_rows(seen.intent);
        phone_orders::read(tx, checkout_id, seen.payment, &events, settled, seen.now).await?;
    }
    links::follow(tx, checkout_id, seen.now).await
}

/// A new card may have been saved with the payment.
fn forget_cards(app: &App, checkout: &LockedCheckout, intent: &PaymentIntent) {
    let taken = [
        PaymentIntentStatus::Captured,
        PaymentIntentStatus::Authorized,
    ];
    if taken.contains(&intent.status)
        && let Some(customer) = &checkout.customer_id
    {
        app.cards.forget(customer);
    }
}

fn log(news: News, checkout_id: &str, payment_intent_id: &str) {
    match news {
        News::Authorized => tracing::info!(checkout_id, payment_intent_id, "authorized"),
        News::Paid => tracing::info!(checkout_id, payment_intent_id, "paid"),
        News::Refunded => tracing::info!(checkout_id, payment_intent_id, "refunded"),
        News::NeedsReview => {
            tracing::warn!(checkout_id, payment_intent_id, "a checkout needs review");
        }
    }
}

fn reading(
    attempt: &AttemptRow,
    intent: &PaymentIntent,
    payment: &PaymentRow,
    last_decline: Option<Decline>,
    now: i64,
) -> Reading {
    let (end, progress) = match &intent.status {
        PaymentIntentStatus::Created => match attempt.waiting_until {
            Some(until) if until > now => (None, Progress::Unchanged),
            _ => (None, Progress::Settled),
        },
        // Asked to authorize only: the shopper has done their part.
        PaymentIntentStatus::Authorized if intent.capture_mode == CaptureMode::Manual => {
            (Some(AttemptStatus::Settled), Progress::Settled)
        }
        // In automatic capture mode an authorization is only a moment on the way.
        PaymentIntentStatus::Authorized | PaymentIntentStatus::Other(_) => {
            (None, Progress::UnderWay)
        }
        PaymentIntentStatus::Canceled => (Some(AttemptStatus::Cancelled), Progress::Settled),
        PaymentIntentStatus::Captured
        | PaymentIntentStatus::Refunded
        | PaymentIntentStatus::Reversed => (Some(AttemptStatus::Settled), Progress::Settled),
    };
    let seen = (payment.amount, payment.tips_amount);
    let changed = attempt.pending_amount.zip(attempt.pending_tips_amount) == Some(seen);
    let as_asked_for = mismatch(attempt, payment).is_none();
    Reading {
        end,
        declines: declines::count(intent),
        last_decline,
        amounts: (as_asked_for && (changed || end.is_some())).then_some(seen),
        progress,
    }
}
