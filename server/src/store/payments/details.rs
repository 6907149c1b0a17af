//! What belongs to one payment: its document, its notes, its receipts, when it was read.

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
