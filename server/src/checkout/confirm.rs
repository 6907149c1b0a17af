//! "Look at Dojo now": after a component has answered, or the shopper has come back from Dojo's page.

use dojo::{PaymentEventType, PaymentIntent, PaymentIntentStatus};
use shared::{Checkout, CheckoutId, Confirmation};

use super::{CheckoutRecord, declines, get, saved_cards, view};
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::store::attempts::{self, AttemptRow, AttemptStatus};
use crate::store::customers;
use crate::{payments, phone_orders};

/// How long an intent that looks unpaid is looked at again after the component said that it was paid (milliseconds).
const HINTED: i64 = 60_000;

/// How long it is looked at again after the component could not tell how it went (milliseconds).
const UNSURE: i64 = 10_000;

/// Dojo's component says: successful.
const SUCCESSFUL: i32 = 0;

/// The issuer declined, or 3-D Secure was failed.
const DECLINED: i32 = 5;

/// Something failed while the payment was carried out.
const FAILED: i32 = 30;

/// An error at Dojo: "check the REST API for the status of the transaction".
const ERROR_AT_DOJO: i32 = 500;

/// Looks at Dojo now. If Dojo cannot be asked, the checkout is `Waiting` and settles itself.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub async fn confirm(
    app: &App,
    id: &CheckoutId,
    confirmation: Confirmation,
) -> Result<Checkout, DomainError> {
    let (own, id) = (app.clone(), id.clone());
    app.to_the_end(async move { look(&own, &id, &confirmation).await })
        .await
}

/// [`confirm`], after Dojo's page has sent the shopper back as from a payment. It does not say how that ended, so that an
/// intent that looks unpaid is given the same time as after a component that could not tell.
///
/// # Errors
/// As [`confirm`].
pub async fn came_back(app: &App, id: &CheckoutId) -> Result<Checkout, DomainError> {
    let live = attempts::live(app.store.read(), id.as_str()).await?;
    let confirmation = Confirmation {
        attempt_id: live.map(|attempt| attempt.id).unwrap_or_default(),
        ..Confirmation::default()
    };
    confirm(app, id, confirmation).await
}

async fn look(
    app: &App,
    id: &CheckoutId,
    confirmation: &Confirmation,
) -> Result<Checkout, DomainError> {
    let record = get(app, id).await?;
    if let Some(attempt) = attempt(app, &record, confirmation).await? {
        settle(app, &attempt, confirmation).await?;
    }
    phone_orders::not_accepted(app, &record, confirmation, None).await?;
    if confirmation.save_card_consent {
        record_consent(app, &record, confirmation).await?;
    }
    let record = get(app, id).await?;
    view(app, &record).await
}

/// The attempt that the page names, or the live one. One without an intent was never shown to anybody.
async fn attempt(
    app: &App,
    record: &CheckoutRecord,
    confirmation: &Confirmation,
) -> Result<Option<AttemptRow>, DomainError> {
    let named = attempts::find(app.store.read(), &confirmation.attempt_id)
        .await?
        .filter(|attempt| attempt.checkout_id == record.id.as_str());
    let attempt = match named {
        Some(attempt) => Some(attempt),
        None => attempts::live(app.store.read(), record.id.as_str()).await?,
    };
    Ok(attempt.filter(|attempt| attempt.is_live() && attempt.payment_intent_id.is_some()))
}

async fn settle(
    app: &App,
    attempt: &AttemptRow,
    confirmation: &Confirmation,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let gave_up = matches!(confirmation.status_code, Some(DECLINED | FAILED));
    match payments::settle_knowing(app, attempt, gave_up).await {
        Ok(intent) => {
            let unpaid = intent.status == PaymentIntentStatus::Created;
            if unpaid && confirmation.status_code == Some(SUCCESSFUL) {
                attempts::mark_waiting(&app.store, &attempt.id, now + HINTED, now).await?;
                look_soon(app, attempt, now).await?;
            } else if unpaid && is_unsure(attempt, &intent, confirmation) {
                // Once: the page repeats what the component said for as long as it waits.
                if attempt.waiting_since.is_none() {
                    attempts::mark_waiting(&app.store, &attempt.id, now + UNSURE, now).await?;
                    look_soon(app, attempt, now).await?;
                }
            } else if let Err(error) = declines::enforce(app, &attempt.checkout_id).await {
                tracing::info!(
                    attempt_id = attempt.id,
                    reason = error.chain(),
                    "not cancelled yet"
                );
            }
            Ok(())
        }
        Err(error) if error.is_dojo() => {
            tracing::warn!(
                attempt_id = attempt.id,
                reason = error.chain(),
                "the outcome is not known yet"
            );
            attempts::mark_waiting(&app.store, &attempt.id, now, now).await?;
            look_soon(app, attempt, now).await
        }
        Err(error) => Err(error),
    }
}

/// Whether the payment may still reach an intent that looks unpaid: the component, for which the page speaks if it names the
/// attempt, could not tell how it went, and the intent has no event that tells.
fn is_unsure(attempt: &AttemptRow, intent: &PaymentIntent, confirmation: &Confirmation) -> bool {
    let code = confirmation.status_code;
    if confirmation.attempt_id != attempt.id || !matches!(code, None | Some(FAILED | ERROR_AT_DOJO))
    {
        return false;
    }
    let events = i64::try_from(intent.payment_events.len()).unwrap_or(i64::MAX);
    let newest = intent.payment_events.last().map(|event| &event.event_type);
    match newest.filter(|_| events > attempt.secret_events) {
        Some(PaymentEventType::Declined) => false,
        Some(PaymentEventType::AuthChallenged) => code != Some(FAILED),
        _ => true,
    }
}

async fn look_soon(app: &App, attempt: &AttemptRow, now: i64) -> Result<(), DomainError> {
    attempts::schedule_poll(&app.store, &attempt.id, now + 2_000).await?;
    app.wake.reconciler.notify_one();
    Ok(())
}

/// No card is saved by a payment that was not made: the consent counts only if the intent was read as paid or
/// authorized.
async fn record_consent(
    app: &App,
    record: &CheckoutRecord,
    confirmation: &Confirmation,
) -> Result<(), DomainError> {
    let is_settled = attempts::find(app.store.read(), &confirmation.attempt_id)
        .await?
        .is_some_and(|attempt| {
            attempt.checkout_id == record.id.as_str() && attempt.status == AttemptStatus::Settled
        });
    match &record.customer_id {
        Some(id) if is_settled => {
            let business = business::settings(app).await;
            let text = saved_cards::consent(record, &business.merchant.name);
            customers::set_consent(&app.store, id, &text, app.clock.now_ms()).await
        }
        _ => Ok(()),
    }
}
