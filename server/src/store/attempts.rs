//! Attempts: one Dojo payment intent each, at most one of them live per checkout.

use shared::Currency;
mod reading;
mod schedule;
mod steps;

use shared::checkout::Decline;
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};

use super::checkouts::{currency, decline, malformed};
use super::{LOCATION, Store};
use crate::DomainError;

pub(crate) use reading::{Progress, Reading, record_reading};
pub(crate) use schedule::{claim_due, next_due, release, schedule_poll, set_next_poll};
pub(crate) use steps::{
    NewAttempt, abandon, adopt, begin_closing, drop_pending_amounts, end_missing, insert,
    mark_waiting, set_pending_amounts, set_secret_events, settle_amounts,
};

/// How an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttemptStatus {
    /// Committed here; its intent perhaps made at Dojo, never shown to a shopper.
    Creating,
    /// Its intent is known and may be shown.
    Open,
    /// Its intent is being cancelled at Dojo.
    Closing,
    /// Paid, or authorized to be captured later, as Dojo confirmed.
    Settled,
    /// Cancelled, as Dojo confirmed.
    Cancelled,
    /// Dojo had no such intent.
    Abandoned,
}

/// One attempt to have a checkout paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AttemptRow {
    pub(crate) id: String,
    pub(crate) checkout_id: String,
    pub(crate) status: AttemptStatus,
    pub(crate) reference: String,
    pub(crate) payment_intent_id: Option<String>,
    pub(crate) currency: Currency,
    pub(crate) amount: i64,
    pub(crate) tips_amount: i64,
    pub(crate) pending_amount: Option<i64>,
    pub(crate) pending_tips_amount: Option<i64>,
    pub(crate) saved_card_id: Option<String>,
    pub(crate) secret_events: i64,
    pub(crate) last_decline: Option<Decline>,
    pub(crate) waiting_since: Option<i64>,
    pub(crate) waiting_until: Option<i64>,
    pub(crate) polls: i64,
    pub(crate) created_at: i64,
    /// Staff key the card: the intent is shown to nobody else.
    pub(crate) keyed: bool,
}

impl AttemptRow {
    /// Whether it keeps the checkout from having another one.
    pub(crate) fn is_live(&self) -> bool {
        matches!(
            self.status,
            AttemptStatus::Creating | AttemptStatus::Open | AttemptStatus::Closing
        )
    }
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, checkout_id, status, reference, payment_intent_id, currency, amount, tips_amount, pending_amount,
                    pending_tips_amount, saved_card_id, secret_events, last_decline, waiting_since, waiting_until, polls,
                    created_at, keyed
             FROM attempts WHERE location_id = $1 AND ",
            $rest
        )
    };
}

/// The attempt that keeps the checkout from having another one.
pub(crate) async fn live<'e>(
    executor: impl Executor<'e, Database = Any>,
    checkout_id: &str,
) -> Result<Option<AttemptRow>, DomainError> {
    one(
        executor,
        columns!("checkout_id = $2 AND status IN ('creating', 'open', 'closing')"),
        checkout_id,
    )
    .await
}

/// The attempt of this id.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
) -> Result<Option<AttemptRow>, DomainError> {
    one(executor, columns!("id = $2"), id).await
}

/// The attempt whose intent this is.
pub(crate) async fn by_intent<'e>(
    executor: impl Executor<'e, Database = Any>,
    payment_intent_id: &str,
) -> Result<Option<AttemptRow>, DomainError> {
    one(
        executor,
        columns!("payment_intent_id = $2"),
        payment_intent_id,
    )
    .await
}

/// The attempt that gave this reference to its intent.
pub(crate) async fn by_reference<'e>(
    executor: impl Executor<'e, Database = Any>,
    reference: &str,
) -> Result<Option<AttemptRow>, DomainError> {
    one(executor, columns!("reference = $2"), reference).await
}

async fn one<'e>(
    executor: impl Executor<'e, Database = Any>,
    sql: &'static str,
    key: &str,
) -> Result<Option<AttemptRow>, DomainError> {
    sqlx::query(sql)
        .bind(LOCATION)
        .bind(key)
        .fetch_optional(executor)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// How many cards were declined on this checkout, over all of its attempts.
pub(crate) async fn count_declines(store: &Store, checkout_id: &str) -> Result<i64, DomainError> {
    let row = sqlx::query(
        "SELECT CAST(COALESCE(SUM(declines), 0) AS BIGINT) AS declines FROM attempts
         WHERE location_id = $1 AND checkout_id = $2",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .fetch_one(store.write())
    .await?;
    Ok(row.try_get("declines")?)
}

fn read(row: &AnyRow) -> Result<AttemptRow, DomainError> {
    Ok(AttemptRow {
        id: row.try_get("id")?,
        checkout_id: row.try_get("checkout_id")?,
        status: status(&row.try_get::<String, _>("status")?)?,
        reference: row.try_get("reference")?,
        payment_intent_id: row.try_get("payment_intent_id")?,
        currency: currency(&row.try_get::<String, _>("currency")?)?,
        amount: row.try_get("amount")?,
        tips_amount: row.try_get("tips_amount")?,
        pending_amount: row.try_get("pending_amount")?,
        pending_tips_amount: row.try_get("pending_tips_amount")?,
        saved_card_id: row.try_get("saved_card_id")?,
        secret_events: row.try_get("secret_events")?,
        last_decline: decline(row)?,
        waiting_since: row.try_get("waiting_since")?,
        waiting_until: row.try_get("waiting_until")?,
        polls: row.try_get("polls")?,
        created_at: row.try_get("created_at")?,
        keyed: row.try_get::<i64, _>("keyed")? != 0,
    })
}

fn status(text: &str) -> Result<AttemptStatus, DomainError> {
    Ok(match text {
        "creating" => AttemptStatus::Creating,
        "open" => AttemptStatus::Open,
        "closing" => AttemptStatus::Closing,
        "settled" => AttemptStatus::Settled,
        "cancelled" => AttemptStatus::Cancelled,
        "abandoned" => AttemptStatus::Abandoned,
        other => return Err(malformed(other)),
    })
}
