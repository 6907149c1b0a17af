//! What happened to a hold.

use shared::console::holds::{HoldEvent, HoldEventKind};
use sqlx::Row;

use super::super::{LOCATION, Store, Tx};
use crate::DomainError;

/// Adds to what happened to the hold, which the transaction has locked or made.
pub(crate) async fn append(
    tx: &mut Tx,
    hold_id: &str,
    kind: HoldEventKind,
    detail: Option<&str>,
    staff_name: Option<&str>,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO hold_events (hold_id, position, location_id, kind, detail, staff_name, happened_at)
         SELECT $1, COALESCE(MAX(position), 0) + 1, $2, $3, $4, $5, $6 FROM hold_events WHERE hold_id = $1",
    )
    .bind(hold_id)
    .bind(LOCATION)
    .bind(kind.as_str())
    .bind(detail)
    .bind(staff_name)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Everything that happened to the hold, the oldest first.
pub(crate) async fn of_hold(store: &Store, hold_id: &str) -> Result<Vec<HoldEvent>, DomainError> {
    let rows = sqlx::query(
        "SELECT kind, detail, staff_name, happened_at FROM hold_events
         WHERE location_id = $1 AND hold_id = $2 ORDER BY position",
    )
    .bind(LOCATION)
    .bind(hold_id)
    .fetch_all(store.read())
    .await?;
    let mut events = Vec::with_capacity(rows.len());
    for row in &rows {
        // What a newer version has written is left out.
        if let Some(kind) = HoldEventKind::named(&row.try_get::<String, _>("kind")?) {
            events.push(HoldEvent {
                kind,
                detail: row.try_get("detail")?,
                staff_name: row.try_get("staff_name")?,
                at: row.try_get("happened_at")?,
            });
        }
    }
    Ok(events)
}
