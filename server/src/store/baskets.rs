//! The demo shop's baskets.

use shared::CheckoutId;
use sqlx::Row;

use super::checkouts::malformed;
use super::{LOCATION, Tx};
use crate::DomainError;
use crate::app::App;

/// A shopper's basket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basket {
    /// Random, from the cookie.
    pub id: String,
    /// Product and how many, in the order of the products' names.
    pub lines: Vec<BasketLine>,
    /// The demo customer who signed in, if any.
    pub customer: Option<String>,
    /// The checkout opened for exactly these lines, if any. Every change of a line or the customer forgets it.
    pub checkout_id: Option<CheckoutId>,
    /// Grows with every change of a line or the customer.
    pub revision: i64,
}

/// One product in a basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasketLine {
    /// The shop's name for it.
    pub product: String,
    /// At least 1.
    pub quantity: u32,
}

/// The basket of this id; empty if there is none.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn find(app: &App, id: &str) -> Result<Basket, DomainError> {
    let mut basket = Basket {
        id: id.to_owned(),
        ..Basket::default()
    };
    let row = sqlx::query(
        "SELECT customer, checkout_id, updated_at FROM baskets WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(app.store.read())
    .await?;
    let Some(row) = row else {
        return Ok(basket);
    };
    basket.customer = row.try_get("customer")?;
    basket.checkout_id = checkout_id(row.try_get("checkout_id")?)?;
    basket.revision = row.try_get("updated_at")?;
    let lines = sqlx::query(
        "SELECT product, quantity FROM basket_lines WHERE location_id = $1 AND basket_id = $2 ORDER BY product",
    )
    .bind(LOCATION)
    .bind(id)
    .fetch_all(app.store.read())
    .await?;
    for line in lines {
        let quantity: i64 = line.try_get("quantity")?;
        basket.lines.push(BasketLine {
            product: line.try_get("product")?,
            quantity: u32::try_from(quantity).map_err(malformed)?,
        });
    }
    Ok(basket)
}

/// Puts so many of a product into the basket; 0 takes it out. Answers the checkout that was open for the basket before,
/// which the caller cancels.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn set_line(
    app: &App,
    id: &str,
    product: &str,
    quantity: u32,
) -> Result<Option<CheckoutId>, DomainError> {
    let mut tx = app.store.begin().await?;
    let before = begin_change(&mut tx, id, app.clock.now_ms()).await?;
    if quantity == 0 {
        sqlx::query(
            "DELETE FROM basket_lines WHERE location_id = $1 AND basket_id = $2 AND product = $3",
        )
        .bind(LOCATION)
        .bind(id)
        .bind(product)
        .execute(&mut *tx)
        .await?;
    } else {
        sqlx::query(
            "INSERT INTO basket_lines (basket_id, product, location_id, quantity) VALUES ($1, $2, $3, $4)
             ON CONFLICT (basket_id, product) DO UPDATE SET quantity = excluded.quantity",
        )
        .bind(id)
        .bind(product)
        .bind(LOCATION)
        .bind(i64::from(quantity))
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(before)
}

/// Who shops: `None` for a guest. Answers the checkout that was open for the basket before, which the caller cancels.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn set_customer(
    app: &App,
    id: &str,
    customer: Option<&str>,
) -> Result<Option<CheckoutId>, DomainError> {
    let mut tx = app.store.begin().await?;
    let before = begin_change(&mut tx, id, app.clock.now_ms()).await?;
    sqlx::query("UPDATE baskets SET customer = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(customer)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(before)
}

/// Remembers the checkout that was opened for the basket as it was read. `false` if it was changed or another one was
/// remembered meanwhile: the caller cancels its own.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn set_checkout(
    app: &App,
    basket: &Basket,
    checkout: &CheckoutId,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE baskets SET checkout_id = $3
         WHERE location_id = $1 AND id = $2 AND updated_at = $4 AND (checkout_id IS NULL OR checkout_id = $3)",
    )
    .bind(LOCATION)
    .bind(&basket.id)
    .bind(checkout.as_str())
    .bind(basket.revision)
    .execute(app.store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Empties the basket, once its checkout was paid.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn clear(app: &App, id: &str) -> Result<(), DomainError> {
    let mut tx = app.store.begin().await?;
    begin_change(&mut tx, id, app.clock.now_ms()).await?;
    sqlx::query("DELETE FROM basket_lines WHERE location_id = $1 AND basket_id = $2")
        .bind(LOCATION)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

/// Makes the basket if need be, holds it, and forgets its checkout.
async fn begin_change(tx: &mut Tx, id: &str, now: i64) -> Result<Option<CheckoutId>, DomainError> {
    let row = sqlx::query(
        "INSERT INTO baskets (id, location_id, created_at, updated_at) VALUES ($1, $2, $3, $3)
         ON CONFLICT (id) DO UPDATE SET updated_at = CASE
           WHEN excluded.updated_at > baskets.updated_at THEN excluded.updated_at ELSE baskets.updated_at + 1 END
         RETURNING checkout_id",
    )
    .bind(id)
    .bind(LOCATION)
    .bind(now)
    .fetch_one(&mut **tx)
    .await?;
    sqlx::query("UPDATE baskets SET checkout_id = NULL WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    checkout_id(row.try_get("checkout_id")?)
}

fn checkout_id(text: Option<String>) -> Result<Option<CheckoutId>, DomainError> {
    text.map(CheckoutId::try_from)
        .transpose()
        .map_err(malformed)
}
