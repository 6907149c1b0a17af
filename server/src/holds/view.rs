//! Holds as the console shows them.

use shared::console::Page;
use shared::console::customers::Consent;
use shared::console::holds::{
    HeldCard, HoldCharge, HoldChargeStatus, HoldDetail, HoldFilter, HoldItem, HoldStatus,
    HoldWarning,
};
use shared::console::live::LiveKind;

use super::{get, sending, settle};
use crate::app::App;
use crate::store::cursor::{Cursor, check_search};
use crate::store::holds::charges::{self, ChargeRow, ChargeStatus};
use crate::store::holds::{self, HoldRow, events};
use crate::{DomainError, mail};

/// The most rows of a page.
const MOST_ROWS: i64 = 100;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A page of holds, the newest first.
///
/// # Errors
/// [`DomainError::InvalidField`] if the cursor is none, [`DomainError::Store`].
pub(crate) async fn list(
    app: &App,
    filter: Option<HoldFilter>,
    search: &str,
    cursor: Option<&str>,
    limit: i64,
) -> Result<Page<HoldItem>, DomainError> {
    check_search("search", search)?;
    let cursor = cursor.map(Cursor::parse).transpose()?;
    let limit = limit.clamp(1, MOST_ROWS);
    let now = app.clock.now_ms();
    let page = holds::list(&app.store, filter, search, cursor.as_ref(), limit, now).await?;
    Ok(Page {
        items: page.items.iter().map(|row| item(row, now)).collect(),
        next: page.next,
        previous: page.previous,
        total: page.total,
    })
}

/// The customer's latest holds.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn of_customer(
    app: &App,
    customer_id: &str,
    limit: i64,
) -> Result<Vec<HoldItem>, DomainError> {
    let rows = holds::of_customer(&app.store, customer_id, limit).await?;
    let now = app.clock.now_ms();
    Ok(rows.iter().map(|row| item(row, now)).collect())
}

/// [`detail`], as Dojo tells it now if a shopper may be giving a card.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn latest(app: &App, id: &str) -> Result<HoldDetail, DomainError> {
    let row = get(app, id).await?;
    if row.opened_at.is_some() {
        settle::glance(app, &row).await;
    }
    detail(app, id).await
}

/// Everything about a hold.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn detail(app: &App, id: &str) -> Result<HoldDetail, DomainError> {
    let row = get(app, id).await?;
    let charges = charges::of_hold(&app.store, id).await?;
    Ok(HoldDetail {
        hold: item(&row, app.clock.now_ms()),
        share: sending::share(app, &row).await?,
        charges: charges.into_iter().map(charge).collect(),
        events: events::of_hold(&app.store, id).await?,
        emails: mail::about(app, LiveKind::Hold, id).await?,
        consent: row
            .consent_text
            .zip(row.consent_at)
            .map(|(text, at)| Consent { text, at }),
        terms: row.terms,
        note: row.note,
        email_address: row.email_address.map(String::from),
        phone_number: row.phone_number,
        setup_intent_id: row.setup_intent_id,
        declines: row.declines,
        read_at: row.read_at,
    })
}

/// A hold as lists show it.
pub(crate) fn item(row: &HoldRow, now: i64) -> HoldItem {
    let card = row.card_type.as_ref().map(|scheme| HeldCard {
        scheme: scheme.clone(),
        last_four: row.last_four.clone().unwrap_or_default(),
        expiry_date: row.card_expiry.clone().unwrap_or_default(),
    });
    let charged_amount = row
        .charge
        .filter(|(status, _)| *status == ChargeStatus::Charged)
        .and_then(|(_, amount)| amount);
    HoldItem {
        id: row.id.clone(),
        reference: row.reference.clone(),
        kind: row.kind,
        status: row.shown_status(),
        intended_amount: row.amount,
        charged_amount,
        customer_id: row.customer_id.clone(),
        customer_name: row.customer_name.clone(),
        card,
        warnings: warnings(row, now),
        expire_at: row.expire_at,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

fn warnings(row: &HoldRow, now: i64) -> Vec<HoldWarning> {
    let status = row.shown_status();
    let mut warnings = Vec::new();
    if status.waits_for_card() && row.expire_at - now < 2 * DAY {
        warnings.push(HoldWarning::ExpiresSoon);
    }
    if status == HoldStatus::Authorized && row.card_expires_at.is_some_and(|at| at - now < 30 * DAY)
    {
        warnings.push(HoldWarning::CardExpiresSoon);
    }
    if status == HoldStatus::Charging {
        warnings.push(HoldWarning::ChargeUnknown);
    }
    if status == HoldStatus::Closing {
        warnings.push(HoldWarning::EndUnknown);
    }
    warnings
}

fn charge(row: ChargeRow) -> HoldCharge {
    HoldCharge {
        id: row.id,
        status: match row.status {
            ChargeStatus::Creating | ChargeStatus::Charging | ChargeStatus::Withdrawing => {
                HoldChargeStatus::UnderWay
            }
            ChargeStatus::Charged => HoldChargeStatus::Charged,
            ChargeStatus::Failed => HoldChargeStatus::Failed,
        },
        amount: match row.status {
            ChargeStatus::Charged => row.taken,
            _ => Some(row.amount),
        },
        payment_intent_id: row.payment_intent_id,
        note: row.note,
        failure: row.failure,
        staff_name: row.staff_name,
        created_at: row.created_at,
    }
}

/// How the hold stands, in a few words for a sentence.
pub(super) fn in_words(row: &HoldRow) -> String {
    match row.shown_status() {
        HoldStatus::Creating | HoldStatus::Created => "it waits to be sent".to_owned(),
        HoldStatus::Sent | HoldStatus::Opened => "it waits for a card".to_owned(),
        HoldStatus::Authorized => format!("a card is held, for up to {}", row.amount),
        HoldStatus::Charging => match &row.charge {
            Some((_, Some(amount))) => format!("{amount} is being charged"),
            _ => "it is being charged".to_owned(),
        },
        HoldStatus::Completed => match &row.charge {
            Some((_, Some(amount))) => format!("{amount} was charged"),
            Some((_, None)) => "it was charged".to_owned(),
            None => "it was charged elsewhere".to_owned(),
        },
        HoldStatus::Closing => "it is being ended".to_owned(),
        HoldStatus::Closed => "the card was released".to_owned(),
        HoldStatus::Cancelled => "it was cancelled".to_owned(),
        HoldStatus::Expired => "it has expired".to_owned(),
        HoldStatus::CardExpired => "the card has run out".to_owned(),
        HoldStatus::Failed => "Dojo refused to make it".to_owned(),
    }
}
