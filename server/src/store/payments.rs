//! The mirror of Dojo's payment intents. Rows are written from what a `GET` returned and from nothing else.

mod details;
mod history;
mod lease;
mod list;
mod mirror;
pub(crate) mod seed;
mod statement;
mod timeline;

use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};

use super::{LOCATION, Store, Tx};
use crate::DomainError;

pub(crate) use details::{NoteRow, add_note, count_receipt, document, notes, read_at};
pub(crate) use history::{DeedRow, deeds, webhooks};
pub(crate) use lease::{
    free, is_free, is_left_unknown, leave_unknown, left_unknown, next_left_unknown, occupy, release,
};
pub(crate) use list::{Filter, LineRow, List, Order, list, of_customer};
pub(crate) use mirror::{Mirrored, mirror};
pub(crate) use timeline::{events, returned_at};

/// An intent as a `GET` told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PaymentRow {
    pub(crate) payment_intent_id: String,
    pub(crate) status: String,
    pub(crate) status_rank: i64,
    pub(crate) capture_mode: String,
    /// `card`, `saved_card`, `wallet`, `phone`, `terminal`; absent until somebody pays.
    pub(crate) method: Option<String>,
    pub(crate) reference: String,
    pub(crate) description: Option<String>,
    pub(crate) customer_name: Option<String>,
    pub(crate) email_address: Option<String>,
    pub(crate) currency: String,
    pub(crate) amount: i64,
    pub(crate) tips_amount: i64,
    pub(crate) total_amount: i64,
    pub(crate) captured_amount: i64,
    pub(crate) refunded_amount: i64,
    pub(crate) transaction_id: Option<String>,
    pub(crate) auth_code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) card_type: Option<String>,
    pub(crate) card_funding_type: Option<String>,
    pub(crate) last_four: Option<String>,
    /// `MM/YY`
    pub(crate) card_expiry: Option<String>,
    pub(crate) avs_result: Option<String>,
    /// How many cards were declined.
    pub(crate) declines: i64,
    pub(crate) paid_at: Option<i64>,
    /// When it is cancelled by itself unless somebody pays.
    pub(crate) expire_at: Option<i64>,
    /// When an authorization ends by itself.
    pub(crate) lapses_at: Option<i64>,
    /// How: `Release` or `Capture`.
    pub(crate) lapses_to: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

impl PaymentRow {
    /// What went back to the shopper of what was captured.
    pub(crate) fn returned_amount(&self) -> i64 {
        returned_amount(&self.status, self.captured_amount, self.refunded_amount)
    }

    /// Whether money was taken and all of it went back.
    pub(crate) fn is_returned(&self) -> bool {
        self.captured_amount > 0 && self.returned_amount() >= self.captured_amount
    }
}

/// What went back of what was captured: refunded in parts, or all of it, a reversal being no refund at Dojo.
pub(crate) fn returned_amount(status: &str, captured_amount: i64, refunded_amount: i64) -> i64 {
    match status {
        "Refunded" | "Reversed" => captured_amount,
        _ => refunded_amount,
    }
}

/// What an intent belongs to here. One that was made elsewhere with the same key belongs to nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Belonging {
    pub(crate) attempt_id: Option<String>,
    pub(crate) checkout_id: Option<String>,
    /// `checkout`, `link`, `phone`, `hold`, `elsewhere`
    pub(crate) source: String,
    pub(crate) link_id: Option<String>,
    pub(crate) customer_id: Option<String>,
    pub(crate) staff_id: Option<String>,
    /// The reference as people know it.
    pub(crate) shown_reference: String,
}

/// A row of the mirror.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MirroredPayment {
    pub(crate) payment: PaymentRow,
    pub(crate) belonging: Belonging,
    /// Whether it was taken in before there was a search, and is to be read again.
    pub(crate) is_outdated: bool,
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

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT payment_intent_id, attempt_id, checkout_id, source, link_id, customer_id, staff_id, shown_reference,
                    status, status_rank, capture_mode, method, reference, description, customer_name, email_address,
                    currency, amount, tips_amount, total_amount, captured_amount, refunded_amount, transaction_id,
                    auth_code, message, card_type, card_funding_type, last_four, card_expiry, avs_result, declines, paid_at,
                    expire_at, lapses_at, lapses_to, dojo_created_at, dojo_updated_at,
                    CASE WHEN search_text IS NULL THEN 1 ELSE 0 END AS outdated
             FROM payments WHERE location_id = $1 AND ",
            $rest
        )
    };
}

