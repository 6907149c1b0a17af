//! What a person at the merchant's must look at.

use sqlx::Row;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// Something about money that is not as asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FlagKind {
    /// Another amount, tip or currency than asked for.
    AmountMismatch,
    /// Another reference than the attempt's, or the charge's.
    ReferenceMismatch,
    /// The second captured payment of one checkout.
    DoubleCapture,
    /// Captured although the checkout was closed.
    CapturedAfterClose,
    /// Given back before the capture was seen here.
    ReturnedUnseen,
}

impl FlagKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::AmountMismatch => "amount_mismatch",
            Self::ReferenceMismatch => "reference_mismatch",
            Self::DoubleCapture => "double_capture",
            Self::CapturedAfterClose => "captured_after_close",
            Self::ReturnedUnseen => "returned_unseen",
        }
    }

    /// What the merchant is offered to do.
    fn proposal(self) -> &'static str {
        match self {
            Self::DoubleCapture | Self::CapturedAfterClose => "reverse",
            Self::AmountMismatch | Self::ReferenceMismatch | Self::ReturnedUnseen => "look",
        }
    }
}

/// Raises a flag; `false` if it is raised already. The charge of a hold has no checkout.
pub(crate) async fn raise(
    tx: &mut Tx,
    payment_intent_id: &str,
    checkout_id: Option<&str>,
    kind: FlagKind,
    detail: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO flags (payment_intent_id, kind, location_id, checkout_id, detail, proposal, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(payment_intent_id)
    .bind(kind.as_str())
    .bind(LOCATION)
    .bind(checkout_id)
    .bind(detail)
    .bind(kind.proposal())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the flags of a payment down, because the money went back. That it did so unseen is for a person to look at.
pub(crate) async fn resolve(
    tx: &mut Tx,
    payment_intent_id: &str,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE flags SET resolved_at = $3
         WHERE location_id = $1 AND payment_intent_id = $2 AND resolved_at IS NULL AND kind <> $4",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(now)
    .bind(FlagKind::ReturnedUnseen.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes one flag down; `false` if it is not up.
pub(crate) async fn resolve_one(
    tx: &mut Tx,
    payment_intent_id: &str,
    kind: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE flags SET resolved_at = $4
         WHERE location_id = $1 AND payment_intent_id = $2 AND kind = $3 AND resolved_at IS NULL",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(kind)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A flag that was raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlagRow {
    pub(crate) kind: String,
    pub(crate) detail: String,
    pub(crate) proposal: String,
    pub(crate) created_at: i64,
    pub(crate) resolved_at: Option<i64>,
}

/// Every flag of a payment, oldest first.
pub(crate) async fn of_payment(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Vec<FlagRow>, DomainError> {
    sqlx::query(
        "SELECT kind, detail, proposal, created_at, resolved_at FROM flags
         WHERE location_id = $1 AND payment_intent_id = $2 ORDER BY created_at, kind",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok(FlagRow {
            kind: row.try_get("kind")?,
            detail: row.try_get("detail")?,
            proposal: row.try_get("proposal")?,
            created_at: row.try_get("created_at")?,
            resolved_at: row.try_get("resolved_at")?,
        })
    })
    .collect()
}

/// Kind and proposal of every flag of a checkout that is up, oldest first.
#[cfg(test)]
pub(crate) async fn of_checkout(
    store: &Store,
    checkout_id: &str,
) -> Result<Vec<(String, String)>, DomainError> {
    sqlx::query(
        "SELECT kind, proposal FROM flags WHERE location_id = $1 AND checkout_id = $2 AND resolved_at IS NULL ORDER BY created_at, kind",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| Ok((row.try_get("kind")?, row.try_get("proposal")?)))
    .collect()
}
