//! Files that were imported.

use sqlx::Row;

use super::super::{LOCATION, Store, Tx};
use crate::DomainError;

/// What an import made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImportRow {
    pub(crate) id: String,
    pub(crate) digest: String,
    pub(crate) made: i64,
    pub(crate) left_out: i64,
    pub(crate) emails: i64,
    pub(crate) created_by: String,
    pub(crate) created_at: i64,
}

/// Writes an import; `false` if it was carried out before.
pub(crate) async fn insert_import(tx: &mut Tx, import: &ImportRow) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO link_imports (id, location_id, digest, made, left_out, emails, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind(&import.id)
    .bind(LOCATION)
    .bind(&import.digest)
    .bind(import.made)
    .bind(import.left_out)
    .bind(import.emails)
    .bind(&import.created_by)
    .bind(import.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The import of this id.
pub(crate) async fn find_import(store: &Store, id: &str) -> Result<Option<ImportRow>, DomainError> {
    let row = sqlx::query(
        "SELECT id, digest, made, left_out, emails, created_by, created_at FROM link_imports
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(store.write())
    .await?;
    row.map(|row| {
        Ok(ImportRow {
            id: row.try_get("id")?,
            digest: row.try_get("digest")?,
            made: row.try_get("made")?,
            left_out: row.try_get("left_out")?,
            emails: row.try_get("emails")?,
            created_by: row.try_get("created_by")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .transpose()
}

/// When a file with this digest was imported last.
pub(crate) async fn imported_at(store: &Store, digest: &str) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(
        "SELECT MAX(created_at) AS at FROM link_imports WHERE location_id = $1 AND digest = $2",
    )
    .bind(LOCATION)
    .bind(digest)
    .fetch_one(store.read())
    .await?;
    Ok(row.try_get("at")?)
}
