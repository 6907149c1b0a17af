//! Asking Dojo about a payment, whatever it belongs to.

use dojo::PaymentIntent;

use super::{apply_foreign, settle};
use crate::DomainError;
use crate::app::App;
use crate::store::attempts;

/// Reads the intent and applies what it says: to the attempt that made it, or to the mirror alone. Idempotent.
///
/// # Errors
/// [`DomainError::DojoUnreachable`] if nothing could be read, [`DomainError::DojoRefused`] if Dojo has no such intent.
pub(crate) async fn refresh(
    app: &App,
    payment_intent_id: &str,
) -> Result<PaymentIntent, DomainError> {
    if let Some(attempt) = attempts::by_intent(app.store.read(), payment_intent_id).await? {
        return settle(app, &attempt).await;
    }
    let intent = app
        .dojo
        .get_payment_intent(payment_intent_id, true)
        .await
        .map_err(DomainError::asking)?
        .ok_or_else(|| DomainError::DojoRefused("Dojo has no such payment intent".into()))?;
    apply_foreign(app, &intent).await?;
    Ok(intent)
}
