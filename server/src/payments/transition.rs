//! What a reading of an attempt's intent makes of its checkout. Nothing of it twice.

use dojo::{CaptureMode, PaymentIntent, PaymentIntentStatus};

use super::facts;
use super::review::raise;
use crate::DomainError;
use crate::events::callback::News;
use crate::store::Tx;
use crate::store::attempts::AttemptRow;
use crate::store::checkouts::{self, LockedCheckout, Settlement, StoredStatus};
use crate::store::flags::{self, FlagKind};
use crate::store::payments::PaymentRow;

/// A reading of an attempt's intent: the mirror shows it, and the checkout's row is held.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observation<'a> {
    pub(super) checkout: &'a LockedCheckout,
    pub(super) attempt: &'a AttemptRow,
    pub(super) intent: &'a PaymentIntent,
    pub(super) payment: &'a PaymentRow,
    /// Milliseconds since 1970.
    pub(super) now: i64,
}

impl Observation<'_> {
    /// Whether the checkout was settled by this very intent.
    fn is_settled(&self) -> bool {
        self.checkout.paid_intent_id.as_deref() == Some(&self.intent.id)
    }
}

/// Carries out what follows for the checkout. Answers what it became by it.
///
/// # Errors
/// [`DomainError::Store`].
pub(super) async fn transition(
    tx: &mut Tx,
    seen: Observation<'_>,
) -> Result<Option<News>, DomainError> {
    match seen.intent.status {
        PaymentIntentStatus::Authorized if seen.intent.capture_mode == CaptureMode::Manual => {
            taken(tx, seen).await
        }
        PaymentIntentStatus::Captured => taken(tx, seen).await,
        PaymentIntentStatus::Refunded | PaymentIntentStatus::Reversed => returned(tx, seen).await,
        PaymentIntentStatus::Canceled => {
            if seen.is_settled() {
                // It was only held, and is released.
                flags::resolve(tx, &seen.intent.id, seen.now).await?;
            }
            checkouts::finish_closing(tx, &seen.attempt.checkout_id, seen.now).await?;
            Ok(None)
        }
        PaymentIntentStatus::Created
        | PaymentIntentStatus::Authorized
        | PaymentIntentStatus::Other(_) => Ok(None),
    }
}

/// Money was taken, or is held as it was asked for.
async fn taken(tx: &mut Tx, seen: Observation<'_>) -> Result<Option<News>, DomainError> {
    let checkout = seen.checkout;
    if seen.is_settled() {
        // What was only held is taken now: the checkout was settled then, and the shop is told of both.
        let is_first = note_capture(tx, seen).await?;
        return Ok((is_first && checkout.status == StoredStatus::Paid).then_some(News::Paid));
    }
    let flag = match checkout.status {
        StoredStatus::Open => mismatch(seen.attempt, seen.payment),
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
    let news = settle(tx, seen, flag.is_some()).await?;
    if let Some((kind, detail)) = &flag {
        raise(tx, seen.attempt, seen.payment, *kind, detail, seen.now).await?;
    }
    Ok(news)
}

/// Money was given back, in Dojo's portal for example. If its capture was never seen here, a person must look: telling the
/// shop "paid" would have it send the goods.
async fn returned(tx: &mut Tx, seen: Observation<'_>) -> Result<Option<News>, DomainError> {
    if seen.checkout.paid_intent_id.is_some() {
        note_capture(tx, seen).await?;
        flags::resolve(tx, &seen.intent.id, seen.now).await?;
        let is_refunded = seen.is_settled() && seen.payment.is_returned();
        return Ok(is_refunded.then_some(News::Refunded));
    }
    let news = settle(tx, seen, true).await?;
    let (kind, detail) = (
        FlagKind::ReturnedUnseen,
        "refunded or reversed before the capture was seen",
    );
    raise(tx, seen.attempt, seen.payment, kind, detail, seen.now).await?;
    Ok(news)
}

/// Whether the intent that settled the checkout is seen captured for the first time, having been only held.
async fn note_capture(tx: &mut Tx, seen: Observation<'_>) -> Result<bool, DomainError> {
    let Some(paid_at) = seen.payment.paid_at else {
        return Ok(false);
    };
    let id = &seen.attempt.checkout_id;
    checkouts::note_capture(tx, id, &seen.intent.id, paid_at, seen.now).await
}

async fn settle(
    tx: &mut Tx,
    seen: Observation<'_>,
    needs_review: bool,
) -> Result<Option<News>, DomainError> {
    let payment = seen.payment;
    let settlement = Settlement {
        needs_review,
        payment_intent_id: &payment.payment_intent_id,
        authorized_at: facts::authorized_at(seen.intent, seen.now),
        paid_at: payment.paid_at,
        amount: payment.amount,
        tips_amount: (payment.tips_amount != 0).then_some(payment.tips_amount),
    };
    let settled = checkouts::settle(tx, &seen.attempt.checkout_id, &settlement, seen.now).await?;
    Ok(settled.then_some(if needs_review {
        News::NeedsReview
    } else if payment.status == "Authorized" {
        News::Authorized
    } else {
        News::Paid
    }))
}

/// What of the intent is not as asked for. The amounts may be those that Dojo was asked to change to.
pub(super) fn mismatch(attempt: &AttemptRow, payment: &PaymentRow) -> Option<(FlagKind, String)> {
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
