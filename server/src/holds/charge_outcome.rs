//! How a charge ended, as Dojo's payment intent tells.

use dojo::{PaymentIntent, PaymentIntentStatus};
use serde_json::json;
use shared::console::holds::HoldEventKind;

use super::{disagreement, tell};
use crate::app::App;
use crate::staff::audit;
use crate::store::holds::charges::{self, ChargeRow, ChargeStatus};
use crate::store::holds::{self, events, schedule, steps};
use crate::{DomainError, live, payments};

/// How long a charge that was asked for may take to show on its payment intent (milliseconds). After that the intent is
/// cancelled, and Dojo says which of the two was first.
const PATIENCE: i64 = 60_000;

/// A creation that another process began is given this long (milliseconds) before it counts as died.
const CREATION: i64 = 30_000;

/// What `POST /charge` was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// It was carried out.
    Yes,
    /// It was not, and why.
    No(String),
    /// Nothing that could be read.
    Nothing,
}

/// Brings a charge that is under way as far as Dojo lets it. For those who hold the hold's lock.
///
/// # Errors
/// Dojo's: it is tried again.
pub(super) async fn settle(app: &App, charge: &ChargeRow) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    match charge.status {
        ChargeStatus::Creating if charge.created_at + CREATION > now => Ok(()),
        ChargeStatus::Creating => recover(app, charge).await,
        ChargeStatus::Charging => conclude(app, charge, &Answered::Nothing).await,
        ChargeStatus::Withdrawing => withdraw(app, charge).await,
        ChargeStatus::Charged | ChargeStatus::Failed => Ok(()),
    }
}

/// Finds out what became of a charge whose process died before Dojo was asked to charge the card: its intent, if there is one,
/// is withdrawn. Whoever pressed the button has long been told that it did not work.
async fn recover(app: &App, charge: &ChargeRow) -> Result<(), DomainError> {
    let reference = &charge.reference;
    let found = payments::intent_by_reference(app, reference, charge.created_at).await?;
    let Some(intent) = found else {
        return fail(
            app,
            charge,
            "It was interrupted before the card was charged.",
        )
        .await;
    };
    let now = app.clock.now_ms();
    let to = ChargeStatus::Withdrawing;
    if charges::adopt(&app.store, &charge.id, &intent.id, to, now).await?
        && let Some(charge) = charges::find(app.store.write(), &charge.id).await?
    {
        return withdraw(app, &charge).await;
    }
    Ok(())
}

/// Reads the payment intent and draws the conclusion.
///
/// # Errors
/// Dojo's: it is tried again.
pub(super) async fn conclude(
    app: &App,
    charge: &ChargeRow,
    answered: &Answered,
) -> Result<(), DomainError> {
    let intent = read(app, charge).await?;
    match &intent.status {
        PaymentIntentStatus::Captured
        | PaymentIntentStatus::Refunded
        | PaymentIntentStatus::Reversed => charged(app, charge, &intent).await,
        PaymentIntentStatus::Canceled => fail(app, charge, "").await,
        PaymentIntentStatus::Created => {
            let now = app.clock.now_ms();
            let why = match answered {
                Answered::No(why) => why.as_str(),
                _ if charge.updated_at + PATIENCE <= now => "Dojo did not carry it out in time.",
                _ => return Ok(()),
            };
            let (from, to) = (ChargeStatus::Charging, ChargeStatus::Withdrawing);
            charges::advance(app.store.write(), &charge.id, from, to, Some(why), now).await?;
            match charges::find(app.store.write(), &charge.id).await? {
                Some(charge) => withdraw(app, &charge).await,
                None => Ok(()),
            }
        }
        // On its way.
        PaymentIntentStatus::Authorized | PaymentIntentStatus::Other(_) => Ok(()),
    }
}

/// Cancels the payment intent, so that it can never be charged. If it was charged after all, it is charged.
async fn withdraw(app: &App, charge: &ChargeRow) -> Result<(), DomainError> {
    let intent_id = intent_id(charge)?;
    // A refusal may mean that it was charged or cancelled already, so the reading decides.
    if let Err(error @ (dojo::Error::Unreachable(_) | dojo::Error::Unauthorized(_))) =
        app.dojo.cancel_payment_intent(intent_id).await
    {
        return Err(DomainError::changing(error));
    }
    let intent = read(app, charge).await?;
    match intent.status {
        PaymentIntentStatus::Captured
        | PaymentIntentStatus::Refunded
        | PaymentIntentStatus::Reversed => charged(app, charge, &intent).await,
        PaymentIntentStatus::Canceled => fail(app, charge, "").await,
        _ => Err(DomainError::DojoUnknown(
            "the charge's payment intent is not closed yet".into(),
        )),
    }
}

