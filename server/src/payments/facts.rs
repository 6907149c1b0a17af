//! What an intent tells, in the shape in which the store keeps it.

use dojo::{PaymentEvent, PaymentEventType, PaymentIntent, PaymentIntentStatus};
use jiff::Timestamp;
use shared::checkout::Decline;

use crate::store::attempts::AttemptRow;
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
        reference: intent.reference.clone(),
        currency: intent.amount.currency_code.clone(),
        amount: intent.amount.value,
        tips_amount,
        total_amount: intent
            .total_amount
            .as_ref()
            .map_or(intent.amount.value.saturating_add(tips_amount), |total| {
                total.value
            }),
        refunded_amount: intent.refunded_amount.unwrap_or(0),
        transaction_id: details.and_then(|details| details.transaction_id.clone()),
        auth_code: details.and_then(|details| given(details.auth_code.as_deref())),
        message: details.and_then(|details| given(details.message.as_deref())),
        card_type: card.and_then(|card| given(card.card_type.as_deref())),
        card_funding_type: card.and_then(|card| given(card.card_funding_type.as_deref())),
        last_four: card.and_then(|card| {
            last_four(card.last4_pan.as_deref()).or_else(|| last_four(card.card_number.as_deref()))
        }),
        avs_result: details.and_then(|details| details.avs_result.clone()),
        paid_at: paid_at(intent, updated_at),
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

/// How many cards were declined.
pub(super) fn declines(intent: &PaymentIntent) -> i64 {
    let declined = intent
        .payment_events
        .iter()
        .filter(|event| event.event_type == PaymentEventType::Declined)
        .count();
    i64::try_from(declined).unwrap_or(i64::MAX)
}

/// How long after a challenge that nothing followed it counts as left (milliseconds): a shopper may be at it until then.
const CHALLENGE: i64 = 5 * 60 * 1000;

/// How the last attempt on an unpaid intent failed. A challenge that nothing followed was left only if Dojo's component gave
/// it up, a new client session secret was made since, or it is old.
pub(super) fn last_decline(
    intent: &PaymentIntent,
    attempt: &AttemptRow,
    gave_up: bool,
    now: i64,
) -> Option<Decline> {
    if intent.status != PaymentIntentStatus::Created {
        return None;
    }
    let mut newest = intent.payment_events.iter().rev();
    let event = newest.next()?;
    match event.event_type {
        PaymentEventType::AuthChallenged => {
            let events = i64::try_from(intent.payment_events.len()).unwrap_or(i64::MAX);
            let at = happened_at(event)
                .or(intent.updated_at.map(Timestamp::as_millisecond))
                .unwrap_or(now);
            let left = gave_up || events <= attempt.secret_events || now - at >= CHALLENGE;
            if left {
                Some(Decline::AuthenticationFailed)
            } else {
                // What was known stays known.
                attempt.last_decline
            }
        }
        PaymentEventType::Declined => match newest.next().map(|event| &event.event_type) {
            Some(PaymentEventType::AuthChallenged) => Some(Decline::AuthenticationFailed),
            _ => Some(Decline::Declined),
        },
        _ => None,
    }
}

fn rank(status: &PaymentIntentStatus) -> i64 {
    match status {
        PaymentIntentStatus::Created | PaymentIntentStatus::Other(_) => 0,
        PaymentIntentStatus::Authorized => 1,
        PaymentIntentStatus::Captured | PaymentIntentStatus::Canceled => 2,
        PaymentIntentStatus::Reversed | PaymentIntentStatus::Refunded => 3,
    }
}

fn paid_at(intent: &PaymentIntent, updated_at: i64) -> Option<i64> {
    match intent.status {
        PaymentIntentStatus::Captured
        | PaymentIntentStatus::Reversed
        | PaymentIntentStatus::Refunded => {}
        _ => return None,
    }
    intent
        .payment_events
        .iter()
        .find(|event| event.event_type == PaymentEventType::Captured)
        .and_then(happened_at)
        .or_else(|| {
            let details = intent.payment_details.as_ref()?;
            time(details.transaction_date_time.as_deref()?)
        })
        .or(Some(updated_at))
}

fn happened_at(event: &PaymentEvent) -> Option<i64> {
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
