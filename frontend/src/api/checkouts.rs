//! `/api/checkouts/{id}`

use shared::{Checkout, CheckoutId, Confirmation};

use super::{Error, call};
use crate::wire::{read, write};

/// How the checkout stands.
///
/// # Errors
/// As [`Error`] says.
pub async fn get(id: &CheckoutId) -> Result<Checkout, Error> {
    let json = call("GET", &format!("/api/checkouts/{id}"), None).await?;
    read::checkout(&json).ok_or(Error::NoAnswer)
}

/// Has the server ask Dojo what became of the attempt, and says how the checkout stands after that.
///
/// # Errors
/// As [`Error`] says; asking again is safe.
pub async fn confirm(id: &CheckoutId, confirmation: &Confirmation) -> Result<Checkout, Error> {
    let path = format!("/api/checkouts/{id}/confirm");
    let json = call("POST", &path, Some(write::confirmation(confirmation))).await?;
    read::checkout(&json).ok_or(Error::NoAnswer)
}
