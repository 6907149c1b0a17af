//! How a checkout stands for people: worked out from its row, its live attempt, and the payment that settled it.

use shared::CheckoutStatus;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::payments::returned_amount;
use super::{StoredStatus, closing, stored_status};
use crate::DomainError;

/// The columns that [`status`] reads, of a checkout `c`.
macro_rules! status_columns {
    () => {
        "c.status, c.closing,
         (SELECT p.status FROM payments p WHERE p.payment_intent_id = c.paid_intent_id) AS payment_status,
         (SELECT p.captured_amount FROM payments p WHERE p.payment_intent_id = c.paid_intent_id) AS captured_amount,
         (SELECT p.refunded_amount FROM payments p WHERE p.payment_intent_id = c.paid_intent_id) AS refunded_amount,
         (SELECT COUNT(*) FROM flags f WHERE f.payment_intent_id = c.paid_intent_id AND f.resolved_at IS NULL) AS flags_up,
         (SELECT COUNT(*) FROM attempts a WHERE a.checkout_id = c.id
          AND a.status IN ('creating', 'open', 'closing') AND a.waiting_since IS NOT NULL) AS waiting"
    };
}
pub(crate) use status_columns;

/// How it stands.
///
/// # Errors
/// [`DomainError::Internal`] if the row cannot be read.
pub(crate) fn status(row: &AnyRow) -> Result<CheckoutStatus, DomainError> {
    let closing = closing(row.try_get::<Option<String>, _>("closing")?.as_deref())?;
    let waiting: i64 = row.try_get("waiting")?;
    Ok(match stored_status(&row.try_get::<String, _>("status")?)? {
        StoredStatus::Open if closing.is_some() || waiting > 0 => CheckoutStatus::Waiting,
        StoredStatus::Open => CheckoutStatus::Open,
        StoredStatus::Expired => CheckoutStatus::Expired,
        StoredStatus::Cancelled => CheckoutStatus::Cancelled,
        StoredStatus::Paid => settled(row, false)?,
        // Until somebody has taken the last flag down.
        StoredStatus::NeedsReview => settled(row, row.try_get::<i64, _>("flags_up")? > 0)?,
    })
}

/// What became of the payment that settled it. Where the money is taken later, it may still be on the card, or have been
/// released; and what was taken may have been given back.
fn settled(row: &AnyRow, is_under_review: bool) -> Result<CheckoutStatus, DomainError> {
    let payment: Option<String> = row.try_get("payment_status")?;
    let payment = payment.as_deref().unwrap_or_default();
    let captured = row
        .try_get::<Option<i64>, _>("captured_amount")?
        .unwrap_or(0);
    let refunded = row
        .try_get::<Option<i64>, _>("refunded_amount")?
        .unwrap_or(0);
    let is_returned = captured > 0 && returned_amount(payment, captured, refunded) >= captured;
    Ok(match payment {
        _ if is_returned => CheckoutStatus::Refunded,
        "Canceled" | "Reversed" => CheckoutStatus::Cancelled,
        _ if is_under_review => CheckoutStatus::NeedsReview,
        "Authorized" => CheckoutStatus::Authorized,
        _ => CheckoutStatus::Paid,
    })
}
