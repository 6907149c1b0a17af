//! What a reading of an intent changes here: the mirror, the attempt, the checkout, the word to the shop. All of it in one
//! transaction, and nothing of it twice.

use dojo::{CaptureMode, PaymentIntent, PaymentIntentStatus};
use shared::checkout::Decline;
use shared::console::phone_orders::StepKind;

use super::mirror::{mirror, tell};
use super::review::raise;
use super::{belonging, facts};
use crate::DomainError;
use crate::app::App;
use crate::checkout::Door;
use crate::events::callback::{self, News};
use crate::store::Tx;
use crate::store::attempts::{self, AttemptRow, AttemptStatus, Progress, Reading};
use crate::store::checkouts::{self, LockedCheckout, Settlement, StoredStatus};
use crate::store::flags::{self, FlagKind};
use crate::store::payments::{self, PaymentRow};
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
    let checkout_id = attempt(&mut tx, attempt_id).await?.checkout_id;
    let checkout = checkouts::lock(&mut tx, &checkout_id, now)
        .await?
        .ok_or_else(|| DomainError::Internal(format!("{checkout_id} is gone")))?;
    // Read again, now that nobody else can change it.
    let attempt = attempt(&mut tx, attempt_id).await?;
    let was_held = intent.status == PaymentIntentStatus::Captured
        && payments::is_held(&mut tx, &intent.id).await?;
    let belonging = belonging::of_attempt(&attempt, &checkout);
    let belongs_to_phone_order = belonging.source == Door::Phone.as_str();
    let Some((payment, changed)) = mirror(
        &mut tx,
        belonging,
        intent,
        attempt.saved_card_id.is_some(),
        now,
    )
    .await?
    else {
        return Ok(tx.rollback().await?);
    };
    let last_decline = facts::last_decline(intent, &attempt, gave_up, now);
    let reading = reading(&attempt, intent, &payment, last_decline, now);
    attempts::record_reading(&mut tx, &attempt, &reading, now).await?;
    let mut became = None;
    match intent.status {
        PaymentIntentStatus::Authorized if intent.capture_mode == CaptureMode::Manual => {
            became = captured(&mut tx, &checkout, &attempt, &payment, now).await?;
        }
        PaymentIntentStatus::Captured => {
            became = captured(&mut tx, &checkout, &attempt, &payment, now).await?;
        }
        PaymentIntentStatus::Refunded | PaymentIntentStatus::Reversed => {
            became = returned(&mut tx, &checkout, &attempt, &payment, now).await?;
        }
        PaymentIntentStatus::Canceled => {
            checkouts::finish_closing(&mut tx, &checkout_id, now).await?;
        }
        PaymentIntentStatus::Created
        | PaymentIntentStatus::Authorized
        | PaymentIntentStatus::Other(_) => {}
    }
    if belongs_to_phone_order {
        let settled = became.map(|news| match news {
            News::Authorized | News::Paid => StepKind::Paid,
            News::NeedsReview => StepKind::NeedsReview,
        });
        let events = facts::event_rows(intent);
        phone_orders::read(&mut tx, &checkout_id, &payment, &events, settled, now).await?;
    }
    links::follow(&mut tx, &checkout_id, now).await?;
    // What was held is taken now: the checkout was settled then, and the shop is told of both.
    let is_settled = checkout.status == StoredStatus::Paid
        && checkout.paid_intent_id.as_deref() == Some(&intent.id);
    let news = became.or((was_held && is_settled).then_some(News::Paid));
    if let Some(event) = news {
        callback::enqueue(app, &mut tx, event, &checkout_id, &payment, now).await?;
    }
    if changed {
        tell(&mut tx, &intent.id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    // A new card may have been saved with it.
    let taken = [
        PaymentIntentStatus::Captured,
        PaymentIntentStatus::Authorized,
    ];
    if taken.contains(&intent.status)
        && let Some(customer) = &checkout.customer_id
    {
        app.cards.forget(customer);
    }
    let payment_intent_id = intent.id.as_str();
    match news {
        Some(News::Authorized) => tracing::info!(checkout_id, payment_intent_id, "authorized"),
        Some(News::Paid) => tracing::info!(checkout_id, payment_intent_id, "paid"),
        Some(News::NeedsReview) => {
            tracing::warn!(checkout_id, payment_intent_id, "a checkout needs review");
        }
        None => return Ok(()),
    }
    app.wake.outbox.notify_one();
    Ok(())
}

async fn attempt(tx: &mut Tx, id: &str) -> Result<AttemptRow, DomainError> {
    attempts::find(&mut **tx, id)
        .await?
        .ok_or_else(|| DomainError::Internal(format!("{id} is gone")))
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
            (Some(AttemptStatus::Captured), Progress::Settled)
        }
        // In automatic capture mode an authorization is only a moment on the way.
        PaymentIntentStatus::Authorized | PaymentIntentStatus::Other(_) => {
            (None, Progress::UnderWay)
        }
        PaymentIntentStatus::Canceled => (Some(AttemptStatus::Cancelled), Progress::Settled),
        PaymentIntentStatus::Captured
        | PaymentIntentStatus::Refunded
        | PaymentIntentStatus::Reversed => (Some(AttemptStatus::Captured), Progress::Settled),
    };
    let seen = (payment.amount, payment.tips_amount);
    let changed = attempt.pending_amount.zip(attempt.pending_tips_amount) == Some(seen);
    let as_asked_for = mismatch(attempt, payment).is_none();
    Reading {
        end,
        declines: facts::declines(intent),
        last_decline,
        amounts: (as_asked_for && (changed || end.is_some())).then_some(seen),
        progress,
    }
}

