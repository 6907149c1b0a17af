//! The guarded steps of an attempt. Each tells by the row count whether it was taken.

use shared::Currency;

use super::super::{LOCATION, Store, Tx};
use crate::DomainError;

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
    pub(crate) keyed: bool,
    pub(crate) poll_at: i64,
    pub(crate) now: i64,
}

/// Commits an attempt as `creating`; `false` if the checkout has a live one already.
pub(crate) async fn insert(tx: &mut Tx, new: &NewAttempt<'_>) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO attempts (id, location_id, checkout_id, status, reference, currency, amount, tips_amount,
                               saved_card_id, poll_at, created_at, updated_at, keyed)
         VALUES ($1, $2, $3, 'creating', $4, $5, $6, $7, $8, $9, $10, $10, $11) ON CONFLICT DO NOTHING",
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
    .bind(i64::from(new.keyed))
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
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

/// `open` → `closing`: from here on no shopper is shown the intent. Also true if it is closing already;
/// the pauses between the tries then go on growing.
pub(crate) async fn begin_closing(
    store: &Store,
    id: &str,
    poll_at: i64,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE attempts SET status = 'closing', polls = CASE WHEN status = 'open' THEN 0 ELSE polls END,
                             poll_at = CASE WHEN status = 'open' THEN $3 ELSE poll_at END, updated_at = $4
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

/// `open` or `closing` → `cancelled`, although Dojo has no such intent any more that could say so.
pub(crate) async fn end_missing(tx: &mut Tx, id: &str, now: i64) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE attempts SET status = 'cancelled', waiting_since = NULL, waiting_until = NULL, poll_at = NULL,
                             updated_at = $3
         WHERE location_id = $1 AND id = $2 AND status IN ('open', 'closing')",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Commits that Dojo is about to be asked for these amounts; `false` unless the attempt is open. On PostgreSQL, where another
/// process may be at work, also `false` while its change to other amounts is less than half a minute old.
pub(crate) async fn set_pending_amounts(
    store: &Store,
    id: &str,
    amount: i64,
    tips_amount: i64,
    now: i64,
) -> Result<bool, DomainError> {
    macro_rules! set {
        ($free:literal) => {
            concat!(
                "UPDATE attempts SET pending_amount = $3, pending_tips_amount = $4, updated_at = $5
                 WHERE location_id = $1 AND id = $2 AND status = 'open'
                   AND (pending_amount IS NULL OR (pending_amount = $3 AND pending_tips_amount = $4) OR ",
                $free,
                ")"
            )
        };
    }
    let sql = store.per_dialect(set!("1 = 1"), set!("updated_at <= $5 - 30000"));
    let done = sqlx::query(sql)
        .bind(LOCATION)
        .bind(id)
        .bind(amount)
        .bind(tips_amount)
        .bind(now)
        .execute(store.write())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes down that the intent has these amounts and that they are what is asked for; `false` unless the attempt is open.
/// On PostgreSQL also `false` while another process is changing them, as with [`set_pending_amounts`].
pub(crate) async fn settle_amounts(
    store: &Store,
    id: &str,
    amount: i64,
    tips_amount: i64,
    now: i64,
) -> Result<bool, DomainError> {
    macro_rules! settle {
        ($free:literal) => {
            concat!(
                "UPDATE attempts SET amount = $3, tips_amount = $4, pending_amount = NULL,
                                     pending_tips_amount = NULL, updated_at = $5
                 WHERE location_id = $1 AND id = $2 AND status = 'open'
                   AND (pending_amount IS NULL OR (pending_amount = $3 AND pending_tips_amount = $4) OR ",
                $free,
                ")"
            )
        };
    }
    let sql = store.per_dialect(settle!("1 = 1"), settle!("updated_at <= $5 - 30000"));
    let done = sqlx::query(sql)
        .bind(LOCATION)
        .bind(id)
        .bind(amount)
        .bind(tips_amount)
        .bind(now)
        .execute(store.write())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Dojo refused the amounts that were pending: nothing is asked for but what the attempt has.
pub(crate) async fn drop_pending_amounts(
    store: &Store,
    id: &str,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE attempts SET pending_amount = NULL, pending_tips_amount = NULL, updated_at = $3
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(())
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
