//! The answers given under an `Idempotency-Key`.

use sha2::{Digest, Sha256};
use sqlx::Row;

use super::{LOCATION, Tx};
use crate::DomainError;
use crate::app::App;

/// How long an answer is kept.
const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// After this long a request without an answer counts as died: longer than several questions to Dojo, 20 seconds each, and the
/// waits for the database between them.
const RUNNING_MS: i64 = 5 * 60 * 1000;

/// What becomes of a request whose process has died.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Died {
    /// The next one is carried out in its place.
    RunAgain,
    /// It stays claimed: nobody knows what it came to.
    Tell,
}

/// What a key says about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// New: carry it out, then [`finish`] or, if it failed without effect, [`release`].
    Run,
    /// Carried out before: answer this again.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The JSON body.
        body: String,
    },
    /// Still running elsewhere (at most five minutes: then it counts as died).
    InProgress,
    /// It was begun, and nobody knows what it came to.
    Died,
    /// The key was used for another body.
    Mismatch,
}

/// Claims `key` for a request to `operation` (such as `POST /api/v1/checkouts`) with `body`.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn claim(
    app: &App,
    operation: &str,
    key: &str,
    body: &[u8],
    died: Died,
) -> Result<Claim, DomainError> {
    let now = app.clock.now_ms();
    let body_hash = hash(body);
    let mut tx = app.store.begin().await?;
    sqlx::query("DELETE FROM idempotency WHERE created_at <= $1")
        .bind(now - KEPT_MS)
        .execute(&mut *tx)
        .await?;
    if died == Died::RunAgain {
        sqlx::query(
            "DELETE FROM idempotency WHERE location_id = $1 AND operation = $2 AND key_hash = $3
               AND response_status IS NULL AND created_at <= $4",
        )
        .bind(LOCATION)
        .bind(operation)
        .bind(hash(key.as_bytes()))
        .bind(now - RUNNING_MS)
        .execute(&mut *tx)
        .await?;
    }
    let inserted = sqlx::query(
        "INSERT INTO idempotency (location_id, operation, key_hash, body_hash, created_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
    )
    .bind(LOCATION)
    .bind(operation)
    .bind(hash(key.as_bytes()))
    .bind(&body_hash)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if inserted.rows_affected() == 1 {
        tx.commit().await?;
        return Ok(Claim::Run);
    }
    let row = sqlx::query(
        "SELECT body_hash, response_status, response_body, created_at FROM idempotency
         WHERE location_id = $1 AND operation = $2 AND key_hash = $3",
    )
    .bind(LOCATION)
    .bind(operation)
    .bind(hash(key.as_bytes()))
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    let Some(row) = row else {
        // Released in between: the caller may ask again.
        return Ok(Claim::InProgress);
    };
    if row.try_get::<String, _>("body_hash")? != body_hash {
        return Ok(Claim::Mismatch);
    }
    let status: Option<i64> = row.try_get("response_status")?;
    match status.map(u16::try_from) {
        None if row.try_get::<i64, _>("created_at")? <= now - RUNNING_MS => Ok(Claim::Died),
        None => Ok(Claim::InProgress),
        Some(Ok(status)) => Ok(Claim::Answered {
            status,
            body: row.try_get("response_body")?,
        }),
        Some(Err(cause)) => Err(DomainError::Internal(format!("stored status: {cause}"))),
    }
}

/// Keeps the answer for the next 24 hours.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn finish(
    app: &App,
    operation: &str,
    key: &str,
    status: u16,
    body: &str,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE idempotency SET response_status = $4, response_body = $5
         WHERE location_id = $1 AND operation = $2 AND key_hash = $3 AND response_status IS NULL",
    )
    .bind(LOCATION)
    .bind(operation)
    .bind(hash(key.as_bytes()))
    .bind(i64::from(status))
    .bind(body)
    .execute(app.store.write())
    .await?;
    Ok(())
}

/// Forgets the claim, so that the request can be tried again.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn release(app: &App, operation: &str, key: &str) -> Result<(), DomainError> {
    sqlx::query(
        "DELETE FROM idempotency
         WHERE location_id = $1 AND operation = $2 AND key_hash = $3 AND response_status IS NULL",
    )
    .bind(LOCATION)
    .bind(operation)
    .bind(hash(key.as_bytes()))
    .execute(app.store.write())
    .await?;
    Ok(())
}

/// Takes every request without an answer for died, for a killed process answers none: see [`Store::release_leases`].
///
/// [`Store::release_leases`]: super::Store::release_leases
pub(crate) async fn give_up(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    let died = now - RUNNING_MS;
    sqlx::query(
        "UPDATE idempotency SET created_at = $1 WHERE response_status IS NULL AND created_at > $1",
    )
    .bind(died)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
