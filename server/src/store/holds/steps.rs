//! The guarded steps of a hold. Each tells by the row count whether it was taken.
//!
//! `updated_at` grows with each step that staff see, so that a screen can say which state it showed.

use shared::console::holds::{HoldFields, HoldKind};
use shared::{EmailAddress, PhoneNumber};

use super::super::{LOCATION, Tx};
use super::{Ending, StoredHold, kind_text, status_text};
use crate::DomainError;

/// What a new hold begins with.
#[derive(Clone, Debug)]
pub(crate) struct NewHold<'a> {
    pub(crate) id: &'a str,
    pub(crate) code: &'a str,
    pub(crate) kind: HoldKind,
    pub(crate) fields: &'a HoldFields,
    pub(crate) dojo_reference: &'a str,
    pub(crate) customer_id: Option<&'a str>,
    pub(crate) expire_at: i64,
    pub(crate) now: i64,
}

/// Commits a hold as `creating`.
pub(crate) async fn insert(tx: &mut Tx, new: &NewHold<'_>) -> Result<(), DomainError> {
    let fields = new.fields;
    sqlx::query(
        "INSERT INTO holds (id, location_id, code, status, kind, reference, dojo_reference, currency, amount, terms, note,
                            customer_id, customer_name, email_address, phone_number, search_text, poll_at, expire_at,
                            created_at, updated_at)
         VALUES ($1, $2, $3, 'creating', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18)",
    )
    .bind(new.id)
    .bind(LOCATION)
    .bind(new.code)
    .bind(kind_text(new.kind))
    .bind(fields.reference.as_str())
    .bind(new.dojo_reference)
    .bind(fields.intended_amount.currency_code.code())
    .bind(fields.intended_amount.value)
    .bind(&fields.terms)
    .bind(&fields.note)
    .bind(new.customer_id)
    .bind(fields.customer_name.as_deref())
    .bind(fields.email_address.as_ref().map(EmailAddress::as_str))
    .bind(fields.phone_number.as_ref().map(PhoneNumber::as_str))
    .bind(search_text(new))
    // Whoever makes it is at it; should they die, somebody else takes over.
    .bind(new.now + 30_000)
    .bind(new.expire_at)
    .bind(new.now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn search_text(new: &NewHold<'_>) -> String {
    let dialled = new.fields.phone_number.as_ref().map(PhoneNumber::dialled);
    let parts = [
        Some(new.id),
        Some(new.fields.reference.as_str()),
        new.fields.customer_name.as_deref(),
        new.fields.email_address.as_ref().map(EmailAddress::as_str),
        dialled.as_deref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(" ").to_lowercase()
}

macro_rules! update {
    ($set:literal, $guard:literal) => {
        concat!(
            "UPDATE holds SET ",
            $set,
            ", updated_at = CASE WHEN updated_at < $3 THEN $3 ELSE updated_at + 1 END
             WHERE location_id = $1 AND id = $2 AND ",
            $guard
        )
    };
}

/// `creating` → `created`: the setup intent is known. Also true if that very one was stored meanwhile.
pub(crate) async fn adopt(
    tx: &mut Tx,
    id: &str,
    setup_intent_id: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(update!(
        "status = CASE WHEN status = 'creating' THEN 'created' ELSE status END, setup_intent_id = $4",
        "(status = 'creating' OR setup_intent_id = $4)"
    ))
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .bind(setup_intent_id)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a hold whose setup intent nobody was shown, without asking Dojo.
pub(crate) async fn end_unmade(
    tx: &mut Tx,
    id: &str,
    status: StoredHold,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(update!(
        "status = $4, ending = NULL, poll_at = NULL",
        "status = 'creating'"
    ))
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .bind(status_text(status))
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The link is on its way to the shopper.
pub(crate) async fn mark_sent(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    sqlx::query(update!("sent_at = $3", "status IN ('creating', 'created')"))
        .bind(LOCATION)
        .bind(id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The shopper looks at the link for the first time.
pub(crate) async fn mark_opened(tx: &mut Tx, id: &str, now: i64) -> Result<bool, DomainError> {
    let done = sqlx::query(update!(
        "opened_at = $3",
        "opened_at IS NULL AND ending IS NULL AND status IN ('creating', 'created')"
    ))
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The shopper agrees to these words; `false` if no card can be given any more.
pub(crate) async fn agree(
    tx: &mut Tx,
    id: &str,
    text: &str,
    now: i64,
) -> Result<bool, DomainError> {
    let done = sqlx::query(update!(
        "consent_text = $4, consent_at = $3",
        "ending IS NULL AND status IN ('creating', 'created') AND expire_at > $3"
    ))
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .bind(text)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The shopper is back from Dojo's page, and Dojo cannot be asked. The next reading forgets it.
pub(crate) async fn set_waiting(tx: &mut Tx, id: &str, since: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE holds SET waiting_since = $3 WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .bind(since)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// From here on no shopper is led to Dojo's page, and no charge begins.
pub(crate) async fn begin_ending(
    tx: &mut Tx,
    id: &str,
    ending: Ending,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(update!(
        "ending = $4",
        "status IN ('creating', 'created', 'authorized')"
    ))
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .bind(match ending {
        Ending::Cancelled => "cancelled",
        Ending::Closed => "closed",
    })
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a reading of the setup intent says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) status: StoredHold,
    /// What staff asked for is done, or cannot be.
    pub(crate) forget_ending: bool,
    pub(crate) declines: i64,
    pub(crate) card_type: Option<String>,
    pub(crate) last_four: Option<String>,
    pub(crate) card_expiry: Option<String>,
    pub(crate) card_expires_at: Option<i64>,
}

/// Writes what a reading said. `changed` if staff see a difference.
pub(crate) async fn record_reading(
    tx: &mut Tx,
    id: &str,
    reading: &Reading,
    changed: bool,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE holds SET
           authorized_at = CASE WHEN $3 = 'authorized' THEN COALESCE(authorized_at, $11) ELSE authorized_at END,
           status = $3, ending = CASE WHEN $4 = 1 THEN NULL ELSE ending END, declines = $5,
           card_type = COALESCE($6, card_type), last_four = COALESCE($7, last_four),
           card_expiry = COALESCE($8, card_expiry), card_expires_at = COALESCE($9, card_expires_at),
           waiting_since = NULL, read_at = $11,
           updated_at = CASE WHEN $10 = 0 THEN updated_at WHEN updated_at < $11 THEN $11 ELSE updated_at + 1 END
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(status_text(reading.status))
    .bind(i64::from(reading.forget_ending))
    .bind(reading.declines)
    .bind(reading.card_type.as_deref())
    .bind(reading.last_four.as_deref())
    .bind(reading.card_expiry.as_deref())
    .bind(reading.card_expires_at)
    .bind(i64::from(changed))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// `authorized` → `completed`: the card was charged.
pub(crate) async fn complete(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    sqlx::query(update!(
        "status = 'completed', ending = NULL, poll_at = NULL",
        "status = 'authorized'"
    ))
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Something of the hold that is not in its row has changed.
pub(crate) async fn touch(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    sqlx::query(update!("read_at = read_at", "1 = 1"))
        .bind(LOCATION)
        .bind(id)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
