//! The business's logo, by the hash of its content. Nobody can have one any more that was replaced or taken away.

use sqlx::Row as _;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// Forgets the logo.
pub(crate) async fn clear(tx: &mut Tx) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM logos WHERE location_id = $1")
        .bind(LOCATION)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Keeps a logo; `content` is base64.
pub(crate) async fn put(
    tx: &mut Tx,
    name: &str,
    content_type: &str,
    content: &str,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO logos (location_id, name, content_type, content, created_at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(LOCATION)
    .bind(name)
    .bind(content_type)
    .bind(content)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Content type and base64 of a logo.
pub(crate) async fn find(
    store: &Store,
    name: &str,
) -> Result<Option<(String, String)>, DomainError> {
    let row =
        sqlx::query("SELECT content_type, content FROM logos WHERE location_id = $1 AND name = $2")
            .bind(LOCATION)
            .bind(name)
            .fetch_optional(store.read())
            .await?;
    row.map(|row| Ok((row.try_get("content_type")?, row.try_get("content")?)))
        .transpose()
}
