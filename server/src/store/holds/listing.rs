//! Pages of holds.

use shared::console::Page;
use shared::console::holds::HoldFilter;
use sqlx::Row;

use super::super::cursor::{self, Cursor};
use super::super::{LOCATION, Store};
use super::{HoldRow, read, select};
use crate::DomainError;
use crate::overview::SOON;

/// Every status that the filter lets through, or all, as a list for `LIKE`: the row's own stands between commas.
fn statuses(filter: Option<HoldFilter>) -> &'static str {
    match filter {
        None => {
            ",creating,created,authorized,completed,closed,cancelled,expired,card_expired,failed,"
        }
        Some(HoldFilter::Ending) => ",created,authorized,",
        Some(HoldFilter::Waiting) => ",creating,created,",
        Some(HoldFilter::Authorized) => ",authorized,",
        Some(HoldFilter::Charged) => ",completed,",
        Some(HoldFilter::Ended) => ",closed,cancelled,expired,card_expired,failed,",
    }
}

/// Between which times they end that the filter lets through, now being `now`.
fn ends(filter: Option<HoldFilter>, now: i64) -> (i64, i64) {
    match filter {
        Some(HoldFilter::Ending) => (now, now + SOON),
        _ => (i64::MIN, i64::MAX),
    }
}

macro_rules! list {
    ($place:literal, $order:literal) => {
        select!(concat!(
            "h.location_id = $1 AND $2 LIKE '%,' || h.status || ',%' AND h.search_text LIKE $3 ESCAPE '\\'
               AND h.search_text LIKE $4 ESCAPE '\\' AND h.search_text LIKE $5 ESCAPE '\\'
               AND h.search_text LIKE $6 ESCAPE '\\'
               AND h.expire_at > $8 AND (h.expire_at < $9 OR h.card_expires_at < $9) AND ",
            $place,
            " ORDER BY ",
            $order,
            " LIMIT $7"
        ))
    };
}

/// A page of the holds that fit, the newest first.
pub(crate) async fn list(
    store: &Store,
    filter: Option<HoldFilter>,
    search: &str,
    cursor: Option<&Cursor<i64>>,
    limit: i64,
    now: i64,
) -> Result<Page<HoldRow>, DomainError> {
    let ends = ends(filter, now);
    let patterns = cursor::patterns(search);
    let sql = match cursor {
        None => list!("1 = 1", "h.created_at DESC, h.id DESC"),
        Some(cursor) if cursor.backwards => {
            list!("(h.created_at, h.id) > ($10, $11)", "h.created_at, h.id")
        }
        Some(_) => list!(
            "(h.created_at, h.id) < ($10, $11)",
            "h.created_at DESC, h.id DESC"
        ),
    };
    let mut query = sqlx::query(sql).bind(LOCATION).bind(statuses(filter));
    for pattern in &patterns {
        query = query.bind(pattern.as_str());
    }
    query = query.bind(limit + 1).bind(ends.0).bind(ends.1);
    if let Some(cursor) = cursor {
        query = query.bind(cursor.key).bind(cursor.id.as_str());
    }
    let rows = query.fetch_all(store.read()).await?;
    let rows: Vec<HoldRow> = rows.iter().map(read).collect::<Result<_, _>>()?;
    let total = count(store, filter, &patterns, ends).await?;
    cursor::page(rows, cursor, limit, total, |row| {
        (row.created_at, row.id.clone())
    })
}

async fn count(
    store: &Store,
    filter: Option<HoldFilter>,
    patterns: &[String; 4],
    ends: (i64, i64),
) -> Result<i64, DomainError> {
    let mut query = sqlx::query(
        "SELECT COUNT(*) AS counted FROM (SELECT 1 FROM holds h
         WHERE h.location_id = $1 AND $2 LIKE '%,' || h.status || ',%' AND h.search_text LIKE $3 ESCAPE '\\'
           AND h.search_text LIKE $4 ESCAPE '\\' AND h.search_text LIKE $5 ESCAPE '\\'
           AND h.search_text LIKE $6 ESCAPE '\\'
           AND h.expire_at > $8 AND (h.expire_at < $9 OR h.card_expires_at < $9) LIMIT $7) AS found",
    )
    .bind(LOCATION)
    .bind(statuses(filter));
    for pattern in patterns {
        query = query.bind(pattern.as_str());
    }
    let row = query
        .bind(cursor::MOST_COUNTED + 1)
        .bind(ends.0)
        .bind(ends.1)
        .fetch_one(store.read())
        .await?;
    Ok(row.try_get("counted")?)
}

/// The customer's latest holds, the newest first.
pub(crate) async fn of_customer(
    store: &Store,
    customer_id: &str,
    limit: i64,
) -> Result<Vec<HoldRow>, DomainError> {
    let rows = sqlx::query(select!(
        "h.location_id = $1 AND h.customer_id = $2 ORDER BY h.created_at DESC, h.id DESC LIMIT $3"
    ))
    .bind(LOCATION)
    .bind(customer_id)
    .bind(limit)
    .fetch_all(store.read())
    .await?;
    rows.iter().map(read).collect()
}
