//! Rows of sessions. One that has ended is removed.

use shared::Role;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// A session and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct SessionRow {
    pub(crate) id: String,
    pub(crate) staff_id: String,
    pub(crate) name: String,
    pub(crate) email_address: String,
    pub(crate) role: Role,
    pub(crate) sandbox: bool,
    pub(crate) created_at: i64,
    pub(crate) seen_at: i64,
    pub(crate) locked_at: Option<i64>,
    pub(crate) ends_at: i64,
    pub(crate) address: String,
    pub(crate) user_agent: String,
}

/// What a new session begins with.
#[derive(Debug)]
pub(crate) struct NewSession<'a> {
    pub(crate) id: &'a str,
    pub(crate) token_hash: &'a str,
    pub(crate) staff_id: &'a str,
    pub(crate) created_at: i64,
    pub(crate) ends_at: i64,
    pub(crate) address: &'a str,
    pub(crate) user_agent: &'a str,
}

/// Every query reads the same columns.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.staff_id, s.created_at, s.seen_at, s.locked_at, s.ends_at, s.address, s.user_agent,
                    p.name, p.email_address, p.role, p.sandbox
             FROM sessions s JOIN staff p ON p.id = s.staff_id
             WHERE s.location_id = $1 AND p.disabled_at IS NULL AND s.ends_at > $2 ",
            $rest
        )
    };
}

pub(crate) async fn insert(tx: &mut Tx, new: &NewSession<'_>) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO sessions (id, location_id, token_hash, staff_id, created_at, seen_at, ends_at, address, user_agent)
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
    )
    .bind(new.id)
    .bind(LOCATION)
    .bind(new.token_hash)
    .bind(new.staff_id)
    .bind(new.created_at)
    .bind(new.ends_at)
    .bind(new.address)
    .bind(new.user_agent)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The session of this token, if it has not ended and its owner may still work.
pub(crate) async fn by_token(
    store: &Store,
    token_hash: &str,
    now: i64,
) -> Result<Option<SessionRow>, DomainError> {
    let row = sqlx::query(select!("AND s.token_hash = $3"))
        .bind(LOCATION)
        .bind(now)
        .bind(token_hash)
        .fetch_optional(store.read())
        .await?;
    row.as_ref().map(read).transpose()
}

/// The session of this id, under the same conditions.
pub(crate) async fn find(
    store: &Store,
    id: &str,
    now: i64,
) -> Result<Option<SessionRow>, DomainError> {
    let row = sqlx::query(select!("AND s.id = $3"))
        .bind(LOCATION)
        .bind(now)
        .bind(id)
        .fetch_optional(store.read())
        .await?;
    row.as_ref().map(read).transpose()
}

/// Every open session, the last used first.
pub(crate) async fn all(
    store: &Store,
    sandbox: bool,
    now: i64,
) -> Result<Vec<SessionRow>, DomainError> {
    let rows = sqlx::query(select!("AND p.sandbox = $3 ORDER BY s.seen_at DESC, s.id"))
        .bind(LOCATION)
        .bind(now)
        .bind(i64::from(sandbox))
        .fetch_all(store.read())
        .await?;
    rows.iter().map(read).collect()
}

/// Notes that somebody is there.
pub(crate) async fn touch(store: &Store, id: &str, seen_at: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE sessions SET seen_at = $2 WHERE id = $1 AND locked_at IS NULL AND seen_at < $2",
    )
    .bind(id)
    .bind(seen_at)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Locks it; `false` if it is locked already or has ended.
pub(crate) async fn lock(tx: &mut Tx, id: &str, now: i64) -> Result<bool, DomainError> {
    let done =
        sqlx::query("UPDATE sessions SET locked_at = $2 WHERE id = $1 AND locked_at IS NULL")
            .bind(id)
            .bind(now)
            .execute(&mut **tx)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Unlocks it.
pub(crate) async fn unlock(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE sessions SET locked_at = NULL, failures = 0, seen_at = $2 WHERE id = $1")
        .bind(id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Counts a try with a password before it is looked at; how many there were since the last right one.
pub(crate) async fn count_try(tx: &mut Tx, id: &str) -> Result<i64, DomainError> {
    let row =
        sqlx::query("UPDATE sessions SET failures = failures + 1 WHERE id = $1 RETURNING failures")
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?;
    row.map_or(Err(DomainError::NotFound), |row| {
        Ok(row.try_get("failures")?)
    })
}

/// Forgets those tries.
pub(crate) async fn forget_tries(tx: &mut Tx, id: &str) -> Result<(), DomainError> {
    sqlx::query("UPDATE sessions SET failures = 0 WHERE id = $1")
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Ends it; `false` if it had ended.
pub(crate) async fn end(tx: &mut Tx, id: &str) -> Result<bool, DomainError> {
    let done = sqlx::query("DELETE FROM sessions WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all of a person's sessions but `kept`; how many.
pub(crate) async fn end_of_staff(
    tx: &mut Tx,
    staff_id: &str,
    kept: Option<&str>,
) -> Result<u64, DomainError> {
    let done = sqlx::query("DELETE FROM sessions WHERE staff_id = $1 AND id <> $2")
        .bind(staff_id)
        .bind(kept.unwrap_or_default())
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}

/// Removes what ended by the clock.
pub(crate) async fn forget_ended(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM sessions WHERE ends_at <= $1")
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<SessionRow, DomainError> {
    let role: String = row.try_get("role")?;
    Ok(SessionRow {
        id: row.try_get("id")?,
        staff_id: row.try_get("staff_id")?,
        name: row.try_get("name")?,
        email_address: row.try_get("email_address")?,
        role: Role::named(&role)
            .ok_or_else(|| DomainError::Internal(format!("there is no role {role}")))?,
        sandbox: row.try_get::<i64, _>("sandbox")? == 1,
        created_at: row.try_get("created_at")?,
        seen_at: row.try_get("seen_at")?,
        locked_at: row.try_get("locked_at")?,
        ends_at: row.try_get("ends_at")?,
        address: row.try_get("address")?,
        user_agent: row.try_get("user_agent")?,
    })
}
