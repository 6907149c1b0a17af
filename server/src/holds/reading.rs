//! What a setup intent says about its hold.

use dojo::{Card, PaymentEventType, SetupIntentResponse, SetupIntentStatus};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use shared::console::holds::HoldEventKind;

use crate::card_expiry::month_and_year;
use crate::store::holds::steps::Reading;
use crate::store::holds::{Ending, HoldRow, StoredHold};

/// What a reading changes: the row's new values, what happened, and whether staff see a difference.
pub(super) struct Change {
    pub(super) reading: Reading,
    pub(super) events: Vec<HoldEventKind>,
    pub(super) visible: bool,
}

/// Compares. An older state than the row's, which a slow answer may hold, changes nothing.
pub(super) fn compare(row: &HoldRow, setup: &SetupIntentResponse) -> Change {
    let said = status(&setup.public.status).filter(|said| rank(*said) >= rank(row.status));
    // While a charge of ours is under way, its payment tells how it ended.
    let said = said.filter(|said| *said != StoredHold::Completed || !row.is_being_charged());
    let status = said.unwrap_or(row.status);
    let declines = declines(setup);
    let mut events = Vec::new();
    if declines > row.declines {
        events.push(HoldEventKind::Declined);
    }
    if status != row.status {
        events.extend(happened(status));
    }
    let too_late = row.ending == Some(Ending::Cancelled) && status == StoredHold::Authorized;
    if too_late {
        events.push(HoldEventKind::CancelTooLate);
    }
    let is_open = matches!(status, StoredHold::Created | StoredHold::Authorized);
    let details = setup.public.payment_details.as_ref();
    let card = details.and_then(|details| details.card.as_ref());
    let expiry = card.and_then(expiry);
    Change {
        visible: !events.is_empty() || row.waiting_since.is_some(),
        events,
        reading: Reading {
            status,
            forget_ending: too_late || !is_open,
            declines,
            card_type: card.and_then(|card| given(card.card_type.as_deref())),
            last_four: card.and_then(last_four),
            card_expires_at: expiry.as_deref().and_then(end_of_month),
            card_expiry: expiry,
        },
    }
}

fn status(said: &SetupIntentStatus) -> Option<StoredHold> {
    Some(match said {
        SetupIntentStatus::Created => StoredHold::Created,
        SetupIntentStatus::Authorized => StoredHold::Authorized,
        SetupIntentStatus::Canceled => StoredHold::Cancelled,
        SetupIntentStatus::Completed => StoredHold::Completed,
        SetupIntentStatus::Expired => StoredHold::Expired,
        SetupIntentStatus::CardExpired => StoredHold::CardExpired,
        SetupIntentStatus::Closed => StoredHold::Closed,
        SetupIntentStatus::Other(_) => return None,
    })
}

fn rank(status: StoredHold) -> u8 {
    match status {
        StoredHold::Creating => 0,
        StoredHold::Created => 1,
        StoredHold::Authorized => 2,
        StoredHold::Completed
        | StoredHold::Closed
        | StoredHold::Cancelled
        | StoredHold::Expired
        | StoredHold::CardExpired
        | StoredHold::Failed => 3,
    }
}

fn happened(status: StoredHold) -> Option<HoldEventKind> {
    match status {
        StoredHold::Creating | StoredHold::Created | StoredHold::Failed => None,
        StoredHold::Authorized => Some(HoldEventKind::Authorized),
        // Charges of ours write their own.
        StoredHold::Completed => Some(HoldEventKind::CompletedElsewhere),
        StoredHold::Closed => Some(HoldEventKind::Closed),
        StoredHold::Cancelled => Some(HoldEventKind::Cancelled),
        StoredHold::Expired => Some(HoldEventKind::Expired),
        StoredHold::CardExpired => Some(HoldEventKind::CardExpired),
    }
}

fn declines(setup: &SetupIntentResponse) -> i64 {
    let declined = setup
        .setup_events
        .iter()
        .filter(|event| event.event_type == PaymentEventType::Declined)
        .count();
    i64::try_from(declined).unwrap_or(i64::MAX)
}

fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// Only ever four digits, whatever Dojo sends.
fn last_four(card: &Card) -> Option<String> {
    let text = given(card.last4_pan.as_deref()).or_else(|| given(card.card_number.as_deref()))?;
    let from_the_end: Vec<char> = text.chars().rev().take(4).collect();
    from_the_end
        .iter()
        .all(char::is_ascii_digit)
        .then(|| from_the_end.into_iter().rev().collect())
}

/// `MM/YY`
fn expiry(card: &Card) -> Option<String> {
    given(card.expiry_date.as_deref()).map(|text| month_and_year(&text))
}

/// The first moment at which a card of this `MM/YY` is of no use any more: cards are good until the month is over.
fn end_of_month(expiry: &str) -> Option<i64> {
    let (month, year) = expiry.split_once('/')?;
    let year: i16 = year.parse().ok().filter(|year| (0..100).contains(year))?;
    let first = Date::new(2000 + year, month.parse().ok()?, 1).ok()?;
    let next = first.checked_add(Span::new().months(1)).ok()?;
    let at = next.to_zoned(TimeZone::UTC).ok()?;
    Some(Timestamp::as_millisecond(at.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_good_until_its_month_is_over() {
        let new_year: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(end_of_month("12/29"), Some(new_year.as_millisecond()));
        for nonsense in ["", "13/29", "12-29", "a/b", "12/1000"] {
            assert_eq!(end_of_month(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn no_more_of_a_card_is_kept_than_its_last_four_digits() {
        let card = |number: &str| Card {
            card_number: Some(number.to_owned()),
            expiry_date: Some("2029-12-31".to_owned()),
            ..Card::default()
        };
        assert_eq!(
            last_four(&card("5200000000001005")).as_deref(),
            Some("1005")
        );
        assert_eq!(last_four(&card("hidden")), None);
        assert_eq!(expiry(&card("")).as_deref(), Some("12/29"));
    }
}
