//! Finding the intent whose creation was not answered.

use dojo::{Cursor, PaymentIntent, SearchPaymentIntentRequest};
use jiff::{SignedDuration, Timestamp};

use crate::DomainError;
use crate::app::App;

/// How far Dojo's clock may be behind ours.
const SKEW: SignedDuration = SignedDuration::from_mins(10);

/// More pages than this mean that something is wrong; then nothing is concluded.
const MOST_PAGES: usize = 1000;

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
    let mut after = None;
    for _ in 0..MOST_PAGES {
        let request = SearchPaymentIntentRequest {
            start_date: Some(start_date),
            cursor: Some(Cursor {
                limit: Some(100),
                after: after.take(),
                ..Cursor::default()
            }),
            ..SearchPaymentIntentRequest::default()
        };
        let page = app
            .dojo
            .search_payment_intents(&request)
            .await
            .map_err(DomainError::asking)?;
        let found = page
            .data
            .into_iter()
            .find(|intent| intent.reference == reference);
        match (found, page.after) {
            (Some(intent), _) => return Ok(Some(intent)),
            (None, None) => return Ok(None),
            (None, Some(next)) => after = Some(next),
        }
    }
    Err(DomainError::DojoRefused(
        "the search for an intent has no end".into(),
    ))
}
