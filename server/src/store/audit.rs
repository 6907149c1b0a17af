//! The rows of the audit trail. They are added, and never changed or removed.

use sqlx::Row as _;

use super::{LOCATION, Tx};
use crate::DomainError;
use crate::staff::Actor;
use crate::staff::audit::Entry;

/// Adds an entry at the end of the trail.
pub(crate) async fn append(
    tx: &mut Tx,
    actor: Option<&Actor>,
    entry: &Entry<'_>,
    now: i64,
) -> Result<(), DomainError> {
    // The counter's row lock makes writers on several machines take turns.
    let position: i64 = sqlx::query(
        "UPDATE audit_counter SET position = position + 1 WHERE location_id = $1 RETURNING position",
    )
    .bind(LOCATION)
    .fetch_one(&mut **tx)
    .await?
    .try_get("position")?;
    sqlx::query(
        "INSERT INTO audit (location_id, position, happened_at, staff_id, staff_name, address, action, object_kind,
                            object_id, before_value, after_value)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(LOCATION)
    .bind(position)
    .bind(now)
    .bind(actor.map(|actor| actor.staff_id.as_str()))
    .bind(actor.map(|actor| actor.name.as_str()))
    .bind(actor.map(|actor| actor.address.to_string()))
    .bind(entry.action)
    .bind(entry.object_kind)
    .bind(entry.object_id)
    .bind(entry.before.as_ref().map(ToString::to_string))
    .bind(entry.after.as_ref().map(ToString::to_string))
    .execute(&mut **tx)
    .await?;
    Ok(())
}
