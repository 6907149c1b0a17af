//! What an intent tells, in the shape in which the store keeps it.

use dojo::{
    CaptureMode, CaptureStatus, Card, PaymentEvent, PaymentEventType, PaymentIntent,
    PaymentIntentStatus, PaymentMethod,
};
use jiff::Timestamp;

use super::declines;
use crate::card_expiry::month_and_year;
use crate::store::payments::{PaymentEventRow, PaymentRow};

/// The mirror of an intent. Secrets, addresses and all but the last four digits of the card stay out of it.
pub(super) fn payment_row(intent: &PaymentIntent, now: i64) -> PaymentRow {
    let details = intent.payment_details.as_ref();
    let card = details.and_then(|details| details.card.as_ref());
    let tips_amount = intent.tips_amount.as_ref().map_or(0, |tips| tips.value);
    let created_at = intent.created_at.map_or(now, Timestamp::as_millisecond);
    let updated_at = intent
        .updated_at
        .map_or(created_at, Timestamp::as_millisecond);
    PaymentRow {
        payment_intent_id: intent.id.clone(),
        status: intent.status.as_str().to_owned(),
        status_rank: rank(&intent.status),
        capture_mode: intent.capture_mode.as_str().to_owned(),
        method: method(intent).map(str::to_owned),
        reference: intent.reference.clone(),
        description: given(intent.description.as_deref()),
        customer_name: customer_name(intent),
        email_address: intent
            .customer
            .as_ref()
            .and_then(|customer| given(customer.email_address.as_deref())),
        currency: intent.amount.currency_code.clone(),
        amount: intent.amount.value,
        tips_amount,
        total_amount: intent
            .total_amount
            .as_ref()
            .map_or(intent.amount.value.saturating_add(tips_amount), |total| {
                total.value
            }),
        captured_amount: captured_amount(intent),
        refunded_amount: intent.refunded_amount.unwrap_or(0),
        transaction_id: details.and_then(|details| details.transaction_id.clone()),
        auth_code: details.and_then(|details| given(details.auth_code.as_deref())),
        message: details.and_then(|details| given(details.message.as_deref())),
        card_type: card.and_then(|card| given(card.card_type.as_deref())),
        card_funding_type: card.and_then(|card| given(card.card_funding_type.as_deref())),
        last_four: card.and_then(|card| {
            last_four(card.last4_pan.as_deref()).or_else(|| last_four(card.card_number.as_deref()))
        }),
        card_expiry: card.and_then(card_expiry),
        avs_result: details.and_then(|details| details.avs_result.clone()),
        declines: declines::count(intent),
        paid_at: paid_at(intent, updated_at),
        expire_at: intent.expire_at.map(Timestamp::as_millisecond),
        lapses_at: lapses_at(intent, updated_at),
        lapses_to: intent
            .auto_expire_action
            .as_ref()
            .map(|action| action.as_str().to_owned()),
        created_at,
        updated_at,
    }
}

/// The mirror of an intent's timeline.
pub(super) fn event_rows(intent: &PaymentIntent) -> Vec<PaymentEventRow> {
    intent
        .payment_events
        .iter()
        .map(|event| PaymentEventRow {
            event_type: event.event_type.as_str().to_owned(),
            transaction_id: given(event.transaction_id.as_deref()),
            happened_at: happened_at(event),
            auth_code: given(event.auth_code.as_deref()),
            card_type: given(event.card_type.as_deref()),
            last_four: last_four(event.card_number.as_deref()),
        })
        .collect()
}

/// How it was paid. Dojo does not tell a card from a wallet, unless a wallet was all that was offered.
fn method(intent: &PaymentIntent) -> Option<&'static str> {
    let details = intent.payment_details.as_ref()?;
    let at_terminal = details
        .card
        .as_ref()
        .is_some_and(|card| card.entry_mode.is_some());
    Some(
        if at_terminal || !intent.terminal_session_history.is_empty() {
            "terminal"
        } else if intent.card_holder_not_present == Some(true) {
            "phone"
        } else if intent.payment_methods == [PaymentMethod::Wallet] {
            "wallet"
        } else {
            "card"
        },
    )
}

/// The recipient, else the name on the card.
fn customer_name(intent: &PaymentIntent) -> Option<String> {
    let recipient = intent
        .shipping_details
        .as_ref()
        .and_then(|shipping| given(shipping.name.as_deref()));
    recipient.or_else(|| {
        let card = intent.payment_details.as_ref()?.card.as_ref()?;
        given(card.card_name.as_deref())
    })
}

/// Whether money was taken, given back since or not. A reversal may have ended an authorization only.
fn was_captured(intent: &PaymentIntent) -> bool {
    match intent.status {
        PaymentIntentStatus::Captured | PaymentIntentStatus::Refunded => true,
        PaymentIntentStatus::Reversed => event(intent, &PaymentEventType::Captured).is_some(),
        _ => false,
    }
}

