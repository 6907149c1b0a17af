//! Holds, their charges, and what happened to them.

pub(crate) mod charges;
pub(crate) mod events;
mod listing;
pub(crate) mod schedule;
pub(crate) mod steps;

use shared::console::holds::{HoldKind, HoldStatus};
use shared::{EmailAddress, Money};
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};

use super::checkouts::{currency, malformed};
use super::{LOCATION, Store, Tx};
use crate::DomainError;

pub(crate) use charges::ChargeStatus;
pub(crate) use listing::{list, of_customer};

/// How the row of a hold stands. What staff are shown depends on more than that: [`HoldRow::shown_status`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoredHold {
    /// Committed here; the id of its setup intent is not known, so that nobody was shown it.
    Creating,
    /// Waits for a card.
    Created,
    /// Holds one.
    Authorized,
    /// Charged.
    Completed,
    /// Released.
    Closed,
    /// Withdrawn before it held a card.
    Cancelled,
    /// Nobody gave a card in time.
    Expired,
    /// The card ran out.
    CardExpired,
    /// Dojo refused to make it.
    Failed,
}

/// What staff asked for, until Dojo has confirmed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Withdraw it, as long as it holds no card.
    Cancelled,
    /// Release the card.
    Closed,
}

/// A hold.
#[derive(Clone, Debug)]
pub(crate) struct HoldRow {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) status: StoredHold,
    pub(crate) ending: Option<Ending>,
    pub(crate) setup_intent_id: Option<String>,
    pub(crate) kind: HoldKind,
    pub(crate) reference: String,
    pub(crate) dojo_reference: String,
    pub(crate) amount: Money,
    pub(crate) terms: String,
    pub(crate) note: String,
    pub(crate) customer_id: Option<String>,
    pub(crate) customer_name: Option<String>,
    pub(crate) email_address: Option<EmailAddress>,
    pub(crate) phone_number: Option<String>,
    pub(crate) consent_text: Option<String>,
    pub(crate) consent_at: Option<i64>,
    pub(crate) sent_at: Option<i64>,
    pub(crate) opened_at: Option<i64>,
    pub(crate) card_type: Option<String>,
    pub(crate) last_four: Option<String>,
    pub(crate) card_expiry: Option<String>,
    pub(crate) card_expires_at: Option<i64>,
    pub(crate) declines: i64,
    /// The shopper has come back from Dojo's page, and Dojo could not be asked yet.
    pub(crate) waiting_since: Option<i64>,
    pub(crate) read_at: Option<i64>,
    pub(crate) expire_at: i64,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    /// The charge that is under way, with what was asked for; or that was carried out, with what Dojo took, unless that is in a
    /// currency that is none of ours.
    pub(crate) charge: Option<(ChargeStatus, Option<Money>)>,
}

impl HoldRow {
    /// As staff are shown it.
    pub(crate) fn shown_status(&self) -> HoldStatus {
        match self.status {
            StoredHold::Creating | StoredHold::Created | StoredHold::Authorized
                if self.ending.is_some() =>
            {
                HoldStatus::Closing
            }
            StoredHold::Creating => HoldStatus::Creating,
            StoredHold::Created if self.opened_at.is_some() => HoldStatus::Opened,
            StoredHold::Created if self.sent_at.is_some() => HoldStatus::Sent,
            StoredHold::Created => HoldStatus::Created,
            StoredHold::Authorized if self.charge.is_some() => HoldStatus::Charging,
            StoredHold::Authorized => HoldStatus::Authorized,
            StoredHold::Completed => HoldStatus::Completed,
            StoredHold::Closed => HoldStatus::Closed,
            StoredHold::Cancelled => HoldStatus::Cancelled,
            StoredHold::Expired => HoldStatus::Expired,
            StoredHold::CardExpired => HoldStatus::CardExpired,
            StoredHold::Failed => HoldStatus::Failed,
        }
    }

    /// Whether a charge is under way.
    pub(crate) fn is_being_charged(&self) -> bool {
        matches!(&self.charge, Some((status, _)) if *status != ChargeStatus::Charged)
    }
}

macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT h.id, h.code, h.status, h.ending, h.setup_intent_id, h.kind, h.reference, h.dojo_reference, h.currency,
                    h.amount, h.terms, h.note, h.customer_id, h.customer_name, h.email_address, h.phone_number,
                    h.consent_text, h.consent_at, h.sent_at, h.opened_at, h.card_type, h.last_four, h.card_expiry,
                    h.card_expires_at, h.declines, h.waiting_since, h.read_at, h.expire_at, h.created_at,
                    h.updated_at, c.status AS charge_status, c.amount AS charge_amount,
                    p.currency AS taken_currency, p.total_amount AS taken
             FROM holds h LEFT JOIN hold_charges c ON c.hold_id = h.id
               AND c.status IN ('creating', 'charging', 'withdrawing', 'charged')
             LEFT JOIN payments p ON p.payment_intent_id = c.payment_intent_id AND c.status = 'charged'
             WHERE ",
            $rest
        )
    };
}
pub(crate) use select;