/// The mirror of this intent.
pub(crate) async fn find(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Option<PaymentRow>, DomainError> {
    Ok(find_mirrored(store, payment_intent_id)
        .await?
        .map(|mirrored| mirrored.payment))
}

/// The mirror of this intent, and what it belongs to.
pub(crate) async fn find_mirrored(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Option<MirroredPayment>, DomainError> {
    fetch(store.read(), payment_intent_id).await
}

/// [`find_mirrored`], as it is to this transaction.
pub(crate) async fn find_within(
    tx: &mut Tx,
    payment_intent_id: &str,
) -> Result<Option<MirroredPayment>, DomainError> {
    fetch(&mut **tx, payment_intent_id).await
}

/// Holds the mirror's row for the rest of the transaction.
pub(crate) async fn lock(
    tx: &mut Tx,
    payment_intent_id: &str,
) -> Result<Option<MirroredPayment>, DomainError> {
    sqlx::query(
        "UPDATE payments SET read_at = read_at WHERE location_id = $1 AND payment_intent_id = $2",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .execute(&mut **tx)
    .await?;
    fetch(&mut **tx, payment_intent_id).await
}

async fn fetch<'e>(
    executor: impl Executor<'e, Database = Any>,
    payment_intent_id: &str,
) -> Result<Option<MirroredPayment>, DomainError> {
    sqlx::query(columns!("payment_intent_id = $2"))
        .bind(LOCATION)
        .bind(payment_intent_id)
        .fetch_optional(executor)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Some authorizations whose time was over by `until`: what became of them is to be asked. Any of them, so that those of which
/// Dojo cannot tell do not stand before the others for ever.
pub(crate) async fn lapsed(
    store: &Store,
    until: i64,
    limit: i64,
) -> Result<Vec<String>, DomainError> {
    sqlx::query(
        "SELECT payment_intent_id FROM payments WHERE location_id = $1 AND status = 'Authorized' AND lapses_at <= $2
         ORDER BY random() LIMIT $3",
    )
    .bind(LOCATION)
    .bind(until)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| Ok(row.try_get("payment_intent_id")?))
    .collect()
}

pub(super) fn read(row: &AnyRow) -> Result<MirroredPayment, DomainError> {
    let payment = PaymentRow {
        payment_intent_id: row.try_get("payment_intent_id")?,
        status: row.try_get("status")?,
        status_rank: row.try_get("status_rank")?,
        capture_mode: row.try_get("capture_mode")?,
        method: row.try_get("method")?,
        reference: row.try_get("reference")?,
        description: row.try_get("description")?,
        customer_name: row.try_get("customer_name")?,
        email_address: row.try_get("email_address")?,
        currency: row.try_get("currency")?,
        amount: row.try_get("amount")?,
        tips_amount: row.try_get("tips_amount")?,
        total_amount: row.try_get("total_amount")?,
        captured_amount: row.try_get("captured_amount")?,
        refunded_amount: row.try_get("refunded_amount")?,
        transaction_id: row.try_get("transaction_id")?,
        auth_code: row.try_get("auth_code")?,
        message: row.try_get("message")?,
        card_type: row.try_get("card_type")?,
        card_funding_type: row.try_get("card_funding_type")?,
        last_four: row.try_get("last_four")?,
        card_expiry: row.try_get("card_expiry")?,
        avs_result: row.try_get("avs_result")?,
        declines: row.try_get("declines")?,
        paid_at: row.try_get("paid_at")?,
        expire_at: row.try_get("expire_at")?,
        lapses_at: row.try_get("lapses_at")?,
        lapses_to: row.try_get("lapses_to")?,
        created_at: row.try_get("dojo_created_at")?,
        updated_at: row.try_get("dojo_updated_at")?,
    };
    Ok(MirroredPayment {
        belonging: Belonging {
            attempt_id: row.try_get("attempt_id")?,
            checkout_id: row.try_get("checkout_id")?,
            source: row.try_get("source")?,
            link_id: row.try_get("link_id")?,
            customer_id: row.try_get("customer_id")?,
            staff_id: row.try_get("staff_id")?,
            shown_reference: row.try_get("shown_reference")?,
        },
        is_outdated: row.try_get::<i64, _>("outdated")? == 1,
        payment,
    })
}