/// All that was taken, tips included, whether or not it was given back since.
fn captured_amount(intent: &PaymentIntent) -> i64 {
    if !was_captured(intent) {
        return 0;
    }
    if intent.capture_mode == CaptureMode::Manual && !intent.captures.is_empty() {
        return intent
            .captures
            .iter()
            .filter(|capture| capture.status == CaptureStatus::Successful)
            .fold(0, |sum, capture| {
                sum.saturating_add(capture.amount)
                    .saturating_add(capture.tips_amount.unwrap_or(0))
            });
    }
    let tips = intent.tips_amount.as_ref().map_or(0, |tips| tips.value);
    intent
        .total_amount
        .as_ref()
        .map_or(intent.amount.value.saturating_add(tips), |total| {
            total.value
        })
}

/// `MM/YY`
fn card_expiry(card: &Card) -> Option<String> {
    given(card.expiry_date.as_deref()).map(|text| month_and_year(&text))
}

/// How long an authorization is kept unless `autoExpireIn` says otherwise (milliseconds): Dojo's seven days.
const KEPT: i64 = 7 * 24 * 60 * 60 * 1000;

/// When an authorization that nobody captures ends by itself; once a part is captured, until when more can be.
fn lapses_at(intent: &PaymentIntent, updated_at: i64) -> Option<i64> {
    let is_held = intent.status == PaymentIntentStatus::Authorized;
    let in_parts = intent.status == PaymentIntentStatus::Captured
        && intent.capture_mode == CaptureMode::Manual;
    if !is_held && !in_parts {
        return None;
    }
    let authorized_at = event(intent, &PaymentEventType::Authorized)
        .and_then(happened_at)
        .unwrap_or(updated_at);
    let kept = intent
        .auto_expire_in
        .as_deref()
        .filter(|_| is_held)
        .and_then(duration);
    Some(authorized_at.saturating_add(kept.unwrap_or(KEPT)))
}

/// `dd.hh:MM:ss` or `hh:MM:ss`, in milliseconds.
fn duration(text: &str) -> Option<i64> {
    let (days, time) = text.split_once('.').unwrap_or(("0", text));
    // Fractions of a second may follow.
    let time = time.split('.').next()?;
    let mut seconds: i64 = days.parse().ok()?;
    for (part, base) in time.split(':').zip([24, 60, 60]) {
        seconds = seconds.checked_mul(base)?.checked_add(part.parse().ok()?)?;
    }
    (time.split(':').count() == 3)
        .then_some(seconds)?
        .checked_mul(1000)
}

fn rank(status: &PaymentIntentStatus) -> i64 {
    match status {
        PaymentIntentStatus::Created | PaymentIntentStatus::Other(_) => 0,
        PaymentIntentStatus::Authorized => 1,
        PaymentIntentStatus::Captured | PaymentIntentStatus::Canceled => 2,
        PaymentIntentStatus::Reversed | PaymentIntentStatus::Refunded => 3,
    }
}

/// When the bank began to hold money that is to be captured later; `None` if it never did.
pub(super) fn authorized_at(intent: &PaymentIntent, now: i64) -> Option<i64> {
    if intent.capture_mode != CaptureMode::Manual {
        return None;
    }
    let told = event(intent, &PaymentEventType::Authorized).and_then(happened_at);
    told.or_else(|| {
        let is_held = intent.status == PaymentIntentStatus::Authorized;
        is_held.then(|| intent.updated_at.map_or(now, Timestamp::as_millisecond))
    })
}

fn paid_at(intent: &PaymentIntent, updated_at: i64) -> Option<i64> {
    if !was_captured(intent) {
        return None;
    }
    event(intent, &PaymentEventType::Captured)
        .and_then(happened_at)
        .or_else(|| {
            let details = intent.payment_details.as_ref()?;
            time(details.transaction_date_time.as_deref()?)
        })
        .or(Some(updated_at))
}

/// The first of its kind.
fn event<'a>(intent: &'a PaymentIntent, kind: &PaymentEventType) -> Option<&'a PaymentEvent> {
    intent
        .payment_events
        .iter()
        .find(|event| event.event_type == *kind)
}

pub(super) fn happened_at(event: &PaymentEvent) -> Option<i64> {
    time(event.transaction_date_time.as_deref()?)
}

/// Dojo sometimes leaves the Z off; its times are UTC.
fn time(text: &str) -> Option<i64> {
    text.parse::<Timestamp>()
        .or_else(|_| format!("{text}Z").parse())
        .ok()
        .map(Timestamp::as_millisecond)
}

fn given(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

fn last_four(masked: Option<&str>) -> Option<String> {
    let digits: Vec<char> = masked?
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    (digits.len() == 4).then(|| digits.iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_dojo_writes_them() {
        assert_eq!(duration("00:00:30"), Some(30_000));
        assert_eq!(duration("6.23:59:59"), Some(KEPT - 1000));
        assert_eq!(duration("7.00:00:00"), Some(KEPT));
        for text in ["", "1", "1:2", "a.00:00:00", "1.00:00"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn an_expiry_is_shown_as_on_the_card() {
        let of = |text: &str| {
            card_expiry(&Card {
                expiry_date: Some(text.into()),
                ..Card::default()
            })
        };
        assert_eq!(of("2029-12-31").as_deref(), Some("12/29"));
        assert_eq!(of("12/29").as_deref(), Some("12/29"));
        assert_eq!(of(""), None);
    }
}
