//! Rows of links that let one person in, once.

use shared::Role;
use shared::console::entrance::EntranceKind;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// Such a link, of whose token only the hash is kept.
#[derive(Clone, Debug)]
pub(crate) struct LinkRow {
    pub(crate) id: String,
    pub(crate) sandbox: bool,
    pub(crate) kind: EntranceKind,
    pub(crate) name: Option<String>,
    pub(crate) email_address: Option<String>,
    pub(crate) role: Role,
    /// Whose password is made anew.
    pub(crate) staff_id: Option<String>,
    /// As colleagues know them.
    pub(crate) invited_by: Option<String>,
    /// Who made it, unless that was the command line.
    pub(crate) made_by: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) expires_at: i64,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    link: &LinkRow,
    token_hash: &str,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO staff_links (id, location_id, sandbox, kind, token_hash, name, email_address, role, staff_id,
                                  invited_by, made_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(&link.id)
    .bind(LOCATION)
    .bind(i64::from(link.sandbox))
    .bind(kind_name(link.kind))
    .bind(token_hash)
    .bind(link.name.as_deref())
    .bind(link.email_address.as_deref())
    .bind(link.role.as_str())
    .bind(link.staff_id.as_deref())
    .bind(link.invited_by.as_deref())
    .bind(link.made_by.as_deref())
    .bind(link.created_at)
    .bind(link.expires_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The link of this token, if it can still be used.
pub(crate) async fn usable(
    store: &Store,
    sandbox: bool,
    token_hash: &str,
    now: i64,
) -> Result<Option<LinkRow>, DomainError> {
    let row = sqlx::query(
        "SELECT * FROM staff_links
         WHERE location_id = $1 AND sandbox = $2 AND token_hash = $3 AND used_at IS NULL AND expires_at > $4",
    )
    .bind(LOCATION)
    .bind(i64::from(sandbox))
    .bind(token_hash)
    .bind(now)
    .fetch_optional(store.read())
    .await?;
    row.as_ref().map(read).transpose()
}

/// Uses it up; `false` if somebody was faster.
pub(crate) async fn use_up(tx: &mut Tx, id: &str, now: i64) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE staff_links SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
    )
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes worthless every unused link of a kind for the same person; those for setting up are all for the same person.
pub(crate) async fn withdraw_others(tx: &mut Tx, link: &LinkRow) -> Result<(), DomainError> {
    sqlx::query(
        "DELETE FROM staff_links WHERE location_id = $1 AND sandbox = $2 AND kind = $3 AND used_at IS NULL
           AND COALESCE(LOWER(email_address), '') = $4",
    )
    .bind(LOCATION)
    .bind(i64::from(link.sandbox))
    .bind(kind_name(link.kind))
    .bind(
        link.email_address
            .as_deref()
            .map(super::staff::email_key)
            .unwrap_or_default(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes worthless every unused new password for this person.
pub(crate) async fn withdraw_resets(tx: &mut Tx, staff_id: &str) -> Result<(), DomainError> {
    sqlx::query("DELETE FROM staff_links WHERE staff_id = $1 AND used_at IS NULL")
        .bind(staff_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes worthless every unused link that this person made, and answers them.
pub(crate) async fn withdraw_made_by(
    tx: &mut Tx,
    staff_id: &str,
) -> Result<Vec<LinkRow>, DomainError> {
    let rows = sqlx::query(
        "DELETE FROM staff_links WHERE location_id = $1 AND made_by = $2 AND used_at IS NULL RETURNING *",
    )
    .bind(LOCATION)
    .bind(staff_id)
    .fetch_all(&mut **tx)
    .await?;
    rows.iter().map(read).collect()
}

/// Invitations that can still be taken up, the newest first.
pub(crate) async fn invitations(
    store: &Store,
    sandbox: bool,
    now: i64,
) -> Result<Vec<LinkRow>, DomainError> {
    let rows = sqlx::query(
        "SELECT * FROM staff_links
         WHERE location_id = $1 AND sandbox = $2 AND kind = 'invitation' AND used_at IS NULL AND expires_at > $3
         ORDER BY created_at DESC, id",
    )
    .bind(LOCATION)
    .bind(i64::from(sandbox))
    .bind(now)
    .fetch_all(store.read())
    .await?;
    rows.iter().map(read).collect()
}

/// Takes an invitation back and answers it; none if it was taken up or never was.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    sandbox: bool,
    id: &str,
) -> Result<Option<LinkRow>, DomainError> {
    let row = sqlx::query(
        "DELETE FROM staff_links
         WHERE location_id = $1 AND sandbox = $2 AND id = $3 AND kind = 'invitation' AND used_at IS NULL
         RETURNING *",
    )
    .bind(LOCATION)
    .bind(i64::from(sandbox))
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    row.as_ref().map(read).transpose()
}

fn kind_name(kind: EntranceKind) -> &'static str {
    match kind {
        EntranceKind::SetUp => "set_up",
        EntranceKind::Invitation => "invitation",
        EntranceKind::Reset => "reset",
    }
}

fn read(row: &AnyRow) -> Result<LinkRow, DomainError> {
    let role: String = row.try_get("role")?;
    let kind = match row.try_get::<String, _>("kind")?.as_str() {
        "set_up" => EntranceKind::SetUp,
        "invitation" => EntranceKind::Invitation,
        "reset" => EntranceKind::Reset,
        other => return Err(DomainError::Internal(format!("there is no kind {other}"))),
    };
    Ok(LinkRow {
        id: row.try_get("id")?,
        sandbox: row.try_get::<i64, _>("sandbox")? == 1,
        kind,
        name: row.try_get("name")?,
        email_address: row.try_get("email_address")?,
        role: Role::named(&role)
            .ok_or_else(|| DomainError::Internal(format!("there is no role {role}")))?,
        staff_id: row.try_get("staff_id")?,
        invited_by: row.try_get("invited_by")?,
        made_by: row.try_get("made_by")?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
    })
}
