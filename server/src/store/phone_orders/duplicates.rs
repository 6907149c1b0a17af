//! Orders and payments that may be the one that staff are about to take once more.

use shared::{CheckoutId, Currency, Money};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::checkouts::{currency, malformed};
use super::super::{LOCATION, Tx};
use super::CallerKeys;
use crate::DomainError;

/// An order or payment of the same amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The phone order that it is, if it is one.
    pub(crate) order_id: Option<CheckoutId>,
    pub(crate) reference: String,
    pub(crate) amount: Money,
    /// When it was paid or authorized, if it was.
    pub(crate) paid_at: Option<i64>,
    /// When it was made.
    pub(crate) created_at: i64,
    pub(crate) keys: CallerKeys,
}

/// The most that are looked at. So many orders of one amount in ten minutes come from a shop with one product.
const MOST: i64 = 500;

/// What was made or paid since `since` (milliseconds) for exactly this amount, and can still be paid or was. `made_since`
/// bounds how old an order may be that was paid since then. Until the transaction ends nobody else makes a phone order.
pub(crate) async fn candidates(
    tx: &mut Tx,
    amount: Money,
    since: i64,
    made_since: i64,
) -> Result<Vec<Candidate>, DomainError> {
    // Two clerks with the same caller's order take turns.
    sqlx::query("UPDATE locations SET name = name WHERE id = $1")
        .bind(LOCATION)
        .execute(&mut **tx)
        .await?;
    let rows = sqlx::query(
        "SELECT p.checkout_id AS order_id, c.reference, c.currency, c.amount,
                COALESCE(c.paid_at, c.authorized_at) AS paid_at, c.created_at, p.name_key, p.phone_key,
                p.email_key, u.name AS customer_name, u.email_address AS customer_email
         FROM checkouts c LEFT JOIN phone_orders p ON p.checkout_id = c.id LEFT JOIN customers u ON u.id = c.customer_id
         WHERE c.location_id = $1 AND c.amount = $2 AND c.currency = $3 AND c.created_at >= $4
           AND (c.created_at >= $5 OR COALESCE(c.paid_at, c.authorized_at) >= $5) AND c.status IN ('open', 'paid', 'needs_review')
         UNION ALL
         SELECT NULL, m.shown_reference, m.currency, m.amount, m.paid_at, m.dojo_created_at, NULL, NULL, NULL,
                m.customer_name, m.email_address
         FROM payments m
         WHERE m.location_id = $1 AND m.amount = $2 AND m.currency = $3 AND m.dojo_created_at >= $4
           AND (m.dojo_created_at >= $5 OR m.paid_at >= $5) AND m.checkout_id IS NULL AND m.status <> 'Canceled'
         LIMIT $6",
    )
    .bind(LOCATION)
    .bind(amount.value)
    .bind(amount.currency_code.code())
    .bind(made_since)
    .bind(since)
    .bind(MOST)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Candidate, DomainError> {
    let currency: Currency = currency(&row.try_get::<String, _>("currency")?)?;
    let order_id: Option<String> = row.try_get("order_id")?;
    let name: Option<String> = row.try_get("name_key")?;
    let email: Option<String> = row.try_get("email_key")?;
    let customer_name: Option<String> = row.try_get("customer_name")?;
    let customer_email: Option<String> = row.try_get("customer_email")?;
    Ok(Candidate {
        order_id: order_id
            .map(CheckoutId::try_from)
            .transpose()
            .map_err(malformed)?,
        reference: row.try_get("reference")?,
        amount: Money::new(row.try_get("amount")?, currency),
        paid_at: row.try_get("paid_at")?,
        created_at: row.try_get("created_at")?,
        keys: CallerKeys {
            name: name.or(customer_name),
            phone_number: row.try_get("phone_key")?,
            email_address: email.or(customer_email),
        },
    })
}
