//! E-mails, written in the transaction of what they tell of and sent afterwards.

use shared::EmailAddress;
use shared::console::emails::{EmailState, EmailStatus};
use shared::console::live::LiveKind;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;
use crate::mail::{Email, Refusal};

/// An e-mail to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmailRow {
    pub(crate) id: String,
    pub(crate) recipient: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: Option<String>,
    pub(crate) about: (LiveKind, String),
    pub(crate) created_at: i64,
    pub(crate) tries: i64,
}

/// Writes an e-mail, due at once.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: &str,
    email: &Email,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO emails (id, location_id, recipient, subject, body_text, body_html, about_kind, about_id, status,
                             next_at, created_at, reminder)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'new', $9, $9, $10)",
    )
    .bind(id)
    .bind(LOCATION)
    .bind(email.to.as_str())
    .bind(&email.subject)
    .bind(&email.text)
    .bind(email.html.as_deref())
    .bind(email.about.0.as_str())
    .bind(&email.about.1)
    .bind(now)
    .bind(i64::from(email.reminder))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Takes up to `limit` due e-mails; nobody else gets them before `lease_until`.
pub(crate) async fn claim(
    store: &Store,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<EmailRow>, DomainError> {
    macro_rules! claim {
        ($locking:literal) => {
            concat!(
                "UPDATE emails SET next_at = $1, tries = tries + 1 WHERE id IN
                   (SELECT id FROM emails WHERE status = 'new' AND next_at <= $2 ORDER BY next_at LIMIT $3 ",
                $locking,
                ") RETURNING id, recipient, subject, body_text, body_html, about_kind, about_id, created_at, tries"
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

fn read(row: &AnyRow) -> Result<EmailRow, DomainError> {
    Ok(EmailRow {
        id: row.try_get("id")?,
        recipient: row.try_get("recipient")?,
        subject: row.try_get("subject")?,
        text: row.try_get("body_text")?,
        html: row.try_get("body_html")?,
        about: about(row)?,
        created_at: row.try_get("created_at")?,
        tries: row.try_get("tries")?,
    })
}

fn about(row: &AnyRow) -> Result<(LiveKind, String), DomainError> {
    let kind: String = row.try_get("about_kind")?;
    let kind = LiveKind::named(&kind)
        .ok_or_else(|| DomainError::Internal(format!("an e-mail about a {kind}")))?;
    Ok((kind, row.try_get("about_id")?))
}

/// `new` → `sent`, or `parked` with the reason.
pub(crate) async fn settle(
    tx: &mut Tx,
    id: &str,
    parked_because: Option<&Refusal>,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE emails SET status = $2, last_error = $3, last_error_detail = $4, settled_at = $5
         WHERE id = $1 AND status = 'new'",
    )
    .bind(id)
    .bind(if parked_because.is_some() {
        "parked"
    } else {
        "sent"
    })
    .bind(parked_because.map(|refusal| refusal.reason.as_str()))
    .bind(parked_because.map(|refusal| refusal.detail.as_str()))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Sends an e-mail again later.
pub(crate) async fn put_off(
    tx: &mut Tx,
    id: &str,
    refusal: &Refusal,
    next_at: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE emails SET next_at = $2, last_error = $3, last_error_detail = $4 WHERE id = $1 AND status = 'new'",
    )
    .bind(id)
    .bind(next_at)
    .bind(&refusal.reason)
    .bind(&refusal.detail)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes an e-mail that was not sent yet due at once, one that was given up too, and tells what it is about.
pub(crate) async fn retry(
    tx: &mut Tx,
    id: &str,
    now: i64,
) -> Result<Option<(LiveKind, String)>, DomainError> {
    sqlx::query(
        "UPDATE emails SET status = 'new', tries = 0, next_at = $3, settled_at = NULL
         WHERE location_id = $1 AND id = $2 AND status <> 'sent' RETURNING about_kind, about_id",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?
    .as_ref()
    .map(about)
    .transpose()
}

/// The e-mail of this id, as staff see it.
pub(crate) async fn find(store: &Store, id: &str) -> Result<Option<EmailState>, DomainError> {
    sqlx::query(
        "SELECT id, recipient, subject, status, tries, next_at, last_error, last_error_detail, reminder, created_at
         FROM emails
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(store.read())
    .await?
    .as_ref()
    .map(state)
    .transpose()
}

/// E-mails about one thing, the newest first.
pub(crate) async fn about_one(
    store: &Store,
    kind: LiveKind,
    id: &str,
    limit: i64,
) -> Result<Vec<EmailState>, DomainError> {
    sqlx::query(
        "SELECT id, recipient, subject, status, tries, next_at, last_error, last_error_detail, reminder, created_at
         FROM emails
         WHERE location_id = $1 AND about_kind = $2 AND about_id = $3 ORDER BY created_at DESC, id DESC LIMIT $4",
    )
    .bind(LOCATION)
    .bind(kind.as_str())
    .bind(id)
    .bind(limit)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(state)
    .collect()
}

/// Whether an e-mail about one thing was sent to this address.
pub(crate) async fn was_sent(
    tx: &mut Tx,
    kind: LiveKind,
    id: &str,
    to: &EmailAddress,
) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT 1 FROM emails WHERE location_id = $1 AND about_kind = $2 AND about_id = $3 AND status = 'sent'
           AND LOWER(recipient) = LOWER($4) LIMIT 1",
    )
    .bind(LOCATION)
    .bind(kind.as_str())
    .bind(id)
    .bind(to.as_str())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.is_some())
}

/// How many e-mails there are about one thing.
pub(crate) async fn count_about(tx: &mut Tx, kind: LiveKind, id: &str) -> Result<i64, DomainError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS counted FROM emails WHERE location_id = $1 AND about_kind = $2 AND about_id = $3",
    )
    .bind(LOCATION)
    .bind(kind.as_str())
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    Ok(row.try_get("counted")?)
}

fn state(row: &AnyRow) -> Result<EmailState, DomainError> {
    let status = match row.try_get::<String, _>("status")?.as_str() {
        "sent" => EmailStatus::Sent,
        "parked" => EmailStatus::Parked,
        _ => EmailStatus::New,
    };
    let next_at: i64 = row.try_get("next_at")?;
    let detail: Option<String> = row.try_get("last_error_detail")?;
    Ok(EmailState {
        id: row.try_get("id")?,
        to: row.try_get("recipient")?,
        subject: row.try_get("subject")?,
        status,
        tries: row.try_get("tries")?,
        next_at: (status == EmailStatus::New).then_some(next_at),
        last_error: row.try_get("last_error")?,
        last_error_detail: detail.filter(|detail| !detail.is_empty()),
        reminder: row.try_get::<i64, _>("reminder")? == 1,
        created_at: row.try_get("created_at")?,
    })
}

/// When the next e-mail falls due.
pub(crate) async fn next_due(store: &Store) -> Result<Option<i64>, DomainError> {
    let row =
        sqlx::query("SELECT next_at FROM emails WHERE status = 'new' ORDER BY next_at LIMIT 1")
            .fetch_optional(store.read())
            .await?;
    Ok(row.map(|row| row.try_get("next_at")).transpose()?)
}

/// Forgets what was written in e-mails that were sent before `before`; that they were sent stays known.
pub(crate) async fn prune(store: &Store, before: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE emails SET body_text = '', body_html = NULL
         WHERE status = 'sent' AND settled_at < $1 AND body_text <> ''",
    )
    .bind(before)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Makes due what a killed process had taken: see [`Store::release_leases`].
pub(crate) async fn release(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE emails SET next_at = $1 WHERE status = 'new' AND next_at > $1 AND next_at <= $1 + 60000",
    )
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
