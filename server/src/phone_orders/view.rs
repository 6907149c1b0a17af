//! A phone order as the console shows it.

use shared::console::phone_orders::{PhoneOrder, PhonePayment, Refused, Way};
use shared::{CheckoutId, CheckoutStatus, Currency, Money};

use super::get;
use crate::DomainError;
use crate::app::App;
use crate::checkout::{self, CheckoutRecord, NewItemLine};
use crate::store::attempts;
use crate::store::payments::{self, PaymentRow};
use crate::store::phone_orders::{self, PhoneOrderRow};

/// An order that somebody has looked at within this time (milliseconds) is being watched.
const WATCHED: i64 = 15 * 60 * 1000;

/// That it is being watched is written down no more often than this (milliseconds).
const WATCH_AGAIN: i64 = 60 * 1000;

/// [`view`], for somebody who looks at the order: from now on its intent is looked at every other second.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn look(app: &App, id: &CheckoutId) -> Result<PhoneOrder, DomainError> {
    let (record, row) = get(app, id).await?;
    let now = app.clock.now_ms();
    if !record.status.is_final() && row.watched_until < now + WATCHED - WATCH_AGAIN {
        phone_orders::watch(&app.store, id.as_str(), now + WATCHED).await?;
        if let Some(attempt) = attempts::live(app.store.read(), id.as_str()).await? {
            attempts::schedule_poll(&app.store, &attempt.id, now + 2_000).await?;
            app.wake.reconciler.notify_one();
        }
    }
    shown(app, record, row).await
}

/// The order as it stands.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn view(app: &App, id: &CheckoutId) -> Result<PhoneOrder, DomainError> {
    let (record, row) = get(app, id).await?;
    shown(app, record, row).await
}

async fn shown(
    app: &App,
    record: CheckoutRecord,
    row: PhoneOrderRow,
) -> Result<PhoneOrder, DomainError> {
    // Expiry is carried out if it is due.
    let status = checkout::view(app, &record).await?.status;
    let steps = phone_orders::steps(&app.store, record.id.as_str()).await?;
    let payment = match &record.paid_intent_id {
        Some(intent_id) => payments::find(&app.store, intent_id).await?,
        None => None,
    };
    let payment = payment.map(|payment| paid(&record, payment)).transpose()?;
    Ok(PhoneOrder {
        refused: refused(status, &record, &row),
        id: record.id,
        status,
        way: row.way,
        reference: record.reference,
        amount: record.amount,
        caller: row.caller,
        note: row.note,
        item_lines: record.item_lines.into_iter().map(line).collect(),
        staff_name: row.staff_name,
        created_at: row.created_at,
        steps,
        payment,
    })
}

fn refused(
    status: CheckoutStatus,
    record: &CheckoutRecord,
    row: &PhoneOrderRow,
) -> Option<Refused> {
    let status_code = row.status_code.and_then(|code| i32::try_from(code).ok());
    let was = record.decline.is_some() || status_code.is_some();
    (status == CheckoutStatus::Open && row.way != Way::Undecided && was).then(|| Refused {
        decline: record.decline,
        status_code,
        message: row.message.clone(),
    })
}

fn paid(record: &CheckoutRecord, payment: PaymentRow) -> Result<PhonePayment, DomainError> {
    let currency = Currency::try_from(payment.currency.as_str())
        .map_err(|cause| DomainError::Internal(format!("{}: {cause}", payment.currency)))?;
    Ok(PhonePayment {
        payment_intent_id: payment.payment_intent_id,
        total_amount: Money::new(payment.total_amount, currency),
        card_type: payment.card_type,
        last_four: payment.last_four,
        auth_code: payment.auth_code,
        avs_result: payment.avs_result,
        paid_at: record.paid_at.unwrap_or(record.created_at).as_millisecond(),
    })
}

fn line(line: NewItemLine) -> shared::console::phone_orders::ItemLine {
    shared::console::phone_orders::ItemLine {
        name: line.name,
        quantity: line.quantity,
        amount_total: line.amount_total,
    }
}
