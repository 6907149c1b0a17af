//! Attempts: one Dojo payment intent each, at most one of them live per checkout.

use shared::Currency;
use shared::checkout::Decline;
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};

use super::checkouts::{currency, decline, malformed};
use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// How an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttemptStatus {
    /// Committed here; its intent perhaps made at Dojo, never shown to a shopper.
    Creating,
    /// Its intent is known and may be shown.
    Open,
    /// Its intent is being cancelled at Dojo.
    Closing,
    /// Paid, as Dojo confirmed.
    Captured,
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

/// What a new attempt begins with.
#[derive(Clone, Debug)]
pub(crate) struct NewAttempt<'a> {
    pub(crate) id: &'a str,
    pub(crate) checkout_id: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) currency: Currency,
    pub(crate) amount: i64,
    pub(crate) tips_amount: i64,
    pub(crate) saved_card_id: Option<&'a str>,
    pub(crate) poll_at: i64,
    pub(crate) now: i64,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, checkout_id, status, reference, payment_intent_id, currency, amount, tips_amount, pending_amount,
                    pending_tips_amount, saved_card_id, secret_events, last_decline, waiting_since, waiting_until, polls,
                    created_at
             FROM attempts WHERE location_id = $1 AND ",
            $rest
        )
    };
}

/// Commits an attempt as `creating`; `false` if the checkout has a live one already.
pub(crate) async fn insert(tx: &mut Tx, new: &NewAttempt<'_>) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO attempts (id, location_id, checkout_id, status, reference, currency, amount, tips_amount,
                               saved_card_id, poll_at, created_at, updated_at)
         VALUES ($1, $2, $3, 'creating', $4, $5, $6, $7, $8, $9, $10, $10) ON CONFLICT DO NOTHING",
    )
    .bind(new.id)
    .bind(LOCATION)
    .bind(new.checkout_id)
    .bind(new.reference)
    .bind(new.currency.code())
    .bind(new.amount)
    .bind(new.tips_amount)
    .bind(new.saved_card_id)
    .bind(new.poll_at)
    .bind(new.now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
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

/// `creating` → `open`: the intent is known. Also true if that very intent was stored meanwhile.
pub(crate) async fn adopt(
    store: &Store,
    id: &str,
    payment_intent_id: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE attempts SET status = CASE WHEN status = 'creating' THEN 'open' ELSE status END,
                             payment_intent_id = $3, updated_at = $4
         WHERE location_id = $1 AND id = $2
           AND (status = 'creating' OR payment_intent_id = $3)",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(payment_intent_id)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `creating` → `abandoned`: Dojo has no such intent.
pub(crate) async fn abandon(store: &Store, id: &str, now: i64) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE attempts SET status = 'abandoned', waiting_since = NULL, waiting_until = NULL, poll_at = NULL,
                             updated_at = $3
         WHERE location_id = $1 AND id = $2 AND status = 'creating'",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `open` → `closing`: from here on no shopper is shown the intent. Also true if it is closing already.
pub(crate) async fn begin_closing(
    store: &Store,
    id: &str,
    poll_at: i64,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE attempts SET status = 'closing', polls = 0, poll_at = $3, updated_at = $4
         WHERE location_id = $1 AND id = $2 AND status IN ('open', 'closing')",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(poll_at)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a reading of the intent says about its attempt.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// `captured` or `cancelled`, from wherever it stands; `None` leaves the status.
    pub(crate) end: Option<AttemptStatus>,
    pub(crate) declines: i64,
    pub(crate) last_decline: Option<Decline>,
    /// The amounts that the intent has, if they are ones that were asked for.
    pub(crate) amounts: Option<(i64, i64)>,
    /// Whether money may be moving.
    pub(crate) progress: Progress,
}

/// Whether money may be moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing is under way any more.
    Settled,
    /// As it was.
    Unchanged,
    /// Dojo says so.
    UnderWay,
}

/// Writes what a reading of the intent said.
pub(crate) async fn record_reading(
    tx: &mut Tx,
    attempt: &AttemptRow,
    reading: &Reading,
    now: i64,
) -> Result<(), DomainError> {
    let (amount, tips_amount) = reading
        .amounts
        .unwrap_or((attempt.amount, attempt.tips_amount));
    sqlx::query(
        "UPDATE attempts SET
           status = COALESCE($3, status), declines = $4, last_decline = $5, amount = $6, tips_amount = $7,
           pending_amount = CASE WHEN $8 = 1 THEN NULL ELSE pending_amount END,
           pending_tips_amount = CASE WHEN $8 = 1 THEN NULL ELSE pending_tips_amount END,
           waiting_since = CASE WHEN $9 = 0 THEN NULL WHEN $9 = 2 THEN COALESCE(waiting_since, $10)
                                ELSE waiting_since END,
           waiting_until = CASE WHEN $9 = 0 THEN NULL ELSE waiting_until END,
           poll_at = CASE WHEN $3 IS NULL THEN poll_at ELSE NULL END, updated_at = $10
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(&attempt.id)
    .bind(reading.end.map(status_text))
    .bind(reading.declines)
    .bind(reading.last_decline.map(decline_text))
    .bind(amount)
    .bind(tips_amount)
    .bind(i64::from(reading.amounts.is_some()))
    .bind(match reading.progress {
        Progress::Settled => 0_i64,
        Progress::Unchanged => 1,
        Progress::UnderWay => 2,
    })
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Commits that Dojo is about to be asked for these amounts; `false` unless the attempt is open.
pub(crate) async fn set_pending_amounts(
    store: &Store,
    id: &str,
    amount: i64,
    tips_amount: i64,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE attempts SET pending_amount = $3, pending_tips_amount = $4, updated_at = $5
         WHERE location_id = $1 AND id = $2 AND status = 'open'",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(amount)
    .bind(tips_amount)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Remembers how many events the intent had when its newest client session secret was made.
pub(crate) async fn set_secret_events(
    store: &Store,
    id: &str,
    events: i64,
) -> Result<(), DomainError> {
    sqlx::query("UPDATE attempts SET secret_events = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(events)
        .execute(store.write())
        .await?;
    Ok(())
}

/// Remembers that money may be moving. Until `until` an intent that looks unpaid does not settle it.
pub(crate) async fn mark_waiting(
    store: &Store,
    id: &str,
    until: i64,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE attempts SET waiting_since = COALESCE(waiting_since, $3),
           waiting_until = CASE WHEN waiting_until > $4 THEN waiting_until ELSE $4 END, updated_at = $3
         WHERE location_id = $1 AND id = $2 AND status IN ('creating', 'open', 'closing')",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .bind(until)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Has the reconciler look again soon, and then at growing pauses from the beginning.
pub(crate) async fn schedule_poll(store: &Store, id: &str, at: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE attempts SET polls = 0, poll_at = $3
         WHERE location_id = $1 AND id = $2 AND status IN ('creating', 'open', 'closing')",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(at)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Takes up to `limit` live attempts that are due to be looked at; nobody else gets them before `lease_until`.
pub(crate) async fn claim_due(
    store: &Store,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<AttemptRow>, DomainError> {
    macro_rules! claim {
        ($lock:literal) => {
            concat!(
                "UPDATE attempts SET poll_at = $1, polls = polls + 1 WHERE id IN
                   (SELECT id FROM attempts WHERE status IN ('creating', 'open', 'closing') AND poll_at <= $2
                    ORDER BY poll_at LIMIT $3 ",
                $lock,
                ") RETURNING id, checkout_id, status, reference, payment_intent_id, currency, amount, tips_amount,
                     pending_amount, pending_tips_amount, saved_card_id, secret_events, last_decline, waiting_since,
                     waiting_until, polls, created_at"
            )
        };
    }
    let sql = store.per_dialect(claim!(""), claim!("FOR UPDATE SKIP LOCKED"));
    let mut tx = store.begin().await?;
    let rows = sqlx::query(sql)
        .bind(lease_until)
        .bind(now)
        .bind(limit)
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    rows.iter().map(read).collect()
}

/// Sets when a claimed attempt is looked at again, unless somebody has asked for earlier meanwhile.
pub(crate) async fn set_next_poll(
    store: &Store,
    id: &str,
    lease_until: i64,
    at: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE attempts SET poll_at = $3 WHERE location_id = $1 AND id = $2 AND poll_at = $4
           AND status IN ('creating', 'open', 'closing')",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(at)
    .bind(lease_until)
    .execute(store.write())
    .await?;
    Ok(())
}

/// When the next live attempt is due to be looked at.
pub(crate) async fn next_due(store: &Store) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(
        "SELECT poll_at FROM attempts WHERE status IN ('creating', 'open', 'closing') AND poll_at IS NOT NULL
         ORDER BY poll_at LIMIT 1",
    )
    .fetch_optional(store.read())
    .await?;
    Ok(row.map(|row| row.try_get("poll_at")).transpose()?)
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
        last_decline: decline(row.try_get::<Option<String>, _>("last_decline")?.as_deref()),
        waiting_since: row.try_get("waiting_since")?,
        waiting_until: row.try_get("waiting_until")?,
        polls: row.try_get("polls")?,
        created_at: row.try_get("created_at")?,
    })
}

fn status(text: &str) -> Result<AttemptStatus, DomainError> {
    Ok(match text {
        "creating" => AttemptStatus::Creating,
        "open" => AttemptStatus::Open,
        "closing" => AttemptStatus::Closing,
        "captured" => AttemptStatus::Captured,
        "cancelled" => AttemptStatus::Cancelled,
        "abandoned" => AttemptStatus::Abandoned,
        other => return Err(malformed(other)),
    })
}

fn status_text(status: AttemptStatus) -> &'static str {
    match status {
        AttemptStatus::Creating => "creating",
        AttemptStatus::Open => "open",
        AttemptStatus::Closing => "closing",
        AttemptStatus::Captured => "captured",
        AttemptStatus::Cancelled => "cancelled",
        AttemptStatus::Abandoned => "abandoned",
    }
}

fn decline_text(decline: Decline) -> &'static str {
    match decline {
        Decline::Declined => "declined",
        Decline::AuthenticationFailed => "authentication_failed",
    }
}
