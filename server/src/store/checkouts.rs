//! Checkouts: rows, and their guarded transitions.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::checkout::{AmountLimits, Collect, Decline, TipOptions};
use shared::{AttemptMethod, CheckoutId, CheckoutStatus, Currency, Money, Reference};
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};
use url::Url;

use super::{LOCATION, Store, Tx};
use crate::DomainError;
use crate::checkout::{CheckoutRecord, NewItemLine, NewTaxLine};

/// What the shop asked for and no statement looks into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Details {
    pub(crate) description: Option<String>,
    pub(crate) open_amount: Option<AmountLimits>,
    pub(crate) tip: Option<TipOptions>,
    pub(crate) item_lines: Vec<NewItemLine>,
    pub(crate) tax_lines: Vec<NewTaxLine>,
    pub(crate) collect: Collect,
    pub(crate) methods: Vec<AttemptMethod>,
    pub(crate) redirect_url: Option<Url>,
    #[serde(default)]
    pub(crate) cancel_url: Option<Url>,
    #[serde(default)]
    pub(crate) metadata: BTreeMap<String, String>,
}

/// What a checkout becomes once Dojo has confirmed that it cannot be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closing {
    Expired,
    Cancelled,
}

impl Closing {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How the row stands; waiting is no state of its own but one of the live attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoredStatus {
    Open,
    Paid,
    NeedsReview,
    Expired,
    Cancelled,
}

/// What a transition has to know of the row that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LockedCheckout {
    pub(crate) status: StoredStatus,
    pub(crate) closing: Option<Closing>,
    pub(crate) paid_intent_id: Option<String>,
}

