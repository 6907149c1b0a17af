//! What an intent's own timeline tells.

use jiff::Timestamp;
use sqlx::Row;

use super::super::checkouts::timestamp;
use super::{LOCATION, PaymentEventRow, Store};
use crate::DomainError;

/// The intent's own timeline, oldest first.
pub(crate) async fn events(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Vec<PaymentEventRow>, DomainError> {
    sqlx::query(
        "SELECT event_type, transaction_id, happened_at, auth_code, card_type, last_four FROM payment_events
         WHERE location_id = $1 AND payment_intent_id = $2 ORDER BY position",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok(PaymentEventRow {
            event_type: row.try_get("event_type")?,
            transaction_id: row.try_get("transaction_id")?,
            happened_at: row.try_get("happened_at")?,
            auth_code: row.try_get("auth_code")?,
            card_type: row.try_get("card_type")?,
            last_four: row.try_get("last_four")?,
        })
    })
    .collect()
}

/// When money went back last, as far as the intent's timeline tells.
pub(crate) async fn returned_at(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Option<Timestamp>, DomainError> {
    let row = sqlx::query(
        "SELECT MAX(happened_at) AS returned_at FROM payment_events
         WHERE location_id = $1 AND payment_intent_id = $2 AND event_type IN ('Refunded', 'Reversed')",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_one(store.read())
    .await?;
    let returned_at: Option<i64> = row.try_get("returned_at")?;
    returned_at.map(timestamp).transpose()
}
