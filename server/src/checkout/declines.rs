//! Protection against people who try out stolen cards.

use crate::DomainError;
use crate::app::App;
use crate::payments;
use crate::store::attempts::{self, AttemptStatus};

/// How many cards may be declined on one checkout.
const MOST: i64 = 10;

/// Errs if too many cards were declined.
pub(super) async fn check(app: &App, checkout_id: &str) -> Result<(), DomainError> {
    if attempts::count_declines(&app.store, checkout_id).await? < MOST {
        return Ok(());
    }
    Err(DomainError::TooMany(
        "Too many cards were declined, so this checkout takes no more. Nothing was charged. \
         Please contact the business.",
    ))
}

/// Cancels the intent if too many cards were declined: Dojo's own page would go on taking them.
pub(crate) async fn enforce(app: &App, checkout_id: &str) -> Result<(), DomainError> {
    if attempts::count_declines(&app.store, checkout_id).await? < MOST {
        return Ok(());
    }
    match attempts::live(app.store.write(), checkout_id).await? {
        Some(attempt) if attempt.status != AttemptStatus::Creating => {
            tracing::warn!(checkout_id, "too many cards were declined");
            payments::cancel(app, &attempt).await
        }
        _ => Ok(()),
    }
}
