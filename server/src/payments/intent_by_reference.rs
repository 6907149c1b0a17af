//! Finding the intent whose creation was not answered.

use dojo::PaymentIntent;
use jiff::{SignedDuration, Timestamp};

use super::Listing;
use crate::DomainError;
use crate::app::App;

/// How far Dojo's clock may be behind ours.
const SKEW: SignedDuration = SignedDuration::from_mins(10);

/// Looks through every intent made since `created_at` (milliseconds). `None` only if all of them were seen.
///
/// # Errors
/// [`DomainError::DojoUnreachable`], [`DomainError::DojoRefused`].
pub(crate) async fn intent_by_reference(
    app: &App,
    reference: &str,
    created_at: i64,
) -> Result<Option<PaymentIntent>, DomainError> {
    let start_date = Timestamp::from_millisecond(created_at)
        .and_then(|at| at.checked_sub(SKEW))
        .map_err(|cause| DomainError::Internal(cause.to_string()))?;
    let mut listing = Listing::since(start_date);
    while let Some(page) = listing.next(app).await? {
        let found = page
            .into_iter()
            .find(|intent| intent.reference == reference);
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}
