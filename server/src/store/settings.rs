//! Small things remembered between starts.

use sqlx::{Any, Executor, Row};

use super::{LOCATION, Store, Tx};
use crate::DomainError;

pub(crate) async fn get<'e>(
    executor: impl Executor<'e, Database = Any>,
    name: &str,
) -> Result<Option<String>, DomainError> {
    let row = sqlx::query("SELECT value FROM settings WHERE location_id = $1 AND name = $2")
        .bind(LOCATION)
        .bind(name)
        .fetch_optional(executor)
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

/// The value, kept from being changed by others until the transaction ends; `absent` if there was none.
pub(crate) async fn lock(
    tx: &mut Tx,
    name: &str,
    absent: &str,
    now: i64,
) -> Result<String, DomainError> {
    // An update that changes nothing locks the row on either database.
    let row = sqlx::query(
        "INSERT INTO settings (location_id, name, value, updated_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (location_id, name) DO UPDATE SET value = settings.value RETURNING value",
    )
    .bind(LOCATION)
    .bind(name)
    .bind(absent)
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    Ok(row.try_get("value")?)
}

/// Writes a value that was locked.
pub(crate) async fn put(tx: &mut Tx, name: &str, value: &str, now: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE settings SET value = $3, updated_at = $4 WHERE location_id = $1 AND name = $2",
    )
    .bind(LOCATION)
    .bind(name)
    .bind(value)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
