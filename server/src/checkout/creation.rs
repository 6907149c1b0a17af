//! Making the payment intent of an attempt. The attempt is committed first, so that an intent whose creation was not
//! answered can be found by its reference; nobody is shown an intent whose id is not stored.

use dojo::PaymentIntent;

use super::amounts::Wanted;
use super::{CheckoutRecord, Door, Payer, intent_request};
use crate::DomainError;
use crate::app::App;
use crate::events::worker;
use crate::payments;
use crate::phone_orders;
use crate::random;
use crate::store::attempts::{self, AttemptRow, NewAttempt};
use crate::store::checkouts::{self, StoredStatus};

/// Makes an attempt and its intent. `None` if somebody else was faster or the checkout was closed: look again.
///
/// # Errors
/// [`DomainError::DojoUnknown`] if an intent may have been made: the next call finds out. Otherwise none was made.
pub(super) async fn create(
    app: &App,
    record: &CheckoutRecord,
    wanted: Wanted,
    saved_card_id: Option<&str>,
    payer: &Payer,
) -> Result<Option<(AttemptRow, PaymentIntent)>, DomainError> {
    let customer = intent_request::customer(app, record, saved_card_id).await?;
    let committed = commit_attempt(app, record, wanted, saved_card_id, payer).await?;
    let Some(attempt) = committed else {
        return Ok(None);
    };
    let request = intent_request::build(app, record, &attempt, customer, payer)?;
    let intent = match app.dojo.create_payment_intent(&request).await {
        Ok(intent) => intent,
        Err(error) if error.changed_nothing() => {
            attempts::abandon(&app.store, &attempt.id, app.clock.now_ms()).await?;
            return Err(DomainError::changing(error));
        }
        Err(error) => {
            tracing::warn!(attempt_id = attempt.id, %error, "a creation was not answered");
            match recover(app, &attempt).await? {
                Some(intent) => intent,
                None => return Err(DomainError::changing(error)),
            }
        }
    };
    if !attempts::adopt(&app.store, &attempt.id, &intent.id, app.clock.now_ms()).await? {
        // Another machine took the attempt for died.
        worker::cancel_orphan(app, &attempt.id, &intent.id).await?;
        return Ok(None);
    }
    tracing::info!(
        checkout_id = attempt.checkout_id,
        attempt_id = attempt.id,
        payment_intent_id = intent.id,
        "payment intent created"
    );
    let attempt = attempts::find(app.store.write(), &attempt.id).await?;
    Ok(attempt.map(|attempt| (attempt, intent)))
}

async fn commit_attempt(
    app: &App,
    record: &CheckoutRecord,
    wanted: Wanted,
    saved_card_id: Option<&str>,
    payer: &Payer,
) -> Result<Option<AttemptRow>, DomainError> {
    let now = app.clock.now_ms();
    let id = random::id::<9>("at_")?;
    let reference = intent_request::reference(&record.reference, &id);
    let mut tx = app.store.begin().await?;
    let checkout = checkouts::lock(&mut tx, record.id.as_str(), now).await?;
    let mut payable = checkout.is_some_and(|checkout| {
        checkout.status == StoredStatus::Open && checkout.closing.is_none()
    });
    if record.origin.door == Door::Phone {
        // Staff may have chosen the other way since the look at it.
        payable &= phone_orders::is_open_to(&mut tx, record.id.as_str(), payer.is_staff()).await?;
    }
    let new = NewAttempt {
        id: &id,
        checkout_id: record.id.as_str(),
        reference: &reference,
        currency: wanted.amount.currency_code,
        amount: wanted.amount.value,
        tips_amount: wanted.tips_amount,
        saved_card_id,
        keyed: payer.is_staff(),
        poll_at: now + 2_000,
        now,
    };
    if !payable || !attempts::insert(&mut tx, &new).await? {
        tx.rollback().await?;
        return Ok(None);
    }
    let attempt = attempts::find(&mut *tx, &id).await?;
    tx.commit().await?;
    Ok(attempt)
}

/// Finds out what became of a creation that was not answered: its intent is adopted and returned, or, if Dojo has none, the
/// attempt is abandoned. Should the intent be made later all the same, nobody was shown it, and it is cancelled.
///
/// # Errors
/// [`DomainError::DojoUnreachable`], [`DomainError::DojoRefused`]: nothing is known yet.
pub(crate) async fn recover(
    app: &App,
    attempt: &AttemptRow,
) -> Result<Option<PaymentIntent>, DomainError> {
    let found = payments::intent_by_reference(app, &attempt.reference, attempt.created_at).await?;
    let now = app.clock.now_ms();
    let Some(intent) = found else {
        attempts::abandon(&app.store, &attempt.id, now).await?;
        return Ok(None);
    };
    attempts::adopt(&app.store, &attempt.id, &intent.id, now).await?;
    tracing::info!(
        attempt_id = attempt.id,
        payment_intent_id = intent.id,
        "the intent of an unanswered creation was found"
    );
    Ok(Some(intent))
}
