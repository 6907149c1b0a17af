//! `/api/checkouts/{id}/saved-cards/{pm}`

use shared::{Checkout, CheckoutId};

use super::{Error, call};
use crate::wire::read;

/// Makes the card the one that is chosen when a checkout opens.
///
/// # Errors
/// As [`Error`] says; asking again is safe.
pub async fn make_preferred(id: &CheckoutId, card: &str) -> Result<Checkout, Error> {
    let path = format!("/api/checkouts/{id}/saved-cards/{card}/preferred");
    let json = call("PUT", &path, None).await?;
    read::checkout(&json).ok_or(Error::NoAnswer)
}

/// Has Dojo forget the card.
///
/// # Errors
/// As [`Error`] says; asking again is safe.
pub async fn remove(id: &CheckoutId, card: &str) -> Result<Checkout, Error> {
    let path = format!("/api/checkouts/{id}/saved-cards/{card}");
    let json = call("DELETE", &path, None).await?;
    read::checkout(&json).ok_or(Error::NoAnswer)
}
