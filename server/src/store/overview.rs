//! What was taken when, by quarters of an hour: every time zone's midnight begins one, so that days can be made of them.

use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{LOCATION, Store};
use crate::DomainError;

/// A quarter of an hour, in milliseconds.
const QUARTER: i64 = 15 * 60 * 1000;

/// Payments of one currency and method that were made in one quarter of an hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quarter {
    pub(crate) from: i64,
    pub(crate) currency: String,
    pub(crate) method: Option<String>,
    /// Approved: taken, or only authorized.
    pub(crate) paid: i64,
    /// Taken.
    pub(crate) count: i64,
    pub(crate) taken: i64,
    pub(crate) given_back: i64,
}

/// Payments that were tried in one quarter of an hour for the last time, and never made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Declined {
    pub(crate) from: i64,
    pub(crate) payments: i64,
}

/// What was taken in `from..until`. An index holds all that is read here.
pub(crate) async fn taken(
    store: &Store,
    from: i64,
    until: i64,
) -> Result<Vec<Quarter>, DomainError> {
    sqlx::query(
        "SELECT paid_at / 900000 AS quarter, currency, method, COUNT(*) AS paid,
                COUNT(CASE WHEN captured_amount > 0 THEN 1 END) AS taken_count,
                CAST(SUM(captured_amount) AS BIGINT) AS taken,
                CAST(SUM(CASE WHEN status = 'Reversed' THEN captured_amount ELSE refunded_amount END) AS BIGINT)
                  AS given_back
         FROM payments WHERE location_id = $1 AND paid_at >= $2 AND paid_at < $3
         GROUP BY paid_at / 900000, currency, method",
    )
    .bind(LOCATION)
    .bind(from)
    .bind(until)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(quarter)
    .collect()
}

fn quarter(row: &AnyRow) -> Result<Quarter, DomainError> {
    let quarter: i64 = row.try_get("quarter")?;
    Ok(Quarter {
        from: quarter * QUARTER,
        currency: row.try_get("currency")?,
        method: row.try_get("method")?,
        paid: row.try_get("paid")?,
        count: row.try_get("taken_count")?,
        taken: row.try_get("taken")?,
        given_back: row.try_get("given_back")?,
    })
}

/// What was declined in `from..until` and is not paid. However often a payment was tried, it counts once.
pub(crate) async fn declined(
    store: &Store,
    from: i64,
    until: i64,
) -> Result<Vec<Declined>, DomainError> {
    sqlx::query(
        "SELECT last_at / 900000 AS quarter, COUNT(*) AS payments FROM
           (SELECT e.payment_intent_id, MAX(e.happened_at) AS last_at
            FROM payment_events e JOIN payments p ON p.payment_intent_id = e.payment_intent_id
            WHERE e.location_id = $1 AND e.event_type = 'Declined' AND e.happened_at >= $2 AND e.happened_at < $3
              AND p.paid_at IS NULL
            GROUP BY e.payment_intent_id) AS unpaid
         GROUP BY last_at / 900000",
    )
    .bind(LOCATION)
    .bind(from)
    .bind(until)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        let quarter: i64 = row.try_get("quarter")?;
        Ok(Declined {
            from: quarter * QUARTER,
            payments: row.try_get("payments")?,
        })
    })
    .collect()
}
