//! The mirror of Dojo's payment intents. Rows are written from what a `GET` returned and from nothing else.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// An intent as a `GET` told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PaymentRow {
    pub(crate) payment_intent_id: String,
    pub(crate) status: String,
    pub(crate) status_rank: i64,
    pub(crate) capture_mode: String,
    pub(crate) reference: String,
    pub(crate) currency: String,
    pub(crate) amount: i64,
    pub(crate) tips_amount: i64,
    pub(crate) total_amount: i64,
    pub(crate) refunded_amount: i64,
    pub(crate) transaction_id: Option<String>,
    pub(crate) auth_code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) card_type: Option<String>,
    pub(crate) card_funding_type: Option<String>,
    pub(crate) last_four: Option<String>,
    pub(crate) avs_result: Option<String>,
    pub(crate) paid_at: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// One entry of an intent's `paymentEvents`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PaymentEventRow {
    pub(crate) event_type: String,
    pub(crate) transaction_id: Option<String>,
    pub(crate) happened_at: Option<i64>,
    pub(crate) auth_code: Option<String>,
    pub(crate) card_type: Option<String>,
    pub(crate) last_four: Option<String>,
}

/// Writes the mirror, unless it already shows something newer; `false` then. How far a payment went counts for more than
/// Dojo's times, and money that was taken for more than none: a capture is never passed over.
pub(crate) async fn mirror(
    tx: &mut Tx,
    attempt_id: &str,
    checkout_id: &str,
    payment: &PaymentRow,
    events: &[PaymentEventRow],
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO payments (payment_intent_id, location_id, attempt_id, checkout_id, status, status_rank, capture_mode,
           reference, currency, amount, tips_amount, total_amount, refunded_amount, transaction_id, auth_code, message,
           card_type, card_funding_type, last_four, avs_result, paid_at, dojo_created_at, dojo_updated_at, read_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                 $23, $24)
         ON CONFLICT (payment_intent_id) DO UPDATE SET
           status = excluded.status, status_rank = excluded.status_rank, currency = excluded.currency,
           amount = excluded.amount, tips_amount = excluded.tips_amount, total_amount = excluded.total_amount,
           refunded_amount = excluded.refunded_amount, transaction_id = excluded.transaction_id,
           auth_code = excluded.auth_code, message = excluded.message, card_type = excluded.card_type,
           card_funding_type = excluded.card_funding_type, last_four = excluded.last_four,
           avs_result = excluded.avs_result, paid_at = COALESCE(payments.paid_at, excluded.paid_at),
           dojo_updated_at = excluded.dojo_updated_at, read_at = excluded.read_at
         WHERE excluded.status_rank > payments.status_rank
           OR (excluded.status = 'Captured' AND payments.status = 'Canceled')
           OR (excluded.status_rank = payments.status_rank
               AND NOT (excluded.status = 'Canceled' AND payments.status = 'Captured')
               AND excluded.dojo_updated_at >= payments.dojo_updated_at)",
    )
    .bind(&payment.payment_intent_id)
    .bind(LOCATION)
    .bind(attempt_id)
    .bind(checkout_id)
    .bind(&payment.status)
    .bind(payment.status_rank)
    .bind(&payment.capture_mode)
    .bind(&payment.reference)
    .bind(&payment.currency)
    .bind(payment.amount)
    .bind(payment.tips_amount)
    .bind(payment.total_amount)
    .bind(payment.refunded_amount)
    .bind(payment.transaction_id.as_deref())
    .bind(payment.auth_code.as_deref())
    .bind(payment.message.as_deref())
    .bind(payment.card_type.as_deref())
    .bind(payment.card_funding_type.as_deref())
    .bind(payment.last_four.as_deref())
    .bind(payment.avs_result.as_deref())
    .bind(payment.paid_at)
    .bind(payment.created_at)
    .bind(payment.updated_at)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    for (position, event) in (0i64..).zip(events) {
        add_event(tx, &payment.payment_intent_id, position, event).await?;
    }
    Ok(true)
}

async fn add_event(
    tx: &mut Tx,
    payment_intent_id: &str,
    position: i64,
    event: &PaymentEventRow,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO payment_events (payment_intent_id, position, location_id, event_type, transaction_id, happened_at,
                                     auth_code, card_type, last_four)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(payment_intent_id)
    .bind(position)
    .bind(LOCATION)
    .bind(&event.event_type)
    .bind(event.transaction_id.as_deref())
    .bind(event.happened_at)
    .bind(event.auth_code.as_deref())
    .bind(event.card_type.as_deref())
    .bind(event.last_four.as_deref())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The mirror of this intent.
pub(crate) async fn find(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Option<PaymentRow>, DomainError> {
    sqlx::query(
        "SELECT payment_intent_id, status, status_rank, capture_mode, reference, currency, amount, tips_amount,
                total_amount, refunded_amount, transaction_id, auth_code, message, card_type, card_funding_type,
                last_four, avs_result, paid_at, dojo_created_at, dojo_updated_at
         FROM payments WHERE location_id = $1 AND payment_intent_id = $2",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_optional(store.read())
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

fn read(row: &AnyRow) -> Result<PaymentRow, DomainError> {
    Ok(PaymentRow {
        payment_intent_id: row.try_get("payment_intent_id")?,
        status: row.try_get("status")?,
        status_rank: row.try_get("status_rank")?,
        capture_mode: row.try_get("capture_mode")?,
        reference: row.try_get("reference")?,
        currency: row.try_get("currency")?,
        amount: row.try_get("amount")?,
        tips_amount: row.try_get("tips_amount")?,
        total_amount: row.try_get("total_amount")?,
        refunded_amount: row.try_get("refunded_amount")?,
        transaction_id: row.try_get("transaction_id")?,
        auth_code: row.try_get("auth_code")?,
        message: row.try_get("message")?,
        card_type: row.try_get("card_type")?,
        card_funding_type: row.try_get("card_funding_type")?,
        last_four: row.try_get("last_four")?,
        avs_result: row.try_get("avs_result")?,
        paid_at: row.try_get("paid_at")?,
        created_at: row.try_get("dojo_created_at")?,
        updated_at: row.try_get("dojo_updated_at")?,
    })
}