/// Writes a new checkout.
pub(crate) async fn insert(
    tx: &mut Tx,
    record: &CheckoutRecord,
    details: &Details,
) -> Result<(), DomainError> {
    let details = serde_json::to_string(details)
        .map_err(|cause| DomainError::Internal(format!("details: {cause}")))?;
    sqlx::query(
        "INSERT INTO checkouts (id, location_id, status, reference, currency, amount, details, customer_id,
                                created_at, updated_at, expire_at)
         VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $8, $9)",
    )
    .bind(record.id.as_str())
    .bind(LOCATION)
    .bind(record.reference.as_str())
    .bind(record.amount.currency_code.code())
    .bind(record.amount.value)
    .bind(details)
    .bind(record.customer_id.as_deref())
    .bind(record.created_at.as_millisecond())
    .bind(record.expire_at.as_millisecond())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The checkout of this id.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &CheckoutId,
) -> Result<Option<CheckoutRecord>, DomainError> {
    sqlx::query(
        "SELECT c.id, c.status, c.closing, c.reference, c.currency, c.amount, c.tips_amount, c.details, c.customer_id,
                c.paid_intent_id, c.paid_at, c.created_at, c.expire_at,
                (SELECT a.last_decline FROM attempts a WHERE a.checkout_id = c.id
                 ORDER BY a.created_at DESC, a.id DESC LIMIT 1) AS last_decline,
                (SELECT COUNT(*) FROM attempts a WHERE a.checkout_id = c.id
                 AND a.status IN ('creating', 'open', 'closing')) AS live,
                (SELECT COUNT(*) FROM attempts a WHERE a.checkout_id = c.id
                 AND a.status IN ('creating', 'open', 'closing') AND a.waiting_since IS NOT NULL) AS waiting
         FROM checkouts c WHERE c.location_id = $1 AND c.id = $2",
    )
    .bind(LOCATION)
    .bind(id.as_str())
    .fetch_optional(executor)
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

fn read(row: &AnyRow) -> Result<CheckoutRecord, DomainError> {
    let currency = currency(&row.try_get::<String, _>("currency")?)?;
    let details: String = row.try_get("details")?;
    let details: Details = serde_json::from_str(&details).map_err(malformed)?;
    let closing = closing(row.try_get::<Option<String>, _>("closing")?.as_deref())?;
    let waiting: i64 = row.try_get("waiting")?;
    let live: i64 = row.try_get("live")?;
    let status = match stored_status(&row.try_get::<String, _>("status")?)? {
        StoredStatus::Open if closing.is_some() || waiting > 0 => CheckoutStatus::Waiting,
        StoredStatus::Open => CheckoutStatus::Open,
        StoredStatus::Paid => CheckoutStatus::Paid,
        StoredStatus::NeedsReview => CheckoutStatus::NeedsReview,
        StoredStatus::Expired => CheckoutStatus::Expired,
        StoredStatus::Cancelled => CheckoutStatus::Cancelled,
    };
    let tips: Option<i64> = row.try_get("tips_amount")?;
    let paid_at: Option<i64> = row.try_get("paid_at")?;
    let id: String = row.try_get("id")?;
    let reference: String = row.try_get("reference")?;
    Ok(CheckoutRecord {
        id: CheckoutId::try_from(id).map_err(malformed)?,
        status,
        reference: Reference::try_from(reference).map_err(malformed)?,
        description: details.description,
        amount: Money::new(row.try_get("amount")?, currency),
        tips_amount: tips.map(|tips| Money::new(tips, currency)),
        open_amount: details.open_amount,
        tip: details.tip,
        item_lines: details.item_lines,
        tax_lines: details.tax_lines,
        collect: details.collect,
        methods: details.methods,
        customer_id: row.try_get("customer_id")?,
        redirect_url: details.redirect_url,
        cancel_url: details.cancel_url,
        metadata: details.metadata,
        decline: decline(row.try_get::<Option<String>, _>("last_decline")?.as_deref()),
        created_at: timestamp(row.try_get("created_at")?)?,
        expire_at: timestamp(row.try_get("expire_at")?)?,
        paid_at: paid_at.map(timestamp).transpose()?,
        paid_intent_id: row.try_get("paid_intent_id")?,
        closing,
        has_live_attempt: live > 0,
    })
}

/// Holds the row for the rest of the transaction. Every transaction that touches a checkout begins with this.
pub(crate) async fn lock(
    tx: &mut Tx,
    id: &str,
    now: i64,
) -> Result<Option<LockedCheckout>, DomainError> {
    let row = sqlx::query(
        "UPDATE checkouts SET updated_at = $3 WHERE location_id = $1 AND id = $2
         RETURNING status, closing, paid_intent_id",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        Ok(LockedCheckout {
            status: stored_status(&row.try_get::<String, _>("status")?)?,
            closing: closing(row.try_get::<Option<String>, _>("closing")?.as_deref())?,
            paid_intent_id: row.try_get("paid_intent_id")?,
        })
    })
    .transpose()
}

/// What a payment made of the checkout.
#[derive(Clone, Debug)]
pub(crate) struct Settlement<'a> {
    pub(crate) needs_review: bool,
    pub(crate) payment_intent_id: &'a str,
    pub(crate) paid_at: i64,
    pub(crate) amount: i64,
    pub(crate) tips_amount: Option<i64>,
}

