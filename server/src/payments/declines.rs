//! Cards that were declined: how many, how the last one was, and what to say of them while nobody has paid.

use dojo::{PaymentEventType, PaymentIntent, PaymentIntentStatus};
use jiff::Timestamp;
use shared::checkout::Decline;
use shared::console::payments::{Declines, PaymentLine, PaymentStatus, Source};
use shared::console::phone_orders::Way;
use shared::decline::{self, Advice};

use super::facts;
use super::standing::Standing;
use crate::DomainError;
use crate::app::App;
use crate::store::attempts::AttemptRow;
use crate::store::payments::PaymentEventRow;
use crate::store::{attempts, phone_orders};

/// How many cards were declined.
pub(super) fn count(intent: &PaymentIntent) -> i64 {
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
pub(super) fn last(
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
            let at = facts::happened_at(event)
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

/// For the shopper of a checkout or a link that is open still.
const ON_THEIR_PAGE: &str =
    "Whoever pays can try again or use another card on the page that they have open.";

/// How often, why the last one as far as it is known, and what to do; `None` unless cards were declined and nobody has paid.
pub(super) async fn of(
    app: &App,
    standing: &Standing,
    line: &PaymentLine,
    events: &[PaymentEventRow],
) -> Result<Option<Declines>, DomainError> {
    if !line.is_declined() {
        return Ok(None);
    }
    let attempt = match &standing.belonging.attempt_id {
        Some(id) => attempts::find(app.store.read(), id).await?,
        None => None,
    };
    let last = attempt
        .and_then(|attempt| attempt.last_decline)
        .or_else(|| told_by(events));
    let is_open = line.status == PaymentStatus::Created;
    let (advice, next) = match by_phone(app, standing, last).await? {
        Some(advice) => (advice, Some(advice.next.text())),
        None => (
            decline::advice(Way::Link, last, None, None),
            matches!(line.source, Source::Checkout | Source::Link).then_some(ON_THEIR_PAGE),
        ),
    };
    Ok(Some(Declines {
        times: line.declines,
        reason: advice.staff.to_owned(),
        next: next.filter(|_| is_open).map(str::to_owned),
    }))
}

/// What the phone order says, if it is one.
async fn by_phone(
    app: &App,
    standing: &Standing,
    last: Option<Decline>,
) -> Result<Option<Advice>, DomainError> {
    let belonging = &standing.belonging;
    let Some(id) = belonging
        .checkout_id
        .as_deref()
        .filter(|_| belonging.source == Source::Phone.as_str())
    else {
        return Ok(None);
    };
    let order = phone_orders::find(app.store.read(), id).await?;
    Ok(order.map(|order| {
        let status_code = order.status_code.and_then(|code| i32::try_from(code).ok());
        decline::advice(order.way, last, status_code, order.message.as_deref())
    }))
}

/// What the intent's own timeline tells of the last decline, as of one that was made elsewhere.
fn told_by(events: &[PaymentEventRow]) -> Option<Decline> {
    let last = events
        .iter()
        .rposition(|event| event.event_type == "Declined")?;
    let before = last.checked_sub(1).and_then(|index| events.get(index));
    Some(match before {
        Some(event) if event.event_type == "AuthChallenged" => Decline::AuthenticationFailed,
        _ => Decline::Declined,
    })
}