/// The hold of this id.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
) -> Result<Option<HoldRow>, DomainError> {
    sqlx::query(select!("h.location_id = $1 AND h.id = $2"))
        .bind(LOCATION)
        .bind(id)
        .fetch_optional(executor)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The hold of this code in a shopper's address.
pub(crate) async fn by_code(store: &Store, code: &str) -> Result<Option<HoldRow>, DomainError> {
    sqlx::query(select!("h.location_id = $1 AND h.code = $2"))
        .bind(LOCATION)
        .bind(code)
        .fetch_optional(store.read())
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The hold of this id, which nobody else can change before the end of the transaction.
pub(crate) async fn lock(tx: &mut Tx, id: &str) -> Result<Option<HoldRow>, DomainError> {
    sqlx::query("UPDATE holds SET read_at = read_at WHERE location_id = $1 AND id = $2")
        .bind(LOCATION)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    find(&mut **tx, id).await
}

/// Whether a hold of the customer's waits for a card, holds one or is being charged.
pub(crate) async fn open_of_customer(
    store: &Store,
    customer_id: &str,
) -> Result<bool, DomainError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS counted FROM holds
         WHERE location_id = $1 AND customer_id = $2 AND status IN ('creating', 'created', 'authorized')",
    )
    .bind(LOCATION)
    .bind(customer_id)
    .fetch_one(store.read())
    .await?;
    let counted: i64 = row.try_get("counted")?;
    Ok(counted > 0)
}

fn read(row: &AnyRow) -> Result<HoldRow, DomainError> {
    let currency = currency(&row.try_get::<String, _>("currency")?)?;
    let email_address: Option<String> = row.try_get("email_address")?;
    let charge_status: Option<String> = row.try_get("charge_status")?;
    let charge_amount: Option<i64> = row.try_get("charge_amount")?;
    let charge = match (charge_status, charge_amount) {
        (Some(status), Some(amount)) => Some(match charges::status(&status)? {
            ChargeStatus::Charged => (ChargeStatus::Charged, charges::taken(row)?),
            under_way => (under_way, Some(Money::new(amount, currency))),
        }),
        _ => None,
    };
    Ok(HoldRow {
        id: row.try_get("id")?,
        code: row.try_get("code")?,
        status: status(&row.try_get::<String, _>("status")?)?,
        ending: ending(row.try_get::<Option<String>, _>("ending")?.as_deref())?,
        setup_intent_id: row.try_get("setup_intent_id")?,
        kind: kind(&row.try_get::<String, _>("kind")?)?,
        reference: row.try_get("reference")?,
        dojo_reference: row.try_get("dojo_reference")?,
        amount: Money::new(row.try_get("amount")?, currency),
        terms: row.try_get("terms")?,
        note: row.try_get("note")?,
        customer_id: row.try_get("customer_id")?,
        customer_name: row.try_get("customer_name")?,
        email_address: email_address
            .map(EmailAddress::try_from)
            .transpose()
            .map_err(malformed)?,
        phone_number: row.try_get("phone_number")?,
        consent_text: row.try_get("consent_text")?,
        consent_at: row.try_get("consent_at")?,
        sent_at: row.try_get("sent_at")?,
        opened_at: row.try_get("opened_at")?,
        card_type: row.try_get("card_type")?,
        last_four: row.try_get("last_four")?,
        card_expiry: row.try_get("card_expiry")?,
        card_expires_at: row.try_get("card_expires_at")?,
        declines: row.try_get("declines")?,
        waiting_since: row.try_get("waiting_since")?,
        read_at: row.try_get("read_at")?,
        expire_at: row.try_get("expire_at")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        charge,
    })
}

fn status(text: &str) -> Result<StoredHold, DomainError> {
    Ok(match text {
        "creating" => StoredHold::Creating,
        "created" => StoredHold::Created,
        "authorized" => StoredHold::Authorized,
        "completed" => StoredHold::Completed,
        "closed" => StoredHold::Closed,
        "cancelled" => StoredHold::Cancelled,
        "expired" => StoredHold::Expired,
        "card_expired" => StoredHold::CardExpired,
        "failed" => StoredHold::Failed,
        other => return Err(malformed(other)),
    })
}

fn status_text(status: StoredHold) -> &'static str {
    match status {
        StoredHold::Creating => "creating",
        StoredHold::Created => "created",
        StoredHold::Authorized => "authorized",
        StoredHold::Completed => "completed",
        StoredHold::Closed => "closed",
        StoredHold::Cancelled => "cancelled",
        StoredHold::Expired => "expired",
        StoredHold::CardExpired => "card_expired",
        StoredHold::Failed => "failed",
    }
}

fn ending(text: Option<&str>) -> Result<Option<Ending>, DomainError> {
    match text {
        None => Ok(None),
        Some("cancelled") => Ok(Some(Ending::Cancelled)),
        Some("closed") => Ok(Some(Ending::Closed)),
        Some(other) => Err(malformed(other)),
    }
}

fn kind(text: &str) -> Result<HoldKind, DomainError> {
    match text {
        "no_show" => Ok(HoldKind::NoShow),
        "unscheduled" => Ok(HoldKind::Unscheduled),
        other => Err(malformed(other)),
    }
}

fn kind_text(kind: HoldKind) -> &'static str {
    match kind {
        HoldKind::NoShow => "no_show",
        HoldKind::Unscheduled => "unscheduled",
    }
}
