//! What the live stream has told and will tell, in one order for all who listen.

use shared::console::live::LiveEvent;
use sqlx::Row as _;

use super::{LOCATION, Tx};
use crate::DomainError;

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
