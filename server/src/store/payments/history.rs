//! What is on record here about a payment: what staff did, and which webhooks came.

use sqlx::Row;

use super::{LOCATION, Store};
use crate::DomainError;

/// What staff did to a payment, from the audit trail: when, who, what, with which values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeedRow {
    pub(crate) happened_at: i64,
    pub(crate) staff_name: Option<String>,
    pub(crate) action: String,
    pub(crate) after: Option<String>,
}

/// The audit trail of a payment, oldest first.
pub(crate) async fn deeds(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Vec<DeedRow>, DomainError> {
    sqlx::query(
        "SELECT happened_at, staff_name, action, after_value FROM audit
         WHERE location_id = $1 AND object_kind = 'payment' AND object_id = $2 ORDER BY position LIMIT 500",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok(DeedRow {
            happened_at: row.try_get("happened_at")?,
            staff_name: row.try_get("staff_name")?,
            action: row.try_get("action")?,
            after: row.try_get("after_value")?,
        })
    })
    .collect()
}

/// When webhooks about a payment came, and whether they were acted upon: `new`, `done`, `parked`.
pub(crate) async fn webhooks(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Vec<(i64, String, String)>, DomainError> {
    sqlx::query(
        "SELECT received_at, event_type, status FROM inbox WHERE location_id = $1 AND payment_intent_id = $2
         ORDER BY received_at LIMIT 200",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok((
            row.try_get("received_at")?,
            row.try_get("event_type")?,
            row.try_get("status")?,
        ))
    })
    .collect()
}
