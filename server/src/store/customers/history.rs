//! What a customer has paid.

use shared::Money;
use shared::console::customers::CustomerPayment;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::checkouts::currency;
use super::super::{LOCATION, Store};
use crate::DomainError;

/// The customer's latest payments, the newest first: of checkouts, links and phone orders, and of charged holds.
pub(crate) async fn payments(
    store: &Store,
    customer_id: &str,
    limit: i64,
) -> Result<Vec<CustomerPayment>, DomainError> {
    let rows = sqlx::query(
        "SELECT payment_intent_id, shown_reference, status, currency, total_amount, refunded_amount,
                COALESCE(paid_at, dojo_created_at) AS happened_at
         FROM payments WHERE location_id = $1 AND customer_id = $2
         ORDER BY dojo_created_at DESC, payment_intent_id DESC LIMIT $3",
    )
    .bind(LOCATION)
    .bind(customer_id)
    .bind(limit)
    .fetch_all(store.read())
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<CustomerPayment, DomainError> {
    let currency = currency(&row.try_get::<String, _>("currency")?)?;
    Ok(CustomerPayment {
        payment_intent_id: row.try_get("payment_intent_id")?,
        reference: row.try_get("shown_reference")?,
        status: row.try_get("status")?,
        total_amount: Money::new(row.try_get("total_amount")?, currency),
        refunded_amount: Money::new(row.try_get("refunded_amount")?, currency),
        at: row.try_get("happened_at")?,
    })
}
