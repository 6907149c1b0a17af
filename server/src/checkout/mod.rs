//! Checkouts: opened by a shop, paid by a shopper, settled by what Dojo's API says.

mod new;
mod record;

pub mod saved_cards;

use shared::{AttemptRequest, Checkout, CheckoutId, Confirmation, EmailAddress, PreparedAttempt};

use crate::DomainError;
use crate::app::App;

pub use new::{NewCheckout, NewCustomer, NewItemLine, NewTaxLine};
pub use record::{CheckoutRecord, Outcome, ShopCheckout};

/// Opens a checkout: checks what was asked for, freezes the amount, gives it its id.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Store`].
pub async fn open(app: &App, new: NewCheckout) -> Result<CheckoutRecord, DomainError> {
    let _ = (app, new);
    Err(DomainError::NotFound)
}

/// The checkout of this id. Asks the store only.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn find(app: &App, id: &CheckoutId) -> Result<Option<CheckoutRecord>, DomainError> {
    let _ = (app, id);
    Ok(None)
}

/// What the shopper's page needs: the record, the customer's saved cards (left out if Dojo does not answer),
/// expiry carried out if it is due.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn view(app: &App, record: &CheckoutRecord) -> Result<Checkout, DomainError> {
    let _ = (app, record);
    Err(DomainError::NotFound)
}

/// What was paid, for the outcome page. `None` unless the checkout is paid or needs review.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn outcome(app: &App, record: &CheckoutRecord) -> Result<Option<Outcome>, DomainError> {
    let _ = (app, record);
    Ok(None)
}

/// What the shop sees of a checkout, and what is sent to its callback.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn for_shop(app: &App, record: &CheckoutRecord) -> Result<ShopCheckout, DomainError> {
    let _ = (app, record);
    Err(DomainError::NotFound)
}

/// Makes the checkout ready to be paid in the requested way and for the requested amount. Idempotent.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::InvalidField`], [`DomainError::TooMany`], all that Dojo's and the store's absence cause.
pub async fn prepare(
    app: &App,
    id: &CheckoutId,
    request: AttemptRequest,
) -> Result<PreparedAttempt, DomainError> {
    let _ = (app, id, request);
    Err(DomainError::NotFound)
}

/// Looks at Dojo now. If Dojo cannot be asked, the checkout is `Waiting` and settles itself.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub async fn confirm(
    app: &App,
    id: &CheckoutId,
    confirmation: Confirmation,
) -> Result<Checkout, DomainError> {
    let _ = (app, id, confirmation);
    Err(DomainError::NotFound)
}

/// Withdraws the checkout, its intent first. Cancelling twice is no error; a paid one stays paid.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] if it was paid, [`DomainError::DojoUnreachable`] and
/// [`DomainError::DojoUnknown`] if the intent's end is not confirmed yet: it then goes on by itself.
pub async fn cancel(app: &App, id: &CheckoutId) -> Result<CheckoutRecord, DomainError> {
    let _ = (app, id);
    Err(DomainError::NotFound)
}

/// Has Dojo e-mail its receipt.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] unless paid, [`DomainError::TooMany`], Dojo's.
pub async fn send_receipt(
    app: &App,
    id: &CheckoutId,
    email_address: &EmailAddress,
) -> Result<(), DomainError> {
    let _ = (app, id, email_address);
    Err(DomainError::NotFound)
}
