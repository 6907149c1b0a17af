//! The cards that Dojo keeps for a returning customer.

use shared::{Checkout, CheckoutId};

use crate::DomainError;
use crate::app::App;

/// Chooses the card that is selected when the customer's next page opens.
///
/// # Errors
/// [`DomainError::NotFound`] if the checkout has no such customer or card; Dojo's and the store's.
pub async fn prefer(
    app: &App,
    id: &CheckoutId,
    payment_method_id: &str,
) -> Result<Checkout, DomainError> {
    let _ = (app, id, payment_method_id);
    Err(DomainError::NotFound)
}

/// Removes the card at Dojo.
///
/// # Errors
/// [`DomainError::NotFound`] if the checkout has no such customer or card; Dojo's and the store's.
pub async fn remove(
    app: &App,
    id: &CheckoutId,
    payment_method_id: &str,
) -> Result<Checkout, DomainError> {
    let _ = (app, id, payment_method_id);
    Err(DomainError::NotFound)
}
