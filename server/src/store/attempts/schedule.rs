//! When the reconciler looks at which attempt.

use sqlx::Row;

use super::super::{LOCATION, Store, Tx};
use super::{AttemptRow, read};
use crate::DomainError;

/// Has the reconciler look again soon, and then at growing pauses from the beginning.
pub(crate) async fn schedule_poll(store: &Store, id: &str, at: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE attempts SET polls = 0, poll_at = $3
         WHERE location_id = $1 AND id = $2 AND status IN ('creating', 'open', 'closing')",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(at)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Takes up to `limit` live attempts that are due to be looked at; nobody else gets them before `lease_until`.
pub(crate) async fn claim_due(
    store: &Store,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<AttemptRow>, DomainError> {
    macro_rules! claim {
        ($lock:literal) => {
            concat!(
                "UPDATE attempts SET poll_at = $1, polls = polls + 1 WHERE id IN
                   (SELECT id FROM attempts WHERE status IN ('creating', 'open', 'closing') AND poll_at <= $2
                    ORDER BY poll_at LIMIT $3 ",
                $lock,
                ") RETURNING id, checkout_id, status, reference, payment_intent_id, currency, amount, tips_amount,
                     pending_amount, pending_tips_amount, saved_card_id, secret_events, last_decline, waiting_since,
                     waiting_until, polls, created_at, keyed"
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
    rows.iter().map(read).collect()
}

/// Sets when a claimed attempt is looked at again, unless somebody has asked for earlier meanwhile.
pub(crate) async fn set_next_poll(
    store: &Store,
    id: &str,
    lease_until: i64,
    at: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE attempts SET poll_at = $3 WHERE location_id = $1 AND id = $2 AND poll_at = $4
           AND status IN ('creating', 'open', 'closing')",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(at)
    .bind(lease_until)
    .execute(store.write())
    .await?;
    Ok(())
}

/// When the next live attempt is due to be looked at.
pub(crate) async fn next_due(store: &Store) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(
        "SELECT poll_at FROM attempts WHERE status IN ('creating', 'open', 'closing') AND poll_at IS NOT NULL
         ORDER BY poll_at LIMIT 1",
    )
    .fetch_optional(store.read())
    .await?;
    Ok(row.map(|row| row.try_get("poll_at")).transpose()?)
}

/// Makes due what a killed process had taken: see [`Store::release_leases`].
pub(crate) async fn release(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE attempts SET poll_at = $1 WHERE status IN ('creating', 'open', 'closing')
           AND poll_at > $1 AND poll_at <= $1 + 60000",
    )
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