/// What of the intent is not as asked for. The amounts may be those that Dojo was asked to change to.
fn mismatch(attempt: &AttemptRow, payment: &PaymentRow) -> Option<(FlagKind, String)> {
    let amount_fits =
        payment.amount == attempt.amount || attempt.pending_amount == Some(payment.amount);
    let tips_fit = payment.tips_amount == attempt.tips_amount
        || attempt.pending_tips_amount == Some(payment.tips_amount);
    let total_fits = payment.amount.checked_add(payment.tips_amount) == Some(payment.total_amount);
    if payment.currency != attempt.currency.code() || !amount_fits || !tips_fit || !total_fits {
        return Some((
            FlagKind::AmountMismatch,
            format!(
                "asked for {} and a tip of {} {}, Dojo has {} and {}, in all {} {}",
                attempt.amount,
                attempt.tips_amount,
                attempt.currency.code(),
                payment.amount,
                payment.tips_amount,
                payment.total_amount,
                payment.currency
            ),
        ));
    }
    (payment.reference != attempt.reference).then(|| {
        (
            FlagKind::ReferenceMismatch,
            format!("another reference than that of {}", attempt.id),
        )
    })
}

/// Money was taken, or is held as it was asked for. Answers what the checkout became by it.
async fn captured(
    tx: &mut Tx,
    checkout: &LockedCheckout,
    attempt: &AttemptRow,
    payment: &PaymentRow,
    now: i64,
) -> Result<Option<News>, DomainError> {
    if checkout.paid_intent_id.as_deref() == Some(&payment.payment_intent_id) {
        return Ok(None);
    }
    let flag = match checkout.status {
        StoredStatus::Open => mismatch(attempt, payment),
        StoredStatus::Paid | StoredStatus::NeedsReview => Some((
            FlagKind::DoubleCapture,
            format!(
                "{} is captured too; reverse it",
                checkout
                    .paid_intent_id
                    .as_deref()
                    .unwrap_or("another intent")
            ),
        )),
        StoredStatus::Expired | StoredStatus::Cancelled => Some((
            FlagKind::CapturedAfterClose,
            "the checkout was closed; reverse it".to_owned(),
        )),
    };
    let news = settle_checkout(tx, attempt, payment, flag.is_some(), now).await?;
    if let Some((kind, detail)) = &flag {
        raise(tx, attempt, payment, *kind, detail, now).await?;
    }
    Ok(news)
}

/// Money was given back, in Dojo's portal for example. If its capture was never seen here, a person must look: telling the
/// shop "paid" would have it send the goods.
async fn returned(
    tx: &mut Tx,
    checkout: &LockedCheckout,
    attempt: &AttemptRow,
    payment: &PaymentRow,
    now: i64,
) -> Result<Option<News>, DomainError> {
    if checkout.paid_intent_id.is_some() {
        flags::resolve(tx, &payment.payment_intent_id, now).await?;
        return Ok(None);
    }
    let news = settle_checkout(tx, attempt, payment, true, now).await?;
    let detail = "refunded or reversed before the capture was seen";
    raise(tx, attempt, payment, FlagKind::ReturnedUnseen, detail, now).await?;
    Ok(news)
}

async fn settle_checkout(
    tx: &mut Tx,
    attempt: &AttemptRow,
    payment: &PaymentRow,
    needs_review: bool,
    now: i64,
) -> Result<Option<News>, DomainError> {
    let settlement = Settlement {
        needs_review,
        payment_intent_id: &payment.payment_intent_id,
        paid_at: payment.paid_at.unwrap_or(now),
        amount: payment.amount,
        tips_amount: (payment.tips_amount != 0).then_some(payment.tips_amount),
    };
    let settled = checkouts::settle(tx, &attempt.checkout_id, &settlement, now).await?;
    Ok(settled.then_some(if needs_review {
        News::NeedsReview
    } else if payment.status == "Authorized" {
        News::Authorized
    } else {
        News::Paid
    }))
}
