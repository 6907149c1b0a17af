//! The webhook inbox: verified, stored, only then acknowledged.

use dojo::WebhookEvent;

use super::subscription;
use crate::DomainError;
use crate::app::App;
use crate::store::inbox;

/// The largest body that is looked at.
const MOST_BYTES: usize = 64 * 1024;

/// Takes a webhook: the raw body and the header `dojo-signature`. Once this returns, the event cannot be lost.
///
/// # Errors
/// [`DomainError::BadSignature`] (nothing is stored), [`DomainError::InvalidField`] if a signed body is no event,
/// [`DomainError::DojoUnreachable`] if the secrets are not known yet and [`DomainError::Store`] (Dojo sends it again).
pub async fn accept(app: &App, signature: Option<&str>, body: &[u8]) -> Result<(), DomainError> {
    let signature = signature.ok_or(DomainError::BadSignature)?;
    if body.len() > MOST_BYTES {
        return Err(DomainError::invalid("body", "The body is above 64 KiB."));
    }
    verify(app, signature, body).await?;
    let payload = std::str::from_utf8(body)
        .map_err(|_| DomainError::invalid("body", "The body is not UTF-8."))?;
    let event: WebhookEvent = serde_json::from_str(payload)
        .map_err(|_| DomainError::invalid("body", "The body is not an event of Dojo's."))?;
    let intent_id = &event.data.payment_intent_id;
    let new = inbox::insert(
        &app.store,
        &event.id,
        event.event.as_str(),
        intent_id,
        payload,
        app.clock.now_ms(),
    )
    .await?;
    tracing::info!(
        event_id = event.id,
        event = event.event.as_str(),
        payment_intent_id = intent_id,
        new,
        "webhook"
    );
    app.wake.worker.notify_one();
    Ok(())
}

async fn verify(app: &App, signature: &str, body: &[u8]) -> Result<(), DomainError> {
    let fits = |secrets: Vec<dojo::Secret>| dojo::signature::verify(secrets, body, signature);
    if app.webhook_secrets.active().is_some_and(fits) {
        return Ok(());
    }
    // A secret may have been rotated since it was fetched, or we have only just started.
    if subscription::refetch_secrets(app).await? && app.webhook_secrets.active().is_some_and(fits) {
        return Ok(());
    }
    if app.webhook_secrets.active().is_none() {
        return Err(DomainError::DojoUnreachable(
            "the webhook secrets are not known yet".into(),
        ));
    }
    Err(DomainError::BadSignature)
}
