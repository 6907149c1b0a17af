//! Phone orders: what staff entered, which way of paying is open, and the steps so far.

mod duplicates;
mod steps;

use shared::console::phone_orders::{Caller, RecentPhoneOrder, Way};
use shared::{CheckoutId, Money};
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};

use super::checkouts::{self, currency, malformed};
use super::{LOCATION, Store, Tx};
use crate::DomainError;

pub(crate) use duplicates::{Candidate, candidates};
pub(crate) use steps::{NewStep, add_step, note_closed, steps};

/// What is kept of a phone order beside its checkout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhoneOrderRow {
    pub(crate) checkout_id: String,
    pub(crate) way: Way,
    pub(crate) staff_name: String,
    pub(crate) caller: Caller,
    pub(crate) note: Option<String>,
    /// What a component said last of a card that was not accepted.
    pub(crate) status_code: Option<i64>,
    pub(crate) message: Option<String>,
    pub(crate) watched_until: i64,
    pub(crate) created_at: i64,
}

/// By what the same caller is recognised, however it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CallerKeys {
    pub(crate) name: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) email_address: Option<String>,
}

/// Writes a new phone order.
pub(crate) async fn insert(
    tx: &mut Tx,
    row: &PhoneOrderRow,
    keys: &CallerKeys,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO phone_orders (checkout_id, location_id, way, staff_name, caller_name, phone_number, email_address, note,
                                   name_key, phone_key, email_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&row.checkout_id)
    .bind(LOCATION)
    .bind(way_text(row.way))
    .bind(&row.staff_name)
    .bind(row.caller.name.as_deref())
    .bind(row.caller.phone_number.as_ref().map(shared::PhoneNumber::as_str))
    .bind(row.caller.email_address.as_ref().map(shared::EmailAddress::as_str))
    .bind(row.note.as_deref())
    .bind(keys.name.as_deref())
    .bind(keys.phone_number.as_deref())
    .bind(keys.email_address.as_deref())
    .bind(row.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The phone order of this checkout.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    checkout_id: &str,
) -> Result<Option<PhoneOrderRow>, DomainError> {
    sqlx::query(
        "SELECT checkout_id, way, staff_name, caller_name, phone_number, email_address, note, status_code, message,
                watched_until, created_at
         FROM phone_orders WHERE location_id = $1 AND checkout_id = $2",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .fetch_optional(executor)
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// Opens one way of paying and closes the other. What was said of a card before does not count any more.
/// `false` if that way is open already.
pub(crate) async fn set_way(tx: &mut Tx, checkout_id: &str, way: Way) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE phone_orders SET way = $3, status_code = NULL, message = NULL
         WHERE location_id = $1 AND checkout_id = $2 AND way <> $3",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .bind(way_text(way))
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Remembers what a component said of a card.
pub(crate) async fn set_said(
    tx: &mut Tx,
    checkout_id: &str,
    status_code: Option<i32>,
    message: Option<&str>,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE phone_orders SET status_code = $3, message = $4 WHERE location_id = $1 AND checkout_id = $2",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .bind(status_code.map(i64::from))
    .bind(message)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Remembers that somebody looks at the order.
pub(crate) async fn watch(store: &Store, checkout_id: &str, until: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE phone_orders SET watched_until = $3 WHERE location_id = $1 AND checkout_id = $2",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .bind(until)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Whether somebody looks at the order.
pub(crate) async fn is_watched(
    store: &Store,
    checkout_id: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT 1 AS found FROM phone_orders WHERE location_id = $1 AND checkout_id = $2 AND watched_until > $3",
    )
    .bind(LOCATION)
    .bind(checkout_id)
    .bind(now)
    .fetch_optional(store.read())
    .await?;
    Ok(row.is_some())
}

/// The newest orders, the last one first.
pub(crate) async fn recent(
    store: &Store,
    limit: i64,
) -> Result<Vec<RecentPhoneOrder>, DomainError> {
    sqlx::query(concat!(
        "SELECT p.checkout_id, p.caller_name, p.created_at, c.reference, c.amount, c.currency, ",
        checkouts::status_columns!(),
        " FROM phone_orders p JOIN checkouts c ON c.id = p.checkout_id
         WHERE p.location_id = $1 ORDER BY p.created_at DESC, p.checkout_id LIMIT $2",
    ))
    .bind(LOCATION)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(read_recent)
    .collect()
}

fn read_recent(row: &AnyRow) -> Result<RecentPhoneOrder, DomainError> {
    let id: String = row.try_get("checkout_id")?;
    Ok(RecentPhoneOrder {
        id: CheckoutId::try_from(id).map_err(malformed)?,
        status: checkouts::status(row)?,
        reference: row.try_get("reference")?,
        amount: Money::new(
            row.try_get("amount")?,
            currency(&row.try_get::<String, _>("currency")?)?,
        ),
        caller_name: row.try_get("caller_name")?,
        created_at: row.try_get("created_at")?,
    })
}

fn read(row: &AnyRow) -> Result<PhoneOrderRow, DomainError> {
    let phone_number: Option<String> = row.try_get("phone_number")?;
    let email_address: Option<String> = row.try_get("email_address")?;
    Ok(PhoneOrderRow {
        checkout_id: row.try_get("checkout_id")?,
        way: way(&row.try_get::<String, _>("way")?)?,
        staff_name: row.try_get("staff_name")?,
        caller: Caller {
            name: row.try_get("caller_name")?,
            phone_number: phone_number
                .map(TryInto::try_into)
                .transpose()
                .map_err(malformed)?,
            email_address: email_address
                .map(TryInto::try_into)
                .transpose()
                .map_err(malformed)?,
        },
        note: row.try_get("note")?,
        status_code: row.try_get("status_code")?,
        message: row.try_get("message")?,
        watched_until: row.try_get("watched_until")?,
        created_at: row.try_get("created_at")?,
    })
}

fn way_text(way: Way) -> &'static str {
    match way {
        Way::Undecided => "undecided",
        Way::Keyed => "keyed",
        Way::Link => "link",
    }
}

fn way(text: &str) -> Result<Way, DomainError> {
    Ok(match text {
        "undecided" => Way::Undecided,
        "keyed" => Way::Keyed,
        "link" => Way::Link,
        other => return Err(malformed(other)),
    })
}

/// How often this was done.
#[cfg(test)]
pub(crate) async fn count_audited(store: &Store, action: &str) -> Result<i64, DomainError> {
    let row =
        sqlx::query("SELECT COUNT(*) AS found FROM audit WHERE location_id = $1 AND action = $2")
            .bind(LOCATION)
            .bind(action)
            .fetch_one(store.read())
            .await?;
    Ok(row.try_get("found")?)
}