/// `open` (or, with something to review, `expired` and `cancelled`) → `paid` or `needs_review`.
pub(crate) async fn settle(
    tx: &mut Tx,
    id: &str,
    settlement: &Settlement<'_>,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE checkouts SET status = $3, closing = NULL, paid_intent_id = $4, paid_at = $5, amount = $6,
                              tips_amount = $7, updated_at = $8
         WHERE location_id = $1 AND id = $2 AND paid_intent_id IS NULL
           AND (status = 'open' OR ($3 = 'needs_review' AND status IN ('expired', 'cancelled')))",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(if settlement.needs_review { "needs_review" } else { "paid" })
    .bind(settlement.payment_intent_id)
    .bind(settlement.paid_at)
    .bind(settlement.amount)
    .bind(settlement.tips_amount)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Remembers that an open checkout is to be closed. A withdrawal outranks an expiry.
pub(crate) async fn request_closing(
    tx: &mut Tx,
    id: &str,
    closing: Closing,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE checkouts SET closing = $3, updated_at = $4
         WHERE location_id = $1 AND id = $2 AND status = 'open' AND (closing IS NULL OR closing = 'expired')",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(closing.as_str())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `open` and `closing` → what it is closing to, unless an attempt is still live.
pub(crate) async fn finish_closing(tx: &mut Tx, id: &str, now: i64) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE checkouts SET status = closing, closing = NULL, updated_at = $3
         WHERE location_id = $1 AND id = $2 AND status = 'open' AND closing IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.checkout_id = checkouts.id
                           AND a.status IN ('creating', 'open', 'closing'))",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Remembers the amounts chosen by the shopper.
pub(crate) async fn set_amounts(
    tx: &mut Tx,
    id: &str,
    amount: i64,
    tips_amount: Option<i64>,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE checkouts SET amount = $3, tips_amount = $4, updated_at = $5
         WHERE location_id = $1 AND id = $2 AND status = 'open'",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(amount)
    .bind(tips_amount)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Counts a receipt; `false` if `most` were sent.
pub(crate) async fn count_receipt(
    store: &Store,
    id: &CheckoutId,
    most: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE checkouts SET receipts_sent = receipts_sent + 1
         WHERE location_id = $1 AND id = $2 AND receipts_sent < $3",
    )
    .bind(LOCATION)
    .bind(id.as_str())
    .bind(most)
    .execute(store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Open checkouts that are overdue or on their way to being closed, those first that were not touched for longest.
pub(crate) async fn to_be_closed(
    store: &Store,
    now: i64,
    limit: i64,
) -> Result<Vec<CheckoutId>, DomainError> {
    sqlx::query(
        "SELECT id FROM checkouts WHERE location_id = $1 AND id IN
           (SELECT id FROM checkouts WHERE status = 'open' AND expire_at <= $2
            UNION SELECT id FROM checkouts WHERE closing IS NOT NULL)
         ORDER BY updated_at LIMIT $3",
    )
    .bind(LOCATION)
    .bind(now)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| CheckoutId::try_from(row.try_get::<String, _>("id")?).map_err(malformed))
    .collect()
}

/// When the next open checkout is to be closed; 0 if one is on its way.
pub(crate) async fn next_to_be_closed(store: &Store) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM checkouts WHERE closing IS NOT NULL) THEN 0
                     ELSE (SELECT MIN(expire_at) FROM checkouts WHERE status = 'open') END AS due",
    )
    .fetch_one(store.read())
    .await?;
    Ok(row.try_get("due")?)
}

pub(super) fn malformed(cause: impl std::fmt::Display) -> DomainError {
    DomainError::Internal(format!("a row cannot be read: {cause}"))
}

pub(super) fn currency(code: &str) -> Result<Currency, DomainError> {
    Currency::try_from(code).map_err(malformed)
}

pub(super) fn timestamp(milliseconds: i64) -> Result<Timestamp, DomainError> {
    Timestamp::from_millisecond(milliseconds).map_err(malformed)
}

pub(super) fn decline(text: Option<&str>) -> Option<Decline> {
    match text {
        Some("declined") => Some(Decline::Declined),
        Some("authentication_failed") => Some(Decline::AuthenticationFailed),
        _ => None,
    }
}

fn closing(text: Option<&str>) -> Result<Option<Closing>, DomainError> {
    match text {
        None => Ok(None),
        Some("expired") => Ok(Some(Closing::Expired)),
        Some("cancelled") => Ok(Some(Closing::Cancelled)),
        Some(other) => Err(malformed(other)),
    }
}

fn stored_status(text: &str) -> Result<StoredStatus, DomainError> {
    Ok(match text {
        "open" => StoredStatus::Open,
        "paid" => StoredStatus::Paid,
        "needs_review" => StoredStatus::NeedsReview,
        "expired" => StoredStatus::Expired,
        "cancelled" => StoredStatus::Cancelled,
        other => return Err(malformed(other)),
    })
}
