//! What belongs to one payment: its document, its notes, who is changing it.

use sqlx::Row;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// What a member of staff wrote about a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoteRow {
    pub(crate) id: String,
    pub(crate) staff_id: String,
    pub(crate) staff_name: String,
    pub(crate) text: String,
    pub(crate) created_at: i64,
}

/// Dojo's last answer about the intent, secrets removed.
pub(crate) async fn document(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Option<String>, DomainError> {
    let row = sqlx::query("SELECT document FROM payment_documents WHERE payment_intent_id = $1")
        .bind(payment_intent_id)
        .fetch_optional(store.read())
        .await?;
    Ok(row.map(|row| row.try_get("document")).transpose()?)
}

/// Writes a note down.
pub(crate) async fn add_note(
    tx: &mut Tx,
    payment_intent_id: &str,
    note: &NoteRow,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO payment_notes (id, location_id, payment_intent_id, staff_id, staff_name, text, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&note.id)
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(&note.staff_id)
    .bind(&note.staff_name)
    .bind(&note.text)
    .bind(note.created_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The notes about a payment, oldest first.
pub(crate) async fn notes(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Vec<NoteRow>, DomainError> {
    sqlx::query(
        "SELECT id, staff_id, staff_name, text, created_at FROM payment_notes
         WHERE location_id = $1 AND payment_intent_id = $2 ORDER BY created_at, id",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok(NoteRow {
            id: row.try_get("id")?,
            staff_id: row.try_get("staff_id")?,
            staff_name: row.try_get("staff_name")?,
            text: row.try_get("text")?,
            created_at: row.try_get("created_at")?,
        })
    })
    .collect()
}

/// Lets nobody else change the payment at Dojo until `until`; `false` if somebody else is at it. [`free`] ends it.
pub(crate) async fn occupy(
    tx: &mut Tx,
    payment_intent_id: &str,
    until: i64,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE payments SET busy_until = $3 WHERE location_id = $1 AND payment_intent_id = $2
           AND (busy_until IS NULL OR busy_until <= $4)",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(until)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether nobody changes the payment at Dojo now.
pub(crate) async fn is_free(
    tx: &mut Tx,
    payment_intent_id: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT 1 FROM payments WHERE location_id = $1 AND payment_intent_id = $2 AND busy_until > $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(now)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.is_none())
}

/// Whether somebody has begun to change the payment at Dojo, their time is over, and nobody knows what became of it.
pub(crate) async fn is_left_unknown(
    store: &Store,
    payment_intent_id: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT 1 FROM payments WHERE location_id = $1 AND payment_intent_id = $2 AND busy_until <= $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(now)
    .fetch_optional(store.write())
    .await?;
    Ok(row.is_some())
}

/// The payment that was occupied `until` then can be changed again, as soon as it was read.
pub(crate) async fn leave_unknown(
    tx: &mut Tx,
    payment_intent_id: &str,
    until: i64,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE payments SET busy_until = $4
         WHERE location_id = $1 AND payment_intent_id = $2 AND busy_until = $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(until)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The payment that was occupied `until` then can be changed again. Should somebody else have occupied it since, it stays theirs.
pub(crate) async fn free(
    tx: &mut Tx,
    payment_intent_id: &str,
    until: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE payments SET busy_until = NULL
         WHERE location_id = $1 AND payment_intent_id = $2 AND busy_until = $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(until)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Counts a receipt; `false` if `most` were sent.
pub(crate) async fn count_receipt(
    store: &Store,
    payment_intent_id: &str,
    most: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE payments SET receipts_sent = receipts_sent + 1
         WHERE location_id = $1 AND payment_intent_id = $2 AND receipts_sent < $3",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .bind(most)
    .execute(store.write())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What staff did to a payment, from the audit trail: when, who, what, with which values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeedRow {
    pub(crate) happened_at: i64,
    pub(crate) staff_name: Option<String>,
    pub(crate) action: String,
    pub(crate) after: Option<String>,
}

/// The audit trail of a payment, oldest first.
pub(crate) async fn deeds(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Vec<DeedRow>, DomainError> {
    sqlx::query(
        "SELECT happened_at, staff_name, action, after_value FROM audit
         WHERE location_id = $1 AND object_kind = 'payment' AND object_id = $2 ORDER BY position LIMIT 500",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok(DeedRow {
            happened_at: row.try_get("happened_at")?,
            staff_name: row.try_get("staff_name")?,
            action: row.try_get("action")?,
            after: row.try_get("after_value")?,
        })
    })
    .collect()
}

/// When webhooks about a payment came, and whether they were acted upon: `new`, `done`, `parked`.
pub(crate) async fn webhooks(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Vec<(i64, String, String)>, DomainError> {
    sqlx::query(
        "SELECT received_at, event_type, status FROM inbox WHERE location_id = $1 AND payment_intent_id = $2
         ORDER BY received_at LIMIT 200",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_all(store.read())
    .await?
    .iter()
    .map(|row| {
        Ok((
            row.try_get("received_at")?,
            row.try_get("event_type")?,
            row.try_get("status")?,
        ))
    })
    .collect()
}

/// When Dojo was last read about a payment.
pub(crate) async fn read_at(
    store: &Store,
    payment_intent_id: &str,
) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(
        "SELECT read_at FROM payments WHERE location_id = $1 AND payment_intent_id = $2",
    )
    .bind(LOCATION)
    .bind(payment_intent_id)
    .fetch_optional(store.read())
    .await?;
    Ok(row.map(|row| row.try_get("read_at")).transpose()?)
}
