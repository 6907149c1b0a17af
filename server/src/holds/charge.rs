//! Charging a held card: once, whoever presses how often, and whatever answers are lost.
//!
//! A charge is committed here before anything is asked of Dojo, and the database lets a hold have one at most. Its payment intent
//! can be paid once at Dojo. `POST /charge` is sent once for it, by whoever stored its id; how that ended is read, never guessed.

use dojo::{CaptureStatus, CreatePaymentIntentRequest, PaymentIntent};
use serde_json::json;
use shared::console::holds::{ChargeHold, HoldEventKind, HoldStatus};
use shared::{Money, Reference, free_text};

use super::charge_outcome::{self, Answered};
use super::{ending, settle, tell};
use crate::app::App;
use crate::checkout::intent_request;
use crate::payments::actions::words::said;
use crate::staff::{Actor, audit};
use crate::store::holds::charges::{self, ChargeRow, ChargeStatus, NewCharge};
use crate::store::holds::{self, HoldRow, events, schedule};
use crate::{DomainError, live, payments, random};

/// Charges the card that the hold keeps. When this returns without an error, the charge was carried out, was declined, or its
/// outcome is not known yet and settles by itself: look at the hold.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::Conflict`] unless the card can be charged,
/// [`DomainError::InvalidField`], [`DomainError::Store`]. No money moved.
pub(crate) async fn charge(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &ChargeHold,
) -> Result<(), DomainError> {
    let note = free_text::line(&request.note, ChargeHold::MOST_NOTE)
        .map_err(|error| DomainError::invalid("note", error.to_string()))?;
    let (own, actor, id, request) = (
        app.clone(),
        actor.clone(),
        id.to_owned(),
        ChargeHold {
            note,
            ..request.clone()
        },
    );
    app.to_the_end(async move {
        let _held = own.hold_locks.hold(&id).await;
        let (row, charge) = commit(&own, &actor, &id, &request).await?;
        carry_out(&own, &row, &charge).await
    })
    .await
}

