//! Rows of staff.

use shared::Role;
use sqlx::Row as _;
use sqlx::any::AnyRow;
use sqlx::{Any, Executor};

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// A member of staff.
#[derive(Clone, Debug)]
pub(crate) struct StaffRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email_address: String,
    pub(crate) role: Role,
    pub(crate) password_hash: String,
    /// Made while the program played Dojo itself, and worth nothing where it does not.
    pub(crate) sandbox: bool,
    /// With a password that everybody knows.
    pub(crate) demo: bool,
    pub(crate) created_at: i64,
    pub(crate) signed_in_at: Option<i64>,
    pub(crate) disabled_at: Option<i64>,
}

impl StaffRow {
    /// Whether they may do what owners may.
    pub(crate) fn is_owner(&self) -> bool {
        self.role == Role::Owner && self.disabled_at.is_none()
    }
}

/// The address as it is compared: one person, however it is typed.
pub(crate) fn email_key(email_address: &str) -> String {
    email_address.trim().to_lowercase()
}

/// Adds a member; `false` if somebody has that e-mail address already.
pub(crate) async fn insert(tx: &mut Tx, staff: &StaffRow) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "INSERT INTO staff (id, location_id, name, email_address, email_key, role, password_hash, sandbox, demo,
                            created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (location_id, sandbox, email_key) DO NOTHING",
    )
    .bind(&staff.id)
    .bind(LOCATION)
    .bind(&staff.name)
    .bind(&staff.email_address)
    .bind(email_key(&staff.email_address))
    .bind(staff.role.as_str())
    .bind(&staff.password_hash)
    .bind(i64::from(staff.sandbox))
    .bind(i64::from(staff.demo))
    .bind(staff.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The member with this address among those of the sandbox, or those of real life.
pub(crate) async fn by_email(
    store: &Store,
    sandbox: bool,
    email_address: &str,
) -> Result<Option<StaffRow>, DomainError> {
    let row = sqlx::query(
        "SELECT * FROM staff WHERE location_id = $1 AND sandbox = $2 AND email_key = $3",
    )
    .bind(LOCATION)
    .bind(i64::from(sandbox))
    .bind(email_key(email_address))
    .fetch_optional(store.read())
    .await?;
    row.as_ref().map(read).transpose()
}

pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    sandbox: bool,
    id: &str,
) -> Result<Option<StaffRow>, DomainError> {
    let row =
        sqlx::query("SELECT * FROM staff WHERE location_id = $1 AND sandbox = $2 AND id = $3")
            .bind(LOCATION)
            .bind(i64::from(sandbox))
            .bind(id)
            .fetch_optional(executor)
            .await?;
    row.as_ref().map(read).transpose()
}

/// Everybody, by name.
pub(crate) async fn all(store: &Store, sandbox: bool) -> Result<Vec<StaffRow>, DomainError> {
    let rows = sqlx::query(
        "SELECT * FROM staff WHERE location_id = $1 AND sandbox = $2 ORDER BY LOWER(name), id",
    )
    .bind(LOCATION)
    .bind(i64::from(sandbox))
    .fetch_all(store.read())
    .await?;
    rows.iter().map(read).collect()
}

/// Whether an owner may sign in who is none of the demo staff.
pub(crate) async fn has_owner(store: &Store) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT id FROM staff
         WHERE location_id = $1 AND sandbox = 0 AND role = 'owner' AND disabled_at IS NULL LIMIT 1",
    )
    .bind(LOCATION)
    .fetch_optional(store.read())
    .await?;
    Ok(row.is_some())
}

/// How many owners may sign in. On PostgreSQL whoever else wants to change that waits until `tx` ends.
pub(crate) async fn owners(tx: &mut Tx, sandbox: bool) -> Result<i64, DomainError> {
    sqlx::query("UPDATE locations SET name = name WHERE id = $1")
        .bind(LOCATION)
        .execute(&mut **tx)
        .await?;
    let row = sqlx::query(
        "SELECT COUNT(*) AS owners FROM staff
         WHERE location_id = $1 AND sandbox = $2 AND role = 'owner' AND disabled_at IS NULL",
    )
    .bind(LOCATION)
    .bind(i64::from(sandbox))
    .fetch_one(&mut **tx)
    .await?;
    Ok(row.try_get("owners")?)
}

/// Gives another role.
pub(crate) async fn set_role(tx: &mut Tx, id: &str, role: Role) -> Result<(), DomainError> {
    sqlx::query("UPDATE staff SET role = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(role.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forbids signing in since `at`, or allows it again.
pub(crate) async fn set_disabled(
    tx: &mut Tx,
    id: &str,
    at: Option<i64>,
) -> Result<(), DomainError> {
    sqlx::query("UPDATE staff SET disabled_at = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Notes a sign-in.
pub(crate) async fn signed_in(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE staff SET signed_in_at = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A password that its owner chose, so not everybody knows it any more.
pub(crate) async fn set_password(tx: &mut Tx, id: &str, hash: &str) -> Result<(), DomainError> {
    sqlx::query("UPDATE staff SET password_hash = $3, demo = 0 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<StaffRow, DomainError> {
    let role: String = row.try_get("role")?;
    Ok(StaffRow {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        email_address: row.try_get("email_address")?,
        role: Role::named(&role)
            .ok_or_else(|| DomainError::Internal(format!("there is no role {role}")))?,
        password_hash: row.try_get("password_hash")?,
        sandbox: row.try_get::<i64, _>("sandbox")? == 1,
        demo: row.try_get::<i64, _>("demo")? == 1,
        created_at: row.try_get("created_at")?,
        signed_in_at: row.try_get("signed_in_at")?,
        disabled_at: row.try_get("disabled_at")?,
    })
}
