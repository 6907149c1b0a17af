//! Which open checkouts are to be closed, and when.

use shared::CheckoutId;
use sqlx::Row;

use super::super::{LOCATION, Store};
use super::malformed;
use crate::DomainError;

/// A checkout is on its way to being closed and its attempt is tried again at pauses of its own, which end the checkout too.
macro_rules! left_to_its_attempt {
    () => {
        "checkouts.closing IS NOT NULL AND EXISTS
           (SELECT 1 FROM attempts a WHERE a.checkout_id = checkouts.id AND a.status IN ('creating', 'closing')
            AND a.poll_at IS NOT NULL)"
    };
}

/// Open checkouts that are overdue or on their way to being closed, those first that were not tried yet, then those that
/// were not touched for longest. Those whose attempt is on its way itself are left to it.
pub(crate) async fn to_be_closed(
    store: &Store,
    now: i64,
    limit: i64,
) -> Result<Vec<CheckoutId>, DomainError> {
    sqlx::query(concat!(
        "SELECT id FROM checkouts WHERE location_id = $1 AND id IN
           (SELECT id FROM checkouts WHERE status = 'open' AND expire_at <= $2
            UNION SELECT id FROM checkouts WHERE closing IS NOT NULL)
           AND NOT (",
        left_to_its_attempt!(),
        ") ORDER BY CASE WHEN closing IS NULL THEN 0 ELSE 1 END, updated_at LIMIT $3",
    ))
    .bind(LOCATION)
    .bind(now)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| CheckoutId::try_from(row.try_get::<String, _>("id")?).map_err(malformed))
    .collect()
}

/// When the next open checkout is to be closed; 0 if one is on its way.
pub(crate) async fn next_to_be_closed(store: &Store) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(concat!(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM checkouts WHERE closing IS NOT NULL AND NOT (",
        left_to_its_attempt!(),
        ")) THEN 0
         ELSE (SELECT MIN(expire_at) FROM checkouts WHERE status = 'open' AND closing IS NULL) END AS due",
    ))
    .fetch_one(store.read())
    .await?;
    Ok(row.try_get("due")?)
}

/// Puts a checkout that could not be closed behind the others.
pub(crate) async fn put_back(store: &Store, id: &CheckoutId, now: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE checkouts SET updated_at = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id.as_str())
        .bind(now)
        .execute(store.write())
        .await?;
    Ok(())
}
