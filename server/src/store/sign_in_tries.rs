//! Counted tries to sign in, each under the hash of what it was tried on.

use sqlx::Row as _;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// How the tries on one subject stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tries {
    pub(crate) failures: i64,
    pub(crate) last_at: i64,
    /// Before this time no other try is looked at.
    pub(crate) next_at: i64,
}

/// The row, locked until the transaction ends; made if it is not there.
pub(crate) async fn take(tx: &mut Tx, subject: &str) -> Result<Tries, DomainError> {
    let row = sqlx::query(
        "INSERT INTO sign_in_tries (location_id, subject, failures, last_at, next_at) VALUES ($1, $2, 0, 0, 0)
         ON CONFLICT (location_id, subject) DO UPDATE SET failures = sign_in_tries.failures
         RETURNING failures, last_at, next_at",
    )
    .bind(LOCATION)
    .bind(subject)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Tries {
        failures: row.try_get("failures")?,
        last_at: row.try_get("last_at")?,
        next_at: row.try_get("next_at")?,
    })
}

pub(crate) async fn put(tx: &mut Tx, subject: &str, tries: Tries) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE sign_in_tries SET failures = $3, last_at = $4, next_at = $5 WHERE location_id = $1 AND subject = $2",
    )
    .bind(LOCATION)
    .bind(subject)
    .bind(tries.failures)
    .bind(tries.last_at)
    .bind(tries.next_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(crate) async fn forget(tx: &mut Tx, subject: &str) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM sign_in_tries WHERE location_id = $1 AND subject = $2")
        .bind(LOCATION)
        .bind(subject)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes what no longer matters.
pub(crate) async fn forget_before(store: &Store, time: i64) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM sign_in_tries WHERE last_at < $1 AND next_at < $1")
        .bind(time)
        .execute(store.write())
        .await?;
    Ok(())
}
