//! Which open checkouts are to be closed, and when.

use shared::CheckoutId;
use sqlx::Row;

use super::super::{LOCATION, Store};
use super::malformed;
use crate::DomainError;

/// Open checkouts that are overdue or on their way to being closed, those first that were not touched for longest.
pub(crate) async fn to_be_closed(
    store: &Store,
    now: i64,
    limit: i64,
) -> Result<Vec<CheckoutId>, DomainError> {
    sqlx::query(
        "SELECT id FROM checkouts WHERE location_id = $1 AND id IN
           (SELECT id FROM checkouts WHERE status = 'open' AND expire_at <= $2
            UNION SELECT id FROM checkouts WHERE closing IS NOT NULL)
         ORDER BY updated_at LIMIT $3",
    )
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
    let row = sqlx::query(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM checkouts WHERE closing IS NOT NULL) THEN 0
                     ELSE (SELECT MIN(expire_at) FROM checkouts WHERE status = 'open') END AS due",
    )
    .fetch_one(store.read())
    .await?;
    Ok(row.try_get("due")?)
}
