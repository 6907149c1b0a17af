//! Webhooks and callbacks that were tried until they were given up, for a person to look at.

use shared::console::settings::connection::ParkedMessage;
use sqlx::{AssertSqlSafe, Row as _};

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// Where messages are parked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Queue {
    /// Dojo's webhooks.
    Inbox,
    /// Callbacks to the shop.
    Outbox,
}

impl Queue {
    fn columns(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::Inbox => ("inbox", "event_id", "payment_intent_id", "received_at"),
            Self::Outbox => ("outbox", "id", "checkout_id", "created_at"),
        }
    }
}

/// The newest that were given up.
pub(crate) async fn list(
    store: &Store,
    queue: Queue,
    limit: i64,
) -> Result<Vec<ParkedMessage>, DomainError> {
    let (table, id, about, at) = queue.columns();
    sqlx::query(AssertSqlSafe(format!(
        "SELECT {id} AS id, event_type, {about} AS about, {at} AS happened_at, tries, last_error FROM {table}
         WHERE location_id = $1 AND status = 'parked' ORDER BY {at} DESC LIMIT $2"
    )))
    .bind(LOCATION)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok(ParkedMessage {
            id: row.try_get("id")?,
            event: row.try_get("event_type")?,
            about: row.try_get("about")?,
            at: row.try_get("happened_at")?,
            tries: row.try_get("tries")?,
            reason: row.try_get("last_error")?,
        })
    })
    .collect()
}

/// How many were given up, and how many wait.
pub(crate) async fn count(store: &Store, queue: Queue) -> Result<(i64, i64), DomainError> {
    let (table, ..) = queue.columns();
    let row = sqlx::query(AssertSqlSafe(format!(
        "SELECT (SELECT COUNT(*) FROM {table} WHERE location_id = $1 AND status = 'parked') AS parked,
                (SELECT COUNT(*) FROM {table} WHERE location_id = $1 AND status = 'new') AS waiting"
    )))
    .bind(LOCATION)
    .fetch_one(store.read())
    .await?;
    Ok((row.try_get("parked")?, row.try_get("waiting")?))
}

/// Has those that were given up tried again from the beginning: one, or all. Answers how many.
pub(crate) async fn retry(
    tx: &mut Tx,
    queue: Queue,
    id: Option<&str>,
    now: i64,
) -> Result<i64, DomainError> {
    let (table, key, ..) = queue.columns();
    let done = sqlx::query(AssertSqlSafe(format!(
        "UPDATE {table} SET status = 'new', tries = 0, next_at = $3, settled_at = NULL
         WHERE location_id = $1 AND status = 'parked' AND ($2 = '' OR {key} = $2)"
    )))
    .bind(LOCATION)
    .bind(id.unwrap_or_default())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(i64::try_from(done.rows_affected()).unwrap_or(i64::MAX))
}
