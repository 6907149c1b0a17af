//! Money on its way back to shoppers. A row reserves its amount until the mirror shows it, or it came to nothing.

mod steps;

use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};

use super::{LOCATION, Store};
use crate::DomainError;

pub(crate) use steps::{Change, claim, insert, next_due, release, set_status};

/// A refund, or the reversal of a whole payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RefundRow {
    pub(crate) id: String,
    pub(crate) payment_intent_id: String,
    pub(crate) is_reversal: bool,
    pub(crate) status: RefundStep,
    pub(crate) currency: String,
    pub(crate) amount: i64,
    pub(crate) reason: Option<String>,
    pub(crate) notes: Option<String>,
    pub(crate) idempotency_key: String,
    pub(crate) dojo_refund_id: Option<String>,
    pub(crate) requested_by: String,
    pub(crate) requested_by_name: String,
    pub(crate) requested_at: i64,
    pub(crate) decided_by: Option<String>,
    pub(crate) decided_by_name: Option<String>,
    pub(crate) decided_at: Option<i64>,
    /// When Dojo was first asked.
    pub(crate) first_sent_at: Option<i64>,
    /// What the payment showed as refunded then, in minor units.
    pub(crate) refunded_before: i64,
    /// When Dojo said yes.
    pub(crate) accepted_at: Option<i64>,
    pub(crate) tries: i64,
    pub(crate) last_error: Option<String>,
    pub(crate) settled_at: Option<i64>,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefundStep {
    AwaitingApproval,
    Sending,
    Unknown,
    Accepted,
    Done,
    Refused,
    Rejected,
}

impl RefundStep {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingApproval => "awaiting_approval",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Accepted => "accepted",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Rejected => "rejected",
        }
    }

    fn named(name: &str) -> Result<Self, DomainError> {
        [
            Self::AwaitingApproval,
            Self::Sending,
            Self::Unknown,
            Self::Accepted,
            Self::Done,
            Self::Refused,
            Self::Rejected,
        ]
        .into_iter()
        .find(|step| step.as_str() == name)
        .ok_or_else(|| DomainError::Internal(format!("a refund cannot be {name}")))
    }

    /// Whether its amount is reserved.
    pub(crate) fn reserves(self) -> bool {
        match self {
            Self::AwaitingApproval | Self::Sending | Self::Unknown | Self::Accepted => true,
            Self::Done | Self::Refused | Self::Rejected => false,
        }
    }
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "id, payment_intent_id, kind, status, currency, amount, reason, notes, idempotency_key, dojo_refund_id, \
         requested_by, requested_by_name, requested_at, decided_by, decided_by_name, decided_at, first_sent_at, \
         refunded_before, accepted_at, tries, last_error, settled_at"
    };
}
use columns;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " FROM refunds WHERE location_id = $1 AND ",
            $rest
        )
    };
}

/// Every refund and reversal of a payment, the newest first.
pub(crate) async fn of_payment<'e>(
    executor: impl Executor<'e, Database = Any>,
    payment_intent_id: &str,
) -> Result<Vec<RefundRow>, DomainError> {
    sqlx::query(select!(
        "payment_intent_id = $2 ORDER BY requested_at DESC, id DESC"
    ))
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_all(executor)
    .await?
    .iter()
    .map(read)
    .collect()
}

/// The refund of this id.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
) -> Result<Option<RefundRow>, DomainError> {
    sqlx::query(select!("id = $2"))
        .bind(LOCATION)
        .bind(id)
        .fetch_optional(executor)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Refunds that wait for a second person, and those whose outcome is not known: what somebody should look at.
pub(crate) async fn needing_attention(
    store: &Store,
    limit: i64,
) -> Result<Vec<RefundRow>, DomainError> {
    sqlx::query(select!(
        "status IN ('awaiting_approval', 'unknown') ORDER BY requested_at, id LIMIT $2"
    ))
    .bind(LOCATION)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &AnyRow) -> Result<RefundRow, DomainError> {
    Ok(RefundRow {
        id: row.try_get("id")?,
        payment_intent_id: row.try_get("payment_intent_id")?,
        is_reversal: row.try_get::<String, _>("kind")? == "reversal",
        status: RefundStep::named(&row.try_get::<String, _>("status")?)?,
        currency: row.try_get("currency")?,
        amount: row.try_get("amount")?,
        reason: row.try_get("reason")?,
        notes: row.try_get("notes")?,
        idempotency_key: row.try_get("idempotency_key")?,
        dojo_refund_id: row.try_get("dojo_refund_id")?,
        requested_by: row.try_get("requested_by")?,
        requested_by_name: row.try_get("requested_by_name")?,
        requested_at: row.try_get("requested_at")?,
        decided_by: row.try_get("decided_by")?,
        decided_by_name: row.try_get("decided_by_name")?,
        decided_at: row.try_get("decided_at")?,
        first_sent_at: row.try_get("first_sent_at")?,
        refunded_before: row.try_get("refunded_before")?,
        accepted_at: row.try_get("accepted_at")?,
        tries: row.try_get("tries")?,
        last_error: row.try_get("last_error")?,
        settled_at: row.try_get("settled_at")?,
    })
}
