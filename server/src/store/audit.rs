//! The rows of the audit trail. They are added, and never changed or removed.

pub(crate) mod names;
pub(crate) mod reading;

use serde_json::json;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

use super::{LOCATION, Tx};
use crate::DomainError;
use crate::staff::audit::Entry;

/// Who did it, as far as that is known; nobody: the system by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Who {
    pub(crate) staff_id: Option<String>,
    pub(crate) staff_name: Option<String>,
    pub(crate) address: Option<String>,
}

/// Adds an entry at the end of the trail.
pub(crate) async fn append(
    tx: &mut Tx,
    who: Who,
    entry: &Entry<'_>,
    now: i64,
) -> Result<(), DomainError> {
    // The counter's row lock makes writers on several machines take turns.
    let counter = sqlx::query(
        "UPDATE audit_counter SET position = position + 1 WHERE location_id = $1 RETURNING position, hash",
    )
    .bind(LOCATION)
    .fetch_one(&mut **tx)
    .await?;
    let row = AuditRow {
        position: counter.try_get("position")?,
        happened_at: now,
        staff_id: who.staff_id,
        staff_name: who.staff_name,
        address: who.address,
        action: entry.action.to_owned(),
        object_kind: entry.object_kind.to_owned(),
        object_id: entry.object_id.to_owned(),
        before: entry.before.as_ref().map(ToString::to_string),
        after: entry.after.as_ref().map(ToString::to_string),
    };
    let hash = row.hash(&counter.try_get::<String, _>("hash")?);
    sqlx::query(
        "INSERT INTO audit (location_id, position, happened_at, staff_id, staff_name, address, action, object_kind,
                            object_id, before_value, after_value, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(LOCATION)
    .bind(row.position)
    .bind(row.happened_at)
    .bind(row.staff_id)
    .bind(row.staff_name)
    .bind(row.address)
    .bind(row.action)
    .bind(row.object_kind)
    .bind(row.object_id)
    .bind(row.before)
    .bind(row.after)
    .bind(&hash)
    .execute(&mut **tx)
    .await?;
    sqlx::query("UPDATE audit_counter SET hash = $2 WHERE location_id = $1")
        .bind(LOCATION)
        .bind(&hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A row of the trail.
#[derive(Clone, Debug)]
pub(crate) struct AuditRow {
    pub(crate) position: i64,
    pub(crate) happened_at: i64,
    pub(crate) staff_id: Option<String>,
    pub(crate) staff_name: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) action: String,
    pub(crate) object_kind: String,
    pub(crate) object_id: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl AuditRow {
    /// SHA-256 over the hash of the row before and this row's values as a JSON array, whose text nothing can imitate.
    pub(crate) fn hash(&self, before: &str) -> String {
        let canonical = json!([
            before,
            LOCATION,
            self.position,
            self.happened_at,
            self.staff_id,
            self.staff_name,
            self.address,
            self.action,
            self.object_kind,
            self.object_id,
            self.before,
            self.after,
        ]);
        hex::encode(Sha256::digest(canonical.to_string()))
    }
}
