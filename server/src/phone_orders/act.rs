//! What staff do with an order that is on its way or over.

use serde_json::{Value, json};
use shared::checkout::Confirmation;
use shared::console::phone_orders::{KeyedConfirmation, PhoneOrder, StepKind};
use shared::{CheckoutId, EmailAddress};

use super::make::record_act;
use super::{get, not_accepted, view};
use crate::DomainError;
use crate::app::App;
use crate::checkout;
use crate::live;
use crate::payments;
use crate::random;
use crate::staff::Actor;
use crate::store::phone_orders::{self, NewStep};

/// Looks at Dojo now, after the component has answered.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn confirm(
    app: &App,
    id: &CheckoutId,
    said: KeyedConfirmation,
) -> Result<PhoneOrder, DomainError> {
    let (record, _) = get(app, id).await?;
    let confirmation = Confirmation {
        attempt_id: said.attempt_id,
        status_code: said.status_code,
        save_card_consent: false,
    };
    checkout::confirm(app, id, confirmation.clone()).await?;
    not_accepted(app, &record, &confirmation, said.message.as_deref()).await?;
    view(app, id).await
}

/// Withdraws the order, its intent first. The audit trail tells what was asked, and then how that ended: that it is cancelled is
/// written with the closing itself, which may come later.
///
/// # Errors
/// As [`checkout::cancel`].
pub(crate) async fn cancel(
    app: &App,
    actor: &Actor,
    id: &CheckoutId,
) -> Result<PhoneOrder, DomainError> {
    let (record, _) = get(app, id).await?;
    let under_way = !record.status.is_final();
    if under_way {
        note(app, actor, "phone_order.cancel_asked", id, json!({})).await?;
    }
    match checkout::cancel(app, id).await {
        Ok(_) => {}
        Err(DomainError::Conflict(why)) if under_way => {
            let after = json!({ "why": why });
            note(app, actor, "phone_order.not_cancelled", id, after).await?;
            return Err(DomainError::Conflict(why));
        }
        Err(error) => return Err(error),
    }
    live::hint(app);
    view(app, id).await
}

async fn note(
    app: &App,
    actor: &Actor,
    action: &'static str,
    id: &CheckoutId,
    after: Value,
) -> Result<(), DomainError> {
    let mut tx = app.store.begin().await?;
    record_act(&mut tx, actor, action, id, after, app.clock.now_ms()).await?;
    Ok(tx.commit().await?)
}

/// Has Dojo e-mail its receipt. Staff may always send one: what the shopper's page offers is no rule for them.
///
/// # Errors
/// [`DomainError::Conflict`] unless it was paid, and as [`payments::actions::send_receipt`].
pub(crate) async fn send_receipt(
    app: &App,
    actor: &Actor,
    id: &CheckoutId,
    email_address: &EmailAddress,
) -> Result<PhoneOrder, DomainError> {
    let (record, _) = get(app, id).await?;
    let intent_id = record.paid_intent_id.ok_or(DomainError::Conflict(
        "A receipt can be sent once the order is paid. Nothing was sent.",
    ))?;
    payments::actions::send_receipt(app, actor, &intent_id, email_address).await?;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let after = json!({"emailAddress": email_address});
    record_act(&mut tx, actor, "phone_order.receipt_sent", id, after, now).await?;
    let source = random::id::<6>("receipt:")?;
    let step = NewStep {
        kind: StepKind::ReceiptSent,
        source: &source,
        staff_name: Some(&actor.name),
        detail: Some(email_address.as_str()),
        happened_at: now,
    };
    phone_orders::add_step(&mut tx, id.as_str(), &step, now).await?;
    tx.commit().await?;
    live::hint(app);
    view(app, id).await
}
