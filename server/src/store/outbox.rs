//! Callbacks to the shop, written in the transaction that makes them true and sent afterwards.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// A callback to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutboxMessage {
    pub(crate) id: String,
    pub(crate) payload: String,
    pub(crate) tries: i64,
}

/// Writes a callback; a checkout has at most one of each type.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: &str,
    event_type: &str,
    checkout_id: &str,
    payload: &str,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO outbox (id, location_id, event_type, checkout_id, payload, status, next_at, created_at)
         VALUES ($1, $2, $3, $4, $5, 'new', $6, $6) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(LOCATION)
    .bind(event_type)
    .bind(checkout_id)
    .bind(payload)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes up to `limit` due callbacks; nobody else gets them before `lease_until`.
pub(crate) async fn claim(
    store: &Store,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<OutboxMessage>, DomainError> {
    let sql = store.per_dialect(
        "UPDATE outbox SET next_at = $1, tries = tries + 1 WHERE id IN
           (SELECT id FROM outbox WHERE status = 'new' AND next_at <= $2 ORDER BY next_at LIMIT $3)
         RETURNING id, payload, tries",
        "UPDATE outbox SET next_at = $1, tries = tries + 1 WHERE id IN
           (SELECT id FROM outbox WHERE status = 'new' AND next_at <= $2 ORDER BY next_at LIMIT $3
            FOR UPDATE SKIP LOCKED)
         RETURNING id, payload, tries",
    );
    let mut tx = store.begin().await?;
    let rows = sqlx::query(sql)
        .bind(lease_until)
        .bind(now)
        .bind(limit)
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<OutboxMessage, DomainError> {
    Ok(OutboxMessage {
        id: row.try_get("id")?,
        payload: row.try_get("payload")?,
        tries: row.try_get("tries")?,
    })
}

/// Settles a callback: `done`, or `parked` with the reason.
pub(crate) async fn settle(
    store: &Store,
    id: &str,
    parked_because: Option<&str>,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE outbox SET status = $2, last_error = $3, settled_at = $4 WHERE id = $1 AND status = 'new'",
    )
    .bind(id)
    .bind(if parked_because.is_some() { "parked" } else { "done" })
    .bind(parked_because)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Sends a callback again later.
pub(crate) async fn retry(
    store: &Store,
    id: &str,
    error: &str,
    next_at: i64,
) -> Result<(), DomainError> {
    sqlx::query("UPDATE outbox SET next_at = $2, last_error = $3 WHERE id = $1 AND status = 'new'")
        .bind(id)
        .bind(next_at)
        .bind(error)
        .execute(store.write())
        .await?;
    Ok(())
}

/// When the next callback falls due.
pub(crate) async fn next_due(store: &Store) -> Result<Option<i64>, DomainError> {
    let row =
        sqlx::query("SELECT next_at FROM outbox WHERE status = 'new' ORDER BY next_at LIMIT 1")
            .fetch_optional(store.read())
            .await?;
    Ok(row.map(|row| row.try_get("next_at")).transpose()?)
}

/// Forgets callbacks that were done with before `before`. Parked ones stay until a person has looked at them.
pub(crate) async fn prune(store: &Store, before: i64) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM outbox WHERE status = 'done' AND settled_at < $1")
        .bind(before)
        .execute(store.write())
        .await?;
    Ok(())
}

/// Makes due what a killed process had taken: see [`Store::release_leases`].
pub(crate) async fn release(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE outbox SET next_at = $1 WHERE status = 'new' AND next_at > $1 AND next_at <= $1 + 60000",
    )
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
