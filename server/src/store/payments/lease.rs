//! Who is changing a payment at Dojo: one at a time, for as long as the lease lasts.

use sqlx::Row;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// Lets nobody else change the payment at Dojo until `until`; `false` if somebody else is at it. [`free`] ends it.
pub(crate) async fn occupy(
    tx: &mut Tx,
    payment_intent_id: &str,
    until: i64,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE payments SET busy_until = $3 WHERE location_id = $1 AND payment_intent_id = $2
           AND (busy_until IS NULL OR busy_until <= $4)",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(until)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether nobody changes the payment at Dojo now.
pub(crate) async fn is_free(
    tx: &mut Tx,
    payment_intent_id: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT 1 FROM payments WHERE location_id = $1 AND payment_intent_id = $2 AND busy_until > $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.is_none())
}

/// Whether somebody has begun to change the payment at Dojo, their time is over, and nobody knows what became of it.
pub(crate) async fn is_left_unknown(
    store: &Store,
    payment_intent_id: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT 1 FROM payments WHERE location_id = $1 AND payment_intent_id = $2 AND busy_until <= $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(now)
    .fetch_optional(store.write())
    .await?;
    Ok(row.is_some())
}

/// The payment that was occupied `until` then can be changed again, as soon as it was read.
pub(crate) async fn leave_unknown(
    tx: &mut Tx,
    payment_intent_id: &str,
    until: i64,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE payments SET busy_until = $4
         WHERE location_id = $1 AND payment_intent_id = $2 AND busy_until = $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(until)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The payment that was occupied `until` then can be changed again. Should somebody else have occupied it since, it stays theirs.
pub(crate) async fn free(
    tx: &mut Tx,
    payment_intent_id: &str,
    until: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE payments SET busy_until = NULL
         WHERE location_id = $1 AND payment_intent_id = $2 AND busy_until = $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Some payments that somebody has begun to change at Dojo, whose time was over by `now` and of which nobody knows what became,
/// with when it was over. Any of them, so that those that cannot be read do not stand before the others for ever.
pub(crate) async fn left_unknown(
    store: &Store,
    now: i64,
    limit: i64,
) -> Result<Vec<(String, i64)>, DomainError> {
    sqlx::query(
        "SELECT payment_intent_id, busy_until FROM payments WHERE location_id = $1 AND busy_until <= $2
         ORDER BY random() LIMIT $3",
    )
    .bind(LOCATION)
    .bind(now)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok((
            row.try_get("payment_intent_id")?,
            row.try_get("busy_until")?,
        ))
    })
    .collect()
}

/// When the next payment that somebody is changing would be [left unknown](left_unknown).
pub(crate) async fn next_left_unknown(store: &Store, now: i64) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(
        "SELECT MIN(busy_until) AS next FROM payments WHERE location_id = $1 AND busy_until > $2",
    )
    .bind(LOCATION)
    .bind(now)
    .fetch_one(store.read())
    .await?;
    Ok(row.try_get("next")?)
}

/// Lets others change what a killed process was changing: see [`Store::release_leases`].
pub(crate) async fn release(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE payments SET busy_until = $1 WHERE busy_until > $1")
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
