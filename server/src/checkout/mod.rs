//! Checkouts: opened by a shop, paid by a shopper, settled by what Dojo's API says.

mod amounts;
mod by_staff;
pub(crate) mod card_cache;
mod checks;
pub(crate) mod closing;
mod confirm;
pub(crate) mod creation;
pub(crate) mod customers;
pub(crate) mod declines;
mod exposed;
pub(crate) mod intent_request;
pub(crate) mod locks;
mod new;
mod open;
mod origin;
mod payer;
mod payment_link;
mod prepare;
mod receipt;
mod record;
pub mod saved_cards;
mod supersede;
mod view;

use shared::CheckoutId;

use crate::DomainError;
use crate::app::App;
use crate::store::{checkouts, payments};

pub(crate) use by_staff::{Asked, Repricing};
pub use closing::cancel;
pub use confirm::{came_back, confirm};
pub use new::{NewCheckout, NewCustomer, NewItemLine, NewTaxLine};
pub(crate) use open::open_within;
pub use open::{open, open_from};
pub use origin::{Door, Origin};
pub(crate) use payer::{Cardholder, Payer};
pub use prepare::prepare;
pub(crate) use prepare::prepare_for;
pub use receipt::send_receipt;
pub use record::{CheckoutRecord, Outcome, ShopCheckout, ShopPayment};
pub(crate) use supersede::supersede;
pub use view::view;

/// The checkout of this id. Asks the store only.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn find(app: &App, id: &CheckoutId) -> Result<Option<CheckoutRecord>, DomainError> {
    checkouts::find(app.store.read(), id).await
}

async fn get(app: &App, id: &CheckoutId) -> Result<CheckoutRecord, DomainError> {
    find(app, id).await?.ok_or(DomainError::NotFound)
}

/// What was paid, for the outcome page. `None` unless the checkout is paid or needs review.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn outcome(app: &App, record: &CheckoutRecord) -> Result<Option<Outcome>, DomainError> {
    let Some(intent_id) = &record.paid_intent_id else {
        return Ok(None);
    };
    let Some(payment) = payments::find(&app.store, intent_id).await? else {
        return Ok(None);
    };
    let refunded_at = if payment.returned_amount() > 0 {
        payments::returned_at(&app.store, intent_id).await?
    } else {
        None
    };
    Outcome::new(record, payment, refunded_at).map(Some)
}

/// What the shop sees of a checkout, and what is sent to its callback.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn for_shop(app: &App, record: &CheckoutRecord) -> Result<ShopCheckout, DomainError> {
    let payment = match &record.paid_intent_id {
        Some(intent_id) => payments::find(&app.store, intent_id).await?,
        None => None,
    };
    ShopCheckout::new(app, record, payment.as_ref())
}
