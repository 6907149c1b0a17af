//! When a hold is looked at again at Dojo.

use sqlx::Row;

use super::super::{LOCATION, Store, Tx};
use crate::DomainError;

/// A hold that somebody is to look at now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) id: String,
    pub(crate) polls: i64,
}

/// Has the hold looked at at `at`, and then at growing pauses from the beginning.
pub(crate) async fn soon(tx: &mut Tx, id: &str, at: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE holds SET polls = 0, poll_at = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes up to `limit` holds that are due; nobody else gets them before `lease_until`.
pub(crate) async fn claim(
    store: &Store,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<Due>, DomainError> {
    macro_rules! claim {
        ($lock:literal) => {
            concat!(
                "UPDATE holds SET poll_at = $1, polls = polls + 1 WHERE id IN
                   (SELECT id FROM holds WHERE poll_at <= $2 ORDER BY poll_at LIMIT $3 ",
                $lock,
                ") RETURNING id, polls"
            )
        };
    }
    let sql = store.per_dialect(claim!(""), claim!("FOR UPDATE SKIP LOCKED"));
    let mut tx = store.begin().await?;
    let rows = sqlx::query(sql)
        .bind(lease_until)
        .bind(now)
        .bind(limit)
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    rows.iter()
        .map(|row| {
            Ok(Due {
                id: row.try_get("id")?,
                polls: row.try_get("polls")?,
            })
        })
        .collect()
}

/// Sets when a claimed hold is looked at again, unless somebody has asked for earlier meanwhile; `None`: never.
pub(crate) async fn put_off(
    store: &Store,
    id: &str,
    lease_until: i64,
    at: Option<i64>,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE holds SET poll_at = $3 WHERE location_id = $1 AND id = $2 AND poll_at = $4",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(at)
    .bind(lease_until)
    .execute(store.write())
    .await?;
    Ok(())
}

/// When the next hold is due.
pub(crate) async fn next_due(store: &Store) -> Result<Option<i64>, DomainError> {
    let row =
        sqlx::query("SELECT poll_at FROM holds WHERE poll_at IS NOT NULL ORDER BY poll_at LIMIT 1")
            .fetch_optional(store.read())
            .await?;
    Ok(row.map(|row| row.try_get("poll_at")).transpose()?)
}

/// Makes due what a killed process had taken: see [`Store::release_leases`].
pub(crate) async fn release(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE holds SET poll_at = $1 WHERE poll_at > $1 AND poll_at <= $1 + 60000")
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
