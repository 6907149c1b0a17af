//! What of an intent is shown to whoever pays, and whether it can still be used.

use dojo::PaymentIntent;
use jiff::{SignedDuration, Timestamp};
use shared::{Attempt, AttemptRequest};

use super::amounts::Wanted;
use crate::DomainError;
use crate::store::attempts::AttemptRow;

/// A client session secret with less than this left would run out while the shopper types.
const LEAST_LEFT: SignedDuration = SignedDuration::from_mins(2);

/// Whether the intent has a client session secret that Dojo will still take.
pub(super) fn secret_can_be_used(
    intent: &PaymentIntent,
    secret_events: i64,
    request: &AttemptRequest,
    now: Timestamp,
) -> bool {
    let Some(secret) = &intent.client_session_secret else {
        return false;
    };
    let spent = request.spent_client_session_secret.as_deref() == Some(secret.expose());
    let lasts = intent
        .client_session_secret_expiration_date
        .is_some_and(|end| end.duration_since(now) >= LEAST_LEFT);
    // Every attempt on an intent, a decline too, uses its secret up and leaves an event.
    !spent && lasts && !secret.expose().is_empty() && events(intent) == secret_events
}

/// How many events the intent has.
pub(super) fn events(intent: &PaymentIntent) -> i64 {
    i64::try_from(intent.payment_events.len()).unwrap_or(i64::MAX)
}

/// What the page needs to pay this intent.
///
/// # Errors
/// [`DomainError::DojoRefused`] if Dojo left something out.
pub(super) fn shown(
    attempt: &AttemptRow,
    intent: &PaymentIntent,
    wanted: Wanted,
) -> Result<Attempt, DomainError> {
    let missing = |what: &str| DomainError::DojoRefused(format!("Dojo sent no {what}").into());
    let secret = intent
        .client_session_secret
        .as_ref()
        .ok_or_else(|| missing("client session secret"))?;
    let end = intent
        .client_session_secret_expiration_date
        .ok_or_else(|| missing("end of the client session secret"))?;
    let link = intent
        .payment_link
        .as_ref()
        .ok_or_else(|| missing("payment link"))?;
    Ok(Attempt {
        id: attempt.id.clone(),
        client_session_secret: secret.expose().to_owned(),
        client_session_secret_expires_at: end.as_millisecond(),
        payment_link: link.as_str().to_owned(),
        total_amount: shared::Money::new(
            wanted.amount.value.saturating_add(wanted.tips_amount),
            wanted.amount.currency_code,
        ),
    })
}