async fn commit(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &ChargeHold,
) -> Result<(HoldRow, ChargeRow), DomainError> {
    let now = app.clock.now_ms();
    let charge_id = random::id::<9>("hc_")?;
    let mut tx = app.store.begin().await?;
    let row = holds::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    ending::fresh(&row, request.seen_updated_at)?;
    if row.shown_status() != HoldStatus::Authorized {
        return Err(DomainError::Conflict(
            "Only a held card can be charged. No money moved.",
        ));
    }
    if row.consent_at.is_none() {
        return Err(DomainError::Conflict(
            "Nobody agreed to terms here, so the card cannot be charged. Release it. No money moved.",
        ));
    }
    check_amount(&row, request.amount)?;
    let reference = Reference::try_from(row.reference.clone())
        .map_err(|cause| DomainError::Internal(cause.to_string()))?;
    let new = NewCharge {
        id: &charge_id,
        hold_id: id,
        reference: &intent_request::reference(&reference, &charge_id),
        amount: request.amount,
        note: &request.note,
        staff_id: &actor.staff_id,
        staff_name: &actor.name,
        now,
    };
    if !charges::insert(&mut tx, &new).await? {
        return Err(DomainError::Conflict(
            "Somebody else is charging this card at this moment. You did not charge it.",
        ));
    }
    let amount = request.amount.to_string();
    let kind = HoldEventKind::ChargeBegun;
    events::append(&mut tx, id, kind, Some(&amount), Some(&actor.name), now).await?;
    holds::steps::touch(&mut tx, id, now).await?;
    schedule::soon(&mut tx, id, now + 5_000).await?;
    let entry = audit::Entry {
        action: "hold.charge_asked",
        object_kind: "hold",
        object_id: id,
        before: None,
        after: Some(
            json!({ "chargeId": charge_id, "amount": request.amount, "note": request.note }),
        ),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    let charge = charges::find(&mut *tx, &charge_id)
        .await?
        .ok_or_else(|| DomainError::Internal(format!("{charge_id} is gone")))?;
    tx.commit().await?;
    live::hint(app);
    app.wake.holds.notify_one();
    Ok((row, charge))
}

fn check_amount(row: &HoldRow, amount: Money) -> Result<(), DomainError> {
    if amount.currency_code != row.amount.currency_code {
        return Err(DomainError::invalid(
            "amount",
            "The amount must be in the currency of the hold.",
        ));
    }
    Money::chargeable(amount.value, amount.currency_code)
        .map_err(|error| DomainError::invalid("amount", error.to_string()))?;
    if amount.value > row.amount.value {
        return Err(DomainError::invalid(
            "amount",
            format!("The shopper agreed to at most {}.", row.amount),
        ));
    }
    Ok(())
}

/// Everything after the commit. Dojo's failures are no errors here: what they mean is written down.
async fn carry_out(app: &App, row: &HoldRow, charge: &ChargeRow) -> Result<(), DomainError> {
    let intent = match create(app, row, charge).await? {
        Made::Intent(intent) => intent,
        Made::Nothing(why) => return charge_outcome::fail(app, charge, &why).await,
        Made::Unknown => return Ok(()),
    };
    let now = app.clock.now_ms();
    let to = ChargeStatus::Charging;
    if !charges::adopt(&app.store, &charge.id, &intent.id, to, now).await? {
        // Another machine took this one for died. It can be charged by nobody any more.
        if let Err(error) = app.dojo.cancel_payment_intent(&intent.id).await {
            tracing::warn!(
                charge_id = charge.id,
                payment_intent_id = intent.id,
                %error,
                "a payment intent that nobody charges stays open at Dojo"
            );
        }
        return Ok(());
    }
    // From here on the money may move.
    let answered = match app.dojo.charge(&intent.id).await {
        Ok(answer) => match answer.status {
            CaptureStatus::Declined | CaptureStatus::Failed => Answered::No(
                answer
                    .message
                    .unwrap_or_else(|| "The card was declined.".to_owned()),
            ),
            _ => Answered::Yes,
        },
        Err(error) if error.changed_nothing() => Answered::No(words(&error)),
        Err(error) => {
            tracing::warn!(hold_id = row.id, charge_id = charge.id, %error, "a charge was not answered");
            Answered::Nothing
        }
    };
    let charge = charges::find(app.store.write(), &charge.id)
        .await?
        .ok_or_else(|| DomainError::Internal(format!("{} is gone", charge.id)))?;
    match charge_outcome::conclude(app, &charge, &answered).await {
        Ok(()) => {}
        Err(error) if error.is_dojo() => {
            tracing::info!(hold_id = row.id, reason = error.chain(), "a charge waits");
            return Ok(());
        }
        Err(error) => return Err(error),
    }
    // What Dojo did to the setup intent: nothing depends on it.
    let row = super::get(app, &row.id).await?;
    if row.charge.is_none()
        && let Err(error) = settle::read(app, &row).await
    {
        tracing::info!(hold_id = row.id, reason = error.chain(), "a hold waits");
    }
    Ok(())
}

enum Made {
    Intent(Box<PaymentIntent>),
    Nothing(String),
    Unknown,
}

/// Makes the payment intent, or finds the one whose creation was not answered. It is not charged by being made.
async fn create(app: &App, row: &HoldRow, charge: &ChargeRow) -> Result<Made, DomainError> {
    let setup_intent_id = settle::setup_intent_id(row)?;
    let currency = charge.amount.currency_code.code();
    let description = if charge.note.is_empty() {
        row.reference.clone()
    } else {
        format!("{}: {}", row.reference, charge.note)
    };
    let request = CreatePaymentIntentRequest {
        description: Some(description),
        setup_intent_id: Some(setup_intent_id.to_owned()),
        metadata: Some(std::collections::BTreeMap::from([
            ("holdId".to_owned(), row.id.clone()),
            ("chargeId".to_owned(), charge.id.clone()),
        ])),
        ..CreatePaymentIntentRequest::new(
            dojo::Money::new(charge.amount.value, currency),
            charge.reference.clone(),
        )
    };
    match app.dojo.create_payment_intent(&request).await {
        Ok(intent) => return Ok(Made::Intent(Box::new(intent))),
        Err(error) if error.changed_nothing() => return Ok(Made::Nothing(words(&error))),
        Err(error) => {
            tracing::warn!(charge_id = charge.id, %error, "a creation was not answered");
        }
    }
    match payments::intent_by_reference(app, &charge.reference, charge.created_at).await {
        Ok(Some(intent)) => Ok(Made::Intent(Box::new(intent))),
        Ok(None) => Ok(Made::Nothing(
            "Dojo did not answer. Nothing was charged.".to_owned(),
        )),
        Err(error) if error.is_dojo() => Ok(Made::Unknown),
        Err(error) => Err(error),
    }
}

/// Why Dojo did not do it, for staff.
fn words(error: &dojo::Error) -> String {
    match error {
        dojo::Error::Unreachable(_) => "Dojo could not be reached.".to_owned(),
        dojo::Error::Unauthorized(_) => "Dojo does not accept our key.".to_owned(),
        error => format!("Dojo refused: {}", said(error)),
    }
}
