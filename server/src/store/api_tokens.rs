//! The hashes of the tokens with which shops open checkouts.

use shared::console::settings::tokens::ApiToken;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// Keeps a new token's hash.
pub(crate) async fn insert(
    tx: &mut Tx,
    token: &ApiToken,
    token_hash: &str,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO api_tokens (id, location_id, name, token_hash, ending, created_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&token.id)
    .bind(LOCATION)
    .bind(&token.name)
    .bind(token_hash)
    .bind(&token.ending)
    .bind(token.created_at)
    .bind(&token.created_by)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Those that work, the newest first.
pub(crate) async fn list(store: &Store) -> Result<Vec<ApiToken>, DomainError> {
    sqlx::query(
        "SELECT id, name, ending, created_at, created_by, last_used_at FROM api_tokens
         WHERE location_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id",
    )
    .bind(LOCATION)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The working token of this hash.
pub(crate) async fn by_hash(
    store: &Store,
    token_hash: &str,
) -> Result<Option<ApiToken>, DomainError> {
    sqlx::query(
        "SELECT id, name, ending, created_at, created_by, last_used_at FROM api_tokens
         WHERE location_id = $1 AND token_hash = $2 AND revoked_at IS NULL",
    )
    .bind(LOCATION)
    .bind(token_hash)
    .fetch_optional(store.read())
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// Notes that a token was used.
pub(crate) async fn used(store: &Store, id: &str, now: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE api_tokens SET last_used_at = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(now)
        .execute(store.write())
        .await?;
    Ok(())
}

/// Takes a token out of use. `None` if there is none that works.
pub(crate) async fn revoke(
    tx: &mut Tx,
    id: &str,
    now: i64,
) -> Result<Option<ApiToken>, DomainError> {
    sqlx::query(
        "UPDATE api_tokens SET revoked_at = $3 WHERE location_id = $1 AND id = $2 AND revoked_at IS NULL
         RETURNING id, name, ending, created_at, created_by, last_used_at",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

fn read(row: &AnyRow) -> Result<ApiToken, DomainError> {
    Ok(ApiToken {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        ending: row.try_get("ending")?,
        created_at: row.try_get("created_at")?,
        created_by: row.try_get("created_by")?,
        last_used_at: row.try_get("last_used_at")?,
    })
}
