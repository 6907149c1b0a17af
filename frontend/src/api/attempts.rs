//! `/api/checkouts/{id}/attempts`

use shared::{AttemptRequest, CheckoutId, PreparedAttempt};

use super::{Error, call};
use crate::wire::{read, write};

/// Makes the checkout ready to be paid.
///
/// # Errors
/// As [`Error`] says; asking again is safe.
pub async fn prepare(id: &CheckoutId, request: &AttemptRequest) -> Result<PreparedAttempt, Error> {
    let path = format!("/api/checkouts/{id}/attempts");
    let json = call("POST", &path, Some(write::attempt_request(request))).await?;
    read::prepared_attempt(&json).ok_or(Error::NoAnswer)
}
