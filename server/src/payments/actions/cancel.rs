//! Withdrawing what nobody has paid.

use serde_json::json;
use shared::CheckoutId;
use shared::console::payments::Seen;

use super::step::{Names, begin};
use crate::app::App;
use crate::staff::Actor;
use crate::{DomainError, checkout};

const NAMES: Names = Names {
    requested: "payment.cancel_requested",
    refused: "payment.cancel_refused",
    unknown: "payment.cancel_unknown",
};

/// Cancels an unpaid intent; the checkout that it belongs to is withdrawn with it.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::Conflict`] once it is paid, Dojo's.
pub(crate) async fn cancel(
    app: &App,
    actor: &Actor,
    id: &str,
    seen: &Seen,
) -> Result<(), DomainError> {
    let step = begin(app, actor, NAMES, id, seen, json!({}), |standing, _| {
        if standing.is("Created") {
            return Ok(());
        }
        Err(DomainError::Conflict(
            "Only a payment that nobody has paid can be cancelled. Nothing was done.",
        ))
    })
    .await?;
    if let Some(checkout_id) = step.standing.belonging.checkout_id.clone() {
        let checkout_id = CheckoutId::try_from(checkout_id)
            .map_err(|cause| DomainError::Internal(cause.to_string()))?;
        let withdrawn = checkout::cancel(app, &checkout_id).await;
        return step.finish_with(withdrawn.map(drop)).await;
    }
    let sent = app.dojo.cancel_payment_intent(id).await;
    step.finish(sent, |payment| payment.status == "Canceled")
        .await
}
