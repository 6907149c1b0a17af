//! The guarded steps of a checkout. Each tells by the row count whether it was taken.

use shared::CheckoutId;
use sqlx::Row;

use super::super::{LOCATION, Store, Tx, phone_orders};
use super::{Closing, Details, StoredStatus, closing, stored_status};
use crate::DomainError;
use crate::checkout::CheckoutRecord;

/// What a transition has to know of the row that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LockedCheckout {
    pub(crate) status: StoredStatus,
    pub(crate) closing: Option<Closing>,
    pub(crate) paid_intent_id: Option<String>,
    pub(crate) customer_id: Option<String>,
    pub(crate) reference: String,
    pub(crate) door: Option<String>,
    pub(crate) link_id: Option<String>,
    pub(crate) staff_id: Option<String>,
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
                                created_at, updated_at, expire_at, door, link_id, staff_id, capture_mode)
         VALUES ($1, $2, 'open', $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13)",
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
    .bind(record.origin.door.as_str())
    .bind(record.origin.link_id.as_deref())
    .bind(record.origin.staff_id.as_deref())
    .bind(record.origin.capture_later.then_some("Manual"))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Holds the row for the rest of the transaction. Every transaction that touches a checkout begins with this.
pub(crate) async fn lock(
    tx: &mut Tx,
    id: &str,
    now: i64,
) -> Result<Option<LockedCheckout>, DomainError> {
    let row = sqlx::query(
        "UPDATE checkouts SET updated_at = $3 WHERE location_id = $1 AND id = $2
         RETURNING status, closing, paid_intent_id, customer_id, reference, door, link_id, staff_id",
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
            customer_id: row.try_get("customer_id")?,
            reference: row.try_get("reference")?,
            door: row.try_get("door")?,
            link_id: row.try_get("link_id")?,
            staff_id: row.try_get("staff_id")?,
        })
    })
    .transpose()
}

/// What a payment made of the checkout.
#[derive(Clone, Debug)]
pub(crate) struct Settlement<'a> {
    pub(crate) needs_review: bool,
    pub(crate) payment_intent_id: &'a str,
    /// When the bank began to hold what is captured later.
    pub(crate) authorized_at: Option<i64>,
    /// When it was captured; absent while it is only held.
    pub(crate) paid_at: Option<i64>,
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
        "UPDATE checkouts SET status = $3, closing = NULL, paid_intent_id = $4, authorized_at = $5, paid_at = $6,
                              amount = $7, tips_amount = $8, updated_at = $9
         WHERE location_id = $1 AND id = $2 AND paid_intent_id IS NULL
           AND (status = 'open' OR ($3 = 'needs_review' AND status IN ('expired', 'cancelled')))",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(if settlement.needs_review { "needs_review" } else { "paid" })
    .bind(settlement.payment_intent_id)
    .bind(settlement.authorized_at)
    .bind(settlement.paid_at)
    .bind(settlement.amount)
    .bind(settlement.tips_amount)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What was only held by the intent that settled the checkout is captured, all or a part of it; `false` if that was known.
pub(crate) async fn note_capture(
    tx: &mut Tx,
    id: &str,
    payment_intent_id: &str,
    paid_at: i64,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE checkouts SET paid_at = $4, updated_at = $5
         WHERE location_id = $1 AND id = $2 AND paid_intent_id = $3 AND paid_at IS NULL",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(payment_intent_id)
    .bind(paid_at)
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
    let closed = done.rows_affected() == 1;
    if closed {
        phone_orders::note_closed(tx, id, now).await?;
    }
    Ok(closed)
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
