//! The webhook inbox: verified, stored, only then acknowledged.

use crate::DomainError;
use crate::app::App;

/// Takes a webhook: the raw body and the header `dojo-signature`. Once this returns, the event cannot be lost.
///
/// # Errors
/// [`DomainError::BadSignature`] (nothing is stored), [`DomainError::InvalidField`] if a signed body is no event,
/// [`DomainError::Store`] (Dojo will send it again).
pub async fn accept(app: &App, signature: Option<&str>, body: &[u8]) -> Result<(), DomainError> {
    let _ = (app, signature, body);
    Err(DomainError::BadSignature)
}
