//! Noting what happens to a phone order, by whomever.

use shared::CheckoutId;
use shared::checkout::Confirmation;
use shared::console::phone_orders::{StepKind, Way};

use crate::DomainError;
use crate::app::App;
use crate::checkout::{CheckoutRecord, Door};
use crate::live;
use crate::store::Tx;
use crate::store::payments::{PaymentEventRow, PaymentRow};
use crate::store::phone_orders::{self, NewStep};

/// The caller's page was loaded. Loading it again within this time (milliseconds) is no step of its own.
const RELOADING: i64 = 60_000;

/// The caller's page was loaded. Does nothing for other checkouts, and while the link is not open: then it is the staff's.
pub(crate) async fn opened(app: &App, record: &CheckoutRecord) {
    shopper_step(app, record, StepKind::Opened, "opened").await;
}

/// The caller's page has been given what the card's fields need.
pub(crate) async fn entering_card(app: &App, record: &CheckoutRecord) {
    shopper_step(app, record, StepKind::EnteringCard, "entering").await;
}

/// A step that the page can do without.
async fn shopper_step(app: &App, record: &CheckoutRecord, kind: StepKind, name: &str) {
    if record.origin.door != Door::Phone || record.status.is_final() {
        return;
    }
    if let Err(error) = note_shopper_step(app, record, kind, name).await {
        tracing::info!(
            checkout_id = record.id.as_str(),
            reason = error.chain(),
            "a step of a phone order is not noted"
        );
    }
}

async fn note_shopper_step(
    app: &App,
    record: &CheckoutRecord,
    kind: StepKind,
    name: &str,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let id = record.id.as_str();
    let order = phone_orders::find(app.store.read(), id).await?;
    if order.is_none_or(|order| order.way != Way::Link) {
        return Ok(());
    }
    let steps = phone_orders::steps(&app.store, id).await?;
    let just_noted = steps
        .iter()
        .any(|step| step.kind == kind && now - step.at < RELOADING);
    if just_noted {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    let source = format!("{name}:{}", now / RELOADING);
    let step = NewStep {
        kind,
        source: &source,
        staff_name: None,
        detail: None,
        happened_at: now,
    };
    phone_orders::add_step(&mut tx, id, &step, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

/// What a reading of the intent tells, in the transaction of the reading. Each event of the intent is one step.
pub(crate) async fn read(
    tx: &mut Tx,
    checkout_id: &str,
    payment: &PaymentRow,
    events: &[PaymentEventRow],
    became: Option<StepKind>,
    now: i64,
) -> Result<(), DomainError> {
    for (at, event) in events.iter().enumerate() {
        let kind = match event.event_type.as_str() {
            "AuthChallenged" => StepKind::Challenged,
            "Declined" => StepKind::Declined,
            _ => continue,
        };
        let source = format!("{}#{at}", payment.payment_intent_id);
        let step = NewStep {
            kind,
            source: &source,
            staff_name: None,
            detail: None,
            happened_at: event.happened_at.unwrap_or(now),
        };
        phone_orders::add_step(tx, checkout_id, &step, now).await?;
    }
    if let Some(kind) = became {
        let step = NewStep {
            kind,
            source: "settled",
            staff_name: None,
            detail: None,
            happened_at: payment.paid_at.unwrap_or(now),
        };
        phone_orders::add_step(tx, checkout_id, &step, now).await?;
    }
    Ok(())
}

/// Remembers what a component said of a card that was not accepted: it chooses the words of the advice, and nothing else.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn not_accepted(
    app: &App,
    record: &CheckoutRecord,
    confirmation: &Confirmation,
    message: Option<&str>,
) -> Result<(), DomainError> {
    let said = confirmation.status_code.filter(|code| *code != 0);
    if record.origin.door != Door::Phone || said.is_none() {
        return Ok(());
    }
    let id: &CheckoutId = &record.id;
    let message = message.filter(|text| {
        shared::console::phone_orders::check_text(text, 200).is_ok() && !text.trim().is_empty()
    });
    let mut tx = app.store.begin().await?;
    phone_orders::set_said(&mut tx, id.as_str(), said, message).await?;
    Ok(tx.commit().await?)
}
