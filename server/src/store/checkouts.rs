//! Checkouts as rows.

mod due;
mod standing;
mod steps;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::checkout::{AmountLimits, Collect, Decline, TipOptions};
use shared::{AttemptMethod, CheckoutId, Currency, Money, Reference};
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};
use url::Url;

use super::LOCATION;
use crate::DomainError;
use crate::checkout::{CheckoutRecord, Door, NewItemLine, NewTaxLine, Origin};

pub(crate) use due::{next_to_be_closed, put_back, to_be_closed};
pub(crate) use standing::{status, status_columns};
pub(crate) use steps::{
    LockedCheckout, Settlement, count_receipt, finish_closing, insert, lock, note_capture,
    request_closing, set_amounts, settle,
};

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

/// The checkout of this id.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &CheckoutId,
) -> Result<Option<CheckoutRecord>, DomainError> {
    sqlx::query(concat!(
        "SELECT c.id, c.reference, c.currency, c.amount, c.tips_amount, c.details, c.customer_id,
                c.paid_intent_id, c.authorized_at, c.paid_at, c.created_at, c.expire_at, c.door, c.link_id, c.staff_id, c.capture_mode,
                (SELECT a.last_decline FROM attempts a WHERE a.checkout_id = c.id
                 ORDER BY a.created_at DESC, a.id DESC LIMIT 1) AS last_decline,
                (SELECT COUNT(*) FROM attempts a WHERE a.checkout_id = c.id
                 AND a.status IN ('creating', 'open', 'closing')) AS live, ",
        status_columns!(),
        " FROM checkouts c WHERE c.location_id = $1 AND c.id = $2",
    ))
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
    let live: i64 = row.try_get("live")?;
    let tips: Option<i64> = row.try_get("tips_amount")?;
    let authorized_at: Option<i64> = row.try_get("authorized_at")?;
    let paid_at: Option<i64> = row.try_get("paid_at")?;
    let id: String = row.try_get("id")?;
    let reference: String = row.try_get("reference")?;
    Ok(CheckoutRecord {
        id: CheckoutId::try_from(id).map_err(malformed)?,
        status: status(row)?,
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
        decline: decline(row)?,
        created_at: timestamp(row.try_get("created_at")?)?,
        expire_at: timestamp(row.try_get("expire_at")?)?,
        authorized_at: authorized_at.map(timestamp).transpose()?,
        paid_at: paid_at.map(timestamp).transpose()?,
        paid_intent_id: row.try_get("paid_intent_id")?,
        closing,
        has_live_attempt: live > 0,
        origin: origin(row)?,
    })
}

fn origin(row: &AnyRow) -> Result<Origin, DomainError> {
    // Checkouts of before there were other doors name none.
    let door = match row.try_get::<Option<String>, _>("door")? {
        None => Door::Checkout,
        Some(name) => Door::named(&name).ok_or_else(|| malformed(name))?,
    };
    Ok(Origin {
        door,
        link_id: row.try_get("link_id")?,
        staff_id: row.try_get("staff_id")?,
        capture_later: row.try_get::<Option<String>, _>("capture_mode")?.as_deref()
            == Some("Manual"),
    })
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

/// `last_decline` of a checkout's or an attempt's row.
pub(super) fn decline(row: &AnyRow) -> Result<Option<Decline>, DomainError> {
    Ok(match row.try_get::<Option<&str>, _>("last_decline")? {
        None => None,
        Some("declined") => Some(Decline::Declined),
        Some("authentication_failed") => Some(Decline::AuthenticationFailed),
        Some(other) => {
            let id: String = row.try_get("id")?;
            return Err(malformed(format!("last_decline {other} of {id}")));
        }
    })
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
