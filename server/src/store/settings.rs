//! Small things remembered between starts.

use sqlx::Row;

use super::{LOCATION, Store};
use crate::DomainError;

pub(crate) async fn get(store: &Store, name: &str) -> Result<Option<String>, DomainError> {
    let row = sqlx::query("SELECT value FROM settings WHERE location_id = $1 AND name = $2")
        .bind(LOCATION)
        .bind(name)
        .fetch_optional(store.read())
        .await?;
    Ok(row.map(|row| row.try_get("value")).transpose()?)
}

pub(crate) async fn set(
    store: &Store,
    name: &str,
    value: &str,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO settings (location_id, name, value, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (location_id, name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
    )
    .bind(LOCATION)
    .bind(name)
    .bind(value)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(())
}
