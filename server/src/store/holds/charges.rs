//! Charging a held card: once.

use shared::{Currency, Money};
use sqlx::Row;
use sqlx::any::AnyRow;
use sqlx::{Any, Executor};

use super::super::checkouts::{currency, malformed};
use super::super::{LOCATION, Store, Tx};
use crate::DomainError;

/// How a charge stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChargeStatus {
    /// Committed here; its payment intent was perhaps made at Dojo and cannot be charged yet.
    Creating,
    /// The intent is known; Dojo was perhaps asked to charge the card.
    Charging,
    /// The intent is being cancelled, after which it can never be charged.
    Withdrawing,
    /// The money was taken.
    Charged,
    /// No money was taken, and by this charge none will be.
    Failed,
}

/// A charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChargeRow {
    pub(crate) id: String,
    pub(crate) hold_id: String,
    pub(crate) status: ChargeStatus,
    pub(crate) reference: String,
    pub(crate) payment_intent_id: Option<String>,
    /// What was asked for.
    pub(crate) amount: Money,
    /// What Dojo took, as the mirror has it; absent until then, and in a currency that is none of ours.
    pub(crate) taken: Option<Money>,
    pub(crate) note: String,
    pub(crate) failure: Option<String>,
    pub(crate) staff_id: String,
    pub(crate) staff_name: String,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// What a new charge begins with.
#[derive(Clone, Debug)]
pub(crate) struct NewCharge<'a> {
    pub(crate) id: &'a str,
    pub(crate) hold_id: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) amount: Money,
    pub(crate) note: &'a str,
    pub(crate) staff_id: &'a str,
    pub(crate) staff_name: &'a str,
    pub(crate) now: i64,
}

/// Commits a charge as `creating`; `false` if there is one under way or carried out.
pub(crate) async fn insert(tx: &mut Tx, new: &NewCharge<'_>) -> Result<bool, DomainError> {
    let currency: Currency = new.amount.currency_code;
    let done = sqlx::query(
        "INSERT INTO hold_charges (id, location_id, hold_id, status, reference, currency, amount, note, staff_id, staff_name,
                                   created_at, updated_at)
         VALUES ($1, $2, $3, 'creating', $4, $5, $6, $7, $8, $9, $10, $10) ON CONFLICT DO NOTHING",
    )
    .bind(new.id)
    .bind(LOCATION)
    .bind(new.hold_id)
    .bind(new.reference)
    .bind(currency.code())
    .bind(new.amount.value)
    .bind(new.note)
    .bind(new.staff_id)
    .bind(new.staff_name)
    .bind(new.now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Moves a charge on; `false` if it does not stand at `from`.
pub(crate) async fn advance<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
    from: ChargeStatus,
    to: ChargeStatus,
    failure: Option<&str>,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE hold_charges SET status = $4, failure = COALESCE($5, failure), updated_at = $6
         WHERE location_id = $1 AND id = $2 AND status = $3",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(text(from))
    .bind(text(to))
    .bind(failure)
    .bind(now)
    .execute(executor)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `creating` → `to`: the payment intent is known.
pub(crate) async fn adopt(
    store: &Store,
    id: &str,
    payment_intent_id: &str,
    to: ChargeStatus,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE hold_charges SET status = $4, payment_intent_id = $3, updated_at = $5
         WHERE location_id = $1 AND id = $2 AND status = 'creating'",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(payment_intent_id)
    .bind(text(to))
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.hold_id, c.status, c.reference, c.payment_intent_id, c.currency, c.amount, c.note, c.failure,
                    c.staff_id, c.staff_name, c.created_at, c.updated_at, p.currency AS taken_currency,
                    p.total_amount AS taken
             FROM hold_charges c
             LEFT JOIN payments p ON p.payment_intent_id = c.payment_intent_id AND c.status = 'charged'
             WHERE c.location_id = $1 AND ",
            $rest
        )
    };
}

/// The charge of this id.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
) -> Result<Option<ChargeRow>, DomainError> {
    one(select!("c.id = $2"), id, executor).await
}

/// The charge of the hold that is under way.
pub(crate) async fn under_way(
    store: &Store,
    hold_id: &str,
) -> Result<Option<ChargeRow>, DomainError> {
    let sql = select!("c.hold_id = $2 AND c.status IN ('creating', 'charging', 'withdrawing')");
    one(sql, hold_id, store.write()).await
}

/// The charge that made a payment intent of this reference, or is about to.
pub(crate) async fn by_reference<'e>(
    executor: impl Executor<'e, Database = Any>,
    reference: &str,
) -> Result<Option<ChargeRow>, DomainError> {
    one(select!("c.reference = $2"), reference, executor).await
}

async fn one<'e>(
    sql: &'static str,
    value: &str,
    executor: impl Executor<'e, Database = Any>,
) -> Result<Option<ChargeRow>, DomainError> {
    sqlx::query(sql)
        .bind(LOCATION)
        .bind(value)
        .fetch_optional(executor)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Every charge of the hold, the newest first.
pub(crate) async fn of_hold(store: &Store, hold_id: &str) -> Result<Vec<ChargeRow>, DomainError> {
    let rows = sqlx::query(select!(
        "c.hold_id = $2 ORDER BY c.created_at DESC, c.id DESC"
    ))
    .bind(LOCATION)
    .bind(hold_id)
    .fetch_all(store.read())
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<ChargeRow, DomainError> {
    let currency = currency(&row.try_get::<String, _>("currency")?)?;
    Ok(ChargeRow {
        id: row.try_get("id")?,
        hold_id: row.try_get("hold_id")?,
        status: status(&row.try_get::<String, _>("status")?)?,
        reference: row.try_get("reference")?,
        payment_intent_id: row.try_get("payment_intent_id")?,
        amount: Money::new(row.try_get("amount")?, currency),
        taken: taken(row)?,
        note: row.try_get("note")?,
        failure: row.try_get("failure")?,
        staff_id: row.try_get("staff_id")?,
        staff_name: row.try_get("staff_name")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

/// What the mirror has of a charge that was carried out.
pub(super) fn taken(row: &AnyRow) -> Result<Option<Money>, DomainError> {
    let amount: Option<i64> = row.try_get("taken")?;
    let currency: Option<String> = row.try_get("taken_currency")?;
    let currency = currency.and_then(|code| Currency::try_from(code.as_str()).ok());
    Ok(amount
        .zip(currency)
        .map(|(amount, currency)| Money::new(amount, currency)))
}

pub(super) fn status(text: &str) -> Result<ChargeStatus, DomainError> {
    Ok(match text {
        "creating" => ChargeStatus::Creating,
        "charging" => ChargeStatus::Charging,
        "withdrawing" => ChargeStatus::Withdrawing,
        "charged" => ChargeStatus::Charged,
        "failed" => ChargeStatus::Failed,
        other => return Err(malformed(other)),
    })
}

fn text(status: ChargeStatus) -> &'static str {
    match status {
        ChargeStatus::Creating => "creating",
        ChargeStatus::Charging => "charging",
        ChargeStatus::Withdrawing => "withdrawing",
        ChargeStatus::Charged => "charged",
        ChargeStatus::Failed => "failed",
    }
}
