//! Webhooks that were acknowledged, and what became of them.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// A webhook event to be acted upon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InboxEvent {
    pub(crate) event_id: String,
    pub(crate) event_type: String,
    pub(crate) payment_intent_id: String,
    pub(crate) tries: i64,
}

/// Stores an event; `false` if it is there already.
pub(crate) async fn insert(
    store: &Store,
    event_id: &str,
    event_type: &str,
    payment_intent_id: &str,
    payload: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO inbox (event_id, location_id, event_type, payment_intent_id, payload, status, next_at, received_at)
         VALUES ($1, $2, $3, $4, $5, 'new', $6, $6) ON CONFLICT (event_id) DO NOTHING",
    )
    .bind(event_id)
    .bind(LOCATION)
    .bind(event_type)
    .bind(payment_intent_id)
    .bind(payload)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes up to `limit` due events; nobody else gets them before `lease_until`.
pub(crate) async fn claim(
    store: &Store,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<InboxEvent>, DomainError> {
    let sql = store.per_dialect(
        "UPDATE inbox SET next_at = $1, tries = tries + 1 WHERE event_id IN
           (SELECT event_id FROM inbox WHERE status = 'new' AND next_at <= $2 ORDER BY next_at LIMIT $3)
         RETURNING event_id, event_type, payment_intent_id, tries",
        "UPDATE inbox SET next_at = $1, tries = tries + 1 WHERE event_id IN
           (SELECT event_id FROM inbox WHERE status = 'new' AND next_at <= $2 ORDER BY next_at LIMIT $3
            FOR UPDATE SKIP LOCKED)
         RETURNING event_id, event_type, payment_intent_id, tries",
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

fn read(row: &AnyRow) -> Result<InboxEvent, DomainError> {
    Ok(InboxEvent {
        event_id: row.try_get("event_id")?,
        event_type: row.try_get("event_type")?,
        payment_intent_id: row.try_get("payment_intent_id")?,
        tries: row.try_get("tries")?,
    })
}

/// Settles an event: `done`, or `parked` with the reason.
pub(crate) async fn settle(
    store: &Store,
    event_id: &str,
    parked_because: Option<&str>,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE inbox SET status = $2, last_error = $3, settled_at = $4 WHERE event_id = $1 AND status = 'new'",
    )
    .bind(event_id)
    .bind(if parked_because.is_some() { "parked" } else { "done" })
    .bind(parked_because)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Tries an event again later.
pub(crate) async fn retry(
    store: &Store,
    event_id: &str,
    error: &str,
    next_at: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE inbox SET next_at = $2, last_error = $3 WHERE event_id = $1 AND status = 'new'",
    )
    .bind(event_id)
    .bind(next_at)
    .bind(error)
    .execute(store.write())
    .await?;
    Ok(())
}

/// When the next event falls due.
pub(crate) async fn next_due(store: &Store) -> Result<Option<i64>, DomainError> {
    let row =
        sqlx::query("SELECT next_at FROM inbox WHERE status = 'new' ORDER BY next_at LIMIT 1")
            .fetch_optional(store.read())
            .await?;
    Ok(row.map(|row| row.try_get("next_at")).transpose()?)
}

/// Forgets events that were done with before `before`. Parked ones stay until a person has looked at them.
pub(crate) async fn prune(store: &Store, before: i64) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM inbox WHERE status = 'done' AND settled_at < $1")
        .bind(before)
        .execute(store.write())
        .await?;
    Ok(())
}

/// When the last event came, in milliseconds since 1970.
pub(crate) async fn last_received(store: &Store) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query("SELECT received_at FROM inbox ORDER BY received_at DESC LIMIT 1")
        .fetch_optional(store.read())
        .await?;
    Ok(row.map(|row| row.try_get("received_at")).transpose()?)
}

/// Makes due what a killed process had taken: see [`Store::release_leases`].
pub(crate) async fn release(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE inbox SET next_at = $1 WHERE status = 'new' AND next_at > $1 AND next_at <= $1 + 60000",
    )
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
