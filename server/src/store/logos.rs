//! The business's logos, by the hash of their content. An old one stays for pages that were painted with it.

use sqlx::Row as _;

use super::{LOCATION, Store};
use crate::DomainError;

/// Keeps a logo; `content` is base64.
pub(crate) async fn put(
    store: &Store,
    name: &str,
    content_type: &str,
    content: &str,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO logos (location_id, name, content_type, content, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
    )
    .bind(LOCATION)
    .bind(name)
    .bind(content_type)
    .bind(content)
    .bind(now)
    .execute(store.write())
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
