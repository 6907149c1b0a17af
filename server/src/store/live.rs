//! What the live stream has told and will tell, in one order for all who listen.

use shared::console::live::{LiveEvent, LiveKind};
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// An event and its place in the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Positioned {
    pub(crate) position: i64,
    pub(crate) event: LiveEvent,
}

/// Adds an event at the end. The counter's row lock makes positions become visible in their order.
pub(crate) async fn append(tx: &mut Tx, event: &LiveEvent, now: i64) -> Result<(), DomainError> {
    let position: i64 = sqlx::query(
        "UPDATE live_counter SET position = position + 1 WHERE location_id = $1 RETURNING position",
    )
    .bind(LOCATION)
    .fetch_one(&mut **tx)
    .await?
    .try_get("position")?;
    sqlx::query(
        "INSERT INTO live_events (location_id, position, kind, object_id, happened_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(LOCATION)
    .bind(position)
    .bind(event.kind.as_str())
    .bind(&event.id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The position of the newest event; 0 if there never was one.
pub(crate) async fn newest(store: &Store) -> Result<i64, DomainError> {
    let row = sqlx::query("SELECT position FROM live_counter WHERE location_id = $1")
        .bind(LOCATION)
        .fetch_one(store.read())
        .await?;
    Ok(row.try_get("position")?)
}

/// The position after which everything happened since `since`, looking back over at most `limit` events from `newest`.
pub(crate) async fn before(
    store: &Store,
    newest: i64,
    since: i64,
    limit: i64,
) -> Result<i64, DomainError> {
    let row = sqlx::query(
        "SELECT MIN(position) AS first FROM live_events
         WHERE location_id = $1 AND position > $2 AND position <= $3 AND happened_at >= $4",
    )
    .bind(LOCATION)
    .bind(newest - limit)
    .bind(newest)
    .bind(since)
    .fetch_one(store.read())
    .await?;
    let first: Option<i64> = row.try_get("first")?;
    Ok(first.map_or(newest, |first| first - 1))
}

/// Up to `limit` events after `position`, the oldest first.
pub(crate) async fn after(
    store: &Store,
    position: i64,
    limit: i64,
) -> Result<Vec<Positioned>, DomainError> {
    sqlx::query(
        "SELECT position, kind, object_id FROM live_events
         WHERE location_id = $1 AND position > $2 ORDER BY position LIMIT $3",
    )
    .bind(LOCATION)
    .bind(position)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &AnyRow) -> Result<Positioned, DomainError> {
    let kind: String = row.try_get("kind")?;
    Ok(Positioned {
        position: row.try_get("position")?,
        event: LiveEvent {
            kind: LiveKind::named(&kind)
                .ok_or_else(|| DomainError::Internal(format!("no kind of live event: {kind}")))?,
            id: row.try_get("object_id")?,
        },
    })
}

/// Forgets what happened before `before`.
pub(crate) async fn prune(store: &Store, before: i64) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM live_events WHERE location_id = $1 AND happened_at < $2")
        .bind(LOCATION)
        .bind(before)
        .execute(store.write())
        .await?;
    Ok(())
}