async fn read(app: &App, charge: &ChargeRow) -> Result<PaymentIntent, DomainError> {
    let intent = app
        .dojo
        .get_payment_intent(intent_id(charge)?, true)
        .await
        .map_err(DomainError::asking)?
        .ok_or_else(|| DomainError::DojoRefused("Dojo has no such payment intent".into()))?;
    payments::apply_foreign(app, &intent).await?;
    Ok(intent)
}

fn intent_id(charge: &ChargeRow) -> Result<&str, DomainError> {
    charge
        .payment_intent_id
        .as_deref()
        .ok_or_else(|| DomainError::Internal(format!("{} has no payment intent", charge.id)))
}

/// The card was charged: what Dojo took is told and, if it is not what was asked for, put before a person.
async fn charged(app: &App, charge: &ChargeRow, intent: &PaymentIntent) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    holds::lock(&mut tx, &charge.hold_id).await?;
    let (from, to) = (charge.status, ChargeStatus::Charged);
    if !charges::advance(&mut *tx, &charge.id, from, to, None, now).await? {
        return Ok(tx.rollback().await?);
    }
    steps::complete(&mut tx, &charge.hold_id, now).await?;
    let kind = HoldEventKind::Charged;
    let taken = disagreement::taken(intent);
    written(&mut tx, charge, kind, &taken, "hold.charged", now).await?;
    disagreement::raise(&mut tx, charge, intent, now).await?;
    tx.commit().await?;
    live::hint(app);
    tracing::info!(
        hold_id = charge.hold_id,
        payment_intent_id = charge.payment_intent_id,
        "a held card was charged"
    );
    Ok(())
}

/// No money was taken, and by this charge none will be. `why` may be empty if it is written down already.
///
/// # Errors
/// [`DomainError::Store`].
pub(super) async fn fail(app: &App, charge: &ChargeRow, why: &str) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    holds::lock(&mut tx, &charge.hold_id).await?;
    let why = Some(why)
        .filter(|why| !why.is_empty())
        .or(charge.failure.as_deref())
        .unwrap_or("The payment was cancelled.");
    let (from, to) = (charge.status, ChargeStatus::Failed);
    if !charges::advance(&mut *tx, &charge.id, from, to, Some(why), now).await? {
        return Ok(tx.rollback().await?);
    }
    steps::touch(&mut tx, &charge.hold_id, now).await?;
    // Perhaps the card has run out, or the hold was ended at Dojo.
    schedule::soon(&mut tx, &charge.hold_id, now).await?;
    let kind = HoldEventKind::ChargeFailed;
    written(&mut tx, charge, kind, why, "hold.charge_failed", now).await?;
    tx.commit().await?;
    live::hint(app);
    app.wake.holds.notify_one();
    Ok(())
}

async fn written(
    tx: &mut crate::store::Tx,
    charge: &ChargeRow,
    kind: HoldEventKind,
    detail: &str,
    action: &'static str,
    now: i64,
) -> Result<(), DomainError> {
    events::append(tx, &charge.hold_id, kind, Some(detail), None, now).await?;
    let entry = audit::Entry {
        action,
        object_kind: "hold",
        object_id: &charge.hold_id,
        before: None,
        after: Some(json!({
            "chargeId": charge.id,
            "paymentIntentId": charge.payment_intent_id,
            "askedAmount": charge.amount,
            "detail": detail,
        })),
    };
    audit::record(tx, None, &entry, now).await?;
    tell(tx, &charge.hold_id, now).await
}

/// Somebody has seen a payment intent that no attempt made. If it is that of a charge, the hold is looked at; if the charge had
/// been given up because Dojo had no such intent, it is cancelled: nobody will charge it.
///
/// # Errors
/// Dojo's and the store's.
pub(crate) async fn seen(app: &App, intent: &PaymentIntent) -> Result<(), DomainError> {
    let Some(charge) = charges::by_reference(app.store.read(), &intent.reference).await? else {
        return Ok(());
    };
    match charge.status {
        ChargeStatus::Creating | ChargeStatus::Charging | ChargeStatus::Withdrawing => {
            let now = app.clock.now_ms();
            let mut tx = app.store.begin().await?;
            schedule::soon(&mut tx, &charge.hold_id, now + 2_000).await?;
            tx.commit().await?;
            app.wake.holds.notify_one();
            Ok(())
        }
        ChargeStatus::Failed if intent.status == PaymentIntentStatus::Created => {
            tracing::info!(
                charge_id = charge.id,
                payment_intent_id = intent.id,
                "cancelling an intent that nobody charges"
            );
            match app.dojo.cancel_payment_intent(&intent.id).await {
                Ok(_) => Ok(()),
                Err(error) => Err(DomainError::changing(error)),
            }
        }
        ChargeStatus::Charged | ChargeStatus::Failed => Ok(()),
    }
}
