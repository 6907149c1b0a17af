//! Asking Dojo how an intent stands, and believing it.

use dojo::{PaymentIntent, PaymentIntentStatus};

use super::apply::apply_knowing;
use crate::DomainError;
use crate::app::App;
use crate::store::attempts::{self, AttemptRow};
use crate::store::checkouts;

/// Reads the attempt's intent and applies what it says. Idempotent.
///
/// # Errors
/// [`DomainError::DojoUnreachable`] if nothing could be read, [`DomainError::DojoRefused`] if Dojo has no such intent.
pub(crate) async fn settle(app: &App, attempt: &AttemptRow) -> Result<PaymentIntent, DomainError> {
    settle_knowing(app, attempt, false).await
}

/// [`settle`], knowing whether Dojo's component gave up what it was doing: a challenge that nothing followed was then left.
///
/// # Errors
/// As [`settle`].
pub(crate) async fn settle_knowing(
    app: &App,
    attempt: &AttemptRow,
    gave_up: bool,
) -> Result<PaymentIntent, DomainError> {
    let intent_id = intent_id(attempt)?;
    let intent = app
        .dojo
        .get_payment_intent(intent_id, true)
        .await
        .map_err(DomainError::asking)?;
    let Some(intent) = intent else {
        return missing(app, attempt, intent_id).await;
    };
    apply_knowing(app, &attempt.id, &intent, gave_up).await?;
    Ok(intent)
}

/// Cancels the attempt's intent at Dojo. When this returns, Dojo has said how it ended: cancelled, or paid after all.
///
/// # Errors
/// [`DomainError::DojoUnreachable`] and [`DomainError::DojoUnknown`] if its end is not known yet: the attempt stays
/// `closing`, nobody is shown its intent, and it is tried again.
pub(crate) async fn cancel(app: &App, attempt: &AttemptRow) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let intent_id = intent_id(attempt)?;
    if !attempts::begin_closing(&app.store, &attempt.id, now + 2_000, now).await? {
        return Ok(());
    }
    // A refusal may mean that it was paid or cancelled already, so the reading decides.
    let refusal = match app.dojo.cancel_payment_intent(intent_id).await {
        Ok(_) => None,
        Err(error @ (dojo::Error::Unreachable(_) | dojo::Error::Unauthorized(_))) => {
            return Err(DomainError::changing(error));
        }
        Err(error) => Some(error),
    };
    let intent = settle(app, attempt).await?;
    match (intent.status, refusal) {
        (PaymentIntentStatus::Created, Some(error)) => Err(DomainError::changing(error)),
        (PaymentIntentStatus::Created, None) => Err(DomainError::DojoUnknown(
            "the intent is still open after it was cancelled".into(),
        )),
        _ => Ok(()),
    }
}

fn intent_id(attempt: &AttemptRow) -> Result<&str, DomainError> {
    attempt
        .payment_intent_id
        .as_deref()
        .ok_or_else(|| DomainError::Internal(format!("{} has no payment intent", attempt.id)))
}

/// Dojo has no intent of this id: another account's key, or a sandbox that was reset. It ended by itself when the
/// checkout did (`expireAt`); until then it might be paid where it lives. The mirror is left alone, which knows only what a
/// reading told: should the intent turn up again, paid, that must count.
async fn missing(
    app: &App,
    attempt: &AttemptRow,
    intent_id: &str,
) -> Result<PaymentIntent, DomainError> {
    let id = attempt
        .checkout_id
        .clone()
        .try_into()
        .map_err(|cause| DomainError::Internal(format!("{cause}")))?;
    let ended = checkouts::find(app.store.read(), &id)
        .await?
        .is_some_and(|checkout| checkout.expire_at <= app.clock.now());
    if !ended {
        return Err(DomainError::DojoRefused(
            "Dojo has no such payment intent for this key".into(),
        ));
    }
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    checkouts::lock(&mut tx, &attempt.checkout_id, now).await?;
    if attempts::end_missing(&mut tx, &attempt.id, now).await? {
        tracing::warn!(
            attempt_id = attempt.id,
            payment_intent_id = intent_id,
            "Dojo does not know this overdue payment intent; it counts as cancelled"
        );
    }
    checkouts::finish_closing(&mut tx, &attempt.checkout_id, now).await?;
    tx.commit().await?;
    Ok(PaymentIntent {
        id: intent_id.to_owned(),
        status: PaymentIntentStatus::Canceled,
        amount: dojo::Money::new(attempt.amount, attempt.currency.code()),
        reference: attempt.reference.clone(),
        ..PaymentIntent::default()
    })
}
