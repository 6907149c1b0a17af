//! Identifiers that nobody can guess.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::DomainError;

/// `prefix` and so many random bytes in base64url.
pub(crate) fn id<const BYTES: usize>(prefix: &str) -> Result<String, DomainError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|cause| DomainError::Internal(format!("no randomness: {cause}")))?;
    Ok(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes)))
}
