//! What staff write about a payment.

use shared::card_number;

use crate::app::App;
use crate::payments::mirror::tell;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::payments::{self, NoteRow};
use crate::{DomainError, live, random};

/// How long a note may be.
const LONGEST: usize = 1_000;

/// Writes a note down.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::InvalidField`] if it is empty, too long or holds a card number.
pub(crate) async fn add_note(
    app: &App,
    actor: &Actor,
    id: &str,
    text: &str,
) -> Result<(), DomainError> {
    let text = free_text("text", Some(text), LONGEST)?
        .ok_or_else(|| DomainError::invalid("text", "Enter a note."))?;
    let now = app.clock.now_ms();
    let note = NoteRow {
        id: random::id::<12>("no_")?,
        staff_id: actor.staff_id.clone(),
        staff_name: actor.name.clone(),
        text,
        created_at: now,
    };
    let mut tx = app.store.begin().await?;
    payments::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    payments::add_note(&mut tx, id, &note).await?;
    let entry = Entry {
        action: "note.added",
        object_kind: "payment",
        object_id: id,
        before: None,
        after: Some(serde_json::json!({ "noteId": note.id })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

/// Text that staff typed: trimmed, `None` if empty, never a card number (PCI DSS requirement 3).
pub(super) fn free_text(
    field: &'static str,
    text: Option<&str>,
    longest: usize,
) -> Result<Option<String>, DomainError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.chars().count() > longest {
        return Err(DomainError::invalid(
            field,
            format!("Enter at most {longest} characters."),
        ));
    }
    if card_number::is_in(text) {
        return Err(DomainError::invalid(field, card_number::REFUSAL));
    }
    Ok(Some(text.to_owned()))
}
