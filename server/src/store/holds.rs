//! Holds, their charges, and what happened to them.

use sqlx::Row;

use super::{LOCATION, Store};
use crate::DomainError;

/// Whether a hold of the customer's waits for a card, holds one or is being charged.
pub(crate) async fn open_of_customer(
    store: &Store,
    customer_id: &str,
) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS counted FROM holds
         WHERE location_id = $1 AND customer_id = $2 AND status IN ('creating', 'created', 'authorized')",
    )
    .bind(LOCATION)
    .bind(customer_id)
    .fetch_one(store.read())
    .await?;
    let counted: i64 = row.try_get("counted")?;
    Ok(counted > 0)
}
