//! The demo shop's baskets.

use crate::DomainError;
use crate::app::App;
use shared::CheckoutId;

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
    let _ = (app, id);
    Ok(Basket::default())
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
    let _ = (app, id, product, quantity);
    Ok(None)
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
    let _ = (app, id, customer);
    Ok(None)
}

/// Remembers the checkout that was opened for the basket as it is. `false` if another one was remembered meanwhile:
/// the caller cancels its own and uses that.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn set_checkout(app: &App, id: &str, checkout: &CheckoutId) -> Result<bool, DomainError> {
    let _ = (app, id, checkout);
    Ok(true)
}

/// Empties the basket, once its checkout was paid.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn clear(app: &App, id: &str) -> Result<(), DomainError> {
    let _ = (app, id);
    Ok(())
}
