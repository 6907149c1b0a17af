//! Closing the one way of paying before the other is opened.

use shared::CheckoutId;

use super::creation;
use crate::DomainError;
use crate::app::App;
use crate::payments;
use crate::store::attempts::{self, AttemptStatus};

/// Cancels the live attempt unless it is one of those that may go on: staff's, or the shopper's. When this returns, Dojo has
/// said how it ended: cancelled, or paid after all.
///
/// # Errors
/// [`DomainError::DojoUnreachable`] and [`DomainError::DojoUnknown`] if its end is not known yet: it is tried again, and no
/// other attempt can begin before.
pub(crate) async fn supersede(
    app: &App,
    id: &CheckoutId,
    by_staff: bool,
) -> Result<(), DomainError> {
    let (own, id) = (app.clone(), id.clone());
    app.to_the_end(async move {
        let _held = own.locks.hold(&id).await;
        // A creation that is found turns into an intent to be cancelled, so there are two steps at most.
        for _ in 0..2 {
            let live = attempts::live(own.store.write(), id.as_str()).await?;
            match live.filter(|attempt| attempt.keyed != by_staff) {
                None => break,
                Some(attempt) if attempt.status == AttemptStatus::Creating => {
                    creation::recover(&own, &attempt).await?;
                }
                Some(attempt) => {
                    payments::cancel(&own, &attempt).await?;
                    break;
                }
            }
        }
        Ok(())
    })
    .await
}
