//! The checkouts that a link has opened, and for whom.

use shared::console::links::{LinkHistory, LinkVisit};
use shared::{CheckoutId, Money};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::checkouts::{currency, malformed, status, status_columns};
use super::super::{LOCATION, Store, Tx};
use crate::DomainError;

/// A checkout of a link that nobody has paid yet and that is not closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenCheckout {
    pub(crate) id: CheckoutId,
    /// It is being closed, or overdue: nobody may be sent to it any more, and somebody may still be paying it.
    pub(crate) ending: bool,
}

/// The open checkouts of a link that is held.
pub(crate) async fn open_checkouts(
    tx: &mut Tx,
    id: &str,
    now: i64,
) -> Result<Vec<OpenCheckout>, DomainError> {
    sqlx::query(
        "SELECT id, CASE WHEN closing IS NOT NULL OR expire_at <= $3 THEN 1 ELSE 0 END AS ending FROM checkouts
         WHERE location_id = $1 AND link_id = $2 AND status = 'open' ORDER BY created_at, id",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .fetch_all(&mut **tx)
    .await?
    .iter()
    .map(|row| {
        let ending: i32 = row.try_get("ending")?;
        Ok(OpenCheckout {
            id: CheckoutId::try_from(row.try_get::<String, _>("id")?).map_err(malformed)?,
            ending: ending != 0,
        })
    })
    .collect()
}

/// Whether the browser was here before, and the checkout that it was given.
pub(crate) async fn visitor(
    tx: &mut Tx,
    link_id: &str,
    visitor: &str,
) -> Result<Option<Option<CheckoutId>>, DomainError> {
    let row = sqlx::query(
        "SELECT checkout_id FROM link_visitors WHERE location_id = $1 AND link_id = $2 AND visitor = $3",
    )
    .bind(LOCATION)
    .bind(link_id)
    .bind(visitor)
    .fetch_optional(&mut **tx)
    .await?;
    row.map(|row| {
        row.try_get::<Option<String>, _>("checkout_id")?
            .map(|id| CheckoutId::try_from(id).map_err(malformed))
            .transpose()
    })
    .transpose()
}

/// Remembers a browser, and the checkout that it was given, if it was given one.
pub(crate) async fn remember_visitor(
    tx: &mut Tx,
    link_id: &str,
    visitor: &str,
    checkout_id: Option<&CheckoutId>,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO link_visitors (link_id, visitor, location_id, checkout_id, seen_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (link_id, visitor) DO UPDATE SET
           checkout_id = COALESCE(excluded.checkout_id, link_visitors.checkout_id), seen_at = excluded.seen_at",
    )
    .bind(link_id)
    .bind(visitor)
    .bind(LOCATION)
    .bind(checkout_id.map(CheckoutId::as_str))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets browsers that were not seen since `before`.
pub(crate) async fn forget_visitors(store: &Store, before: i64) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM link_visitors WHERE seen_at < $1")
        .bind(before)
        .execute(store.write())
        .await?;
    Ok(())
}

/// What became of the checkouts that a link has opened lately.
pub(crate) struct Lately {
    pub(crate) declines: i64,
    pub(crate) paid: i64,
}

/// What became of the checkouts that the link has opened since.
pub(crate) async fn lately(tx: &mut Tx, id: &str, since: i64) -> Result<Lately, DomainError> {
    let row = sqlx::query(
        "SELECT CAST(COALESCE(SUM((SELECT SUM(a.declines) FROM attempts a WHERE a.checkout_id = c.id)), 0) AS BIGINT) AS declines,
                CAST(COALESCE(SUM(CASE WHEN c.status = 'paid' THEN 1 ELSE 0 END), 0) AS BIGINT) AS paid
         FROM checkouts c WHERE c.location_id = $1 AND c.link_id = $2 AND c.created_at > $3",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(since)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Lately {
        declines: row.try_get("declines")?,
        paid: row.try_get("paid")?,
    })
}

/// The checkouts of a link, the newest first.
pub(crate) async fn visits(
    store: &Store,
    id: &str,
    limit: i64,
) -> Result<Vec<LinkVisit>, DomainError> {
    sqlx::query(concat!(
        "SELECT c.id, c.currency, c.amount, c.tips_amount, c.paid_intent_id, c.paid_at, c.created_at,
                (SELECT CAST(COALESCE(SUM(a.declines), 0) AS BIGINT) FROM attempts a
                 WHERE a.checkout_id = c.id) AS declines, ",
        status_columns!(),
        " FROM checkouts c WHERE c.location_id = $1 AND c.link_id = $2 ORDER BY c.created_at DESC, c.id DESC LIMIT $3",
    ))
    .bind(LOCATION)
    .bind(id)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(read_visit)
    .collect()
}

fn read_visit(row: &AnyRow) -> Result<LinkVisit, DomainError> {
    let currency = currency(&row.try_get::<String, _>("currency")?)?;
    let amount: i64 = row.try_get("amount")?;
    let tips: Option<i64> = row.try_get("tips_amount")?;
    let total = amount.saturating_add(tips.unwrap_or(0));
    let captured: Option<i64> = row.try_get("captured_amount")?;
    Ok(LinkVisit {
        checkout_id: row.try_get("id")?,
        status: status(row)?,
        total_amount: Money::new(total, currency),
        captured_amount: captured
            .filter(|captured| (1..total).contains(captured))
            .map(|captured| Money::new(captured, currency)),
        declines: row.try_get("declines")?,
        created_at: row.try_get("created_at")?,
        paid_at: row.try_get("paid_at")?,
        payment_intent_id: row.try_get("paid_intent_id")?,
    })
}

/// What staff did to a link, the newest first.
pub(crate) async fn history(
    store: &Store,
    id: &str,
    limit: i64,
) -> Result<Vec<LinkHistory>, DomainError> {
    sqlx::query(
        "SELECT action, staff_name, happened_at FROM audit
         WHERE location_id = $1 AND object_kind = 'link' AND object_id = $2 ORDER BY position DESC LIMIT $3",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok(LinkHistory {
            action: row.try_get("action")?,
            staff_name: row.try_get("staff_name")?,
            at: row.try_get("happened_at")?,
        })
    })
    .collect()
}
