//! A fortnight of a tea house's payments, so that whoever starts the sandbox for the first time finds something to look at.
//!
//! Everything is made through the machine, in the past: what it would refuse is not there.

mod story;

use dojo::{
    CaptureMode, CreatePaymentIntentRequest, CreateRefundRequest, Money, PaymentCustomerDetails,
    PaymentMethod,
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    account::AccountState,
    cards::CardInput,
    machine::{
        Refusal, amounts, captures,
        challenge::{self, Answer},
        create, payments,
        payments::{Attempt, Instrument, Outcome, Shopper},
        refunds, reversal,
    },
};
use story::{Door, Ending, Payment};

/// Fills an account that has nothing yet. Times lie before `now`.
pub(crate) fn seed(state: &mut AccountState, now: Timestamp) {
    if state.intents.iter().next().is_some() {
        return;
    }
    for payment in story::payments(now) {
        // A story that the machine does not allow is left out rather than bent.
        if let Err(refusal) = tell(state, &payment, now) {
            tracing::debug!(%refusal, reference = payment.reference, "left out of the demo");
        }
    }
}

fn tell(state: &mut AccountState, payment: &Payment, now: Timestamp) -> Result<(), Refusal> {
    let at = payment.at;
    let after = |minutes: i64| {
        let later = at.checked_add(SignedDuration::from_mins(minutes));
        later.unwrap_or(now).min(now)
    };
    let intent = create::create(request(payment), false, at)?;
    let (id, total) = (intent.id.clone(), intent.total());
    state.add_intent(intent, at);
    for _ in 0..payment.declines {
        pay(state, &id, payment, story::DECLINED, after(1))?;
    }
    match &payment.ending {
        Ending::Open => return Ok(()),
        Ending::Canceled => {
            let at = after(30);
            return state.change_intent(&id, at, |intent| amounts::cancel(intent, at));
        }
        _ => pay(state, &id, payment, payment.card, after(3))?,
    }
    match &payment.ending {
        Ending::Captured { share } => {
            let at = after(120);
            let part = total / 100 * share;
            state.change_intent(&id, at, |intent| {
                captures::capture(intent, part, None, at).map(drop)
            })
        }
        Ending::Refunded { share, reason } => {
            let at = after(1_500);
            let refund = CreateRefundRequest {
                amount: total / 100 * share,
                refund_reason: Some((*reason).to_owned()),
                ..CreateRefundRequest::default()
            };
            state.change_intent(&id, at, |intent| {
                refunds::refund(intent, refund, &format!("demo {id}"), at).map(drop)
            })
        }
        Ending::Reversed => {
            let at = after(45);
            state.change_intent(&id, at, |intent| reversal::reverse(intent, at).map(drop))
        }
        Ending::Open | Ending::Canceled | Ending::Paid => Ok(()),
    }
}

fn request(payment: &Payment) -> CreatePaymentIntentRequest {
    let pounds = |value: i64| Money {
        value,
        currency_code: payment.currency.to_owned(),
    };
    CreatePaymentIntentRequest {
        capture_mode: Some(match payment.manual {
            true => CaptureMode::Manual,
            false => CaptureMode::Auto,
        }),
        amount: pounds(payment.amount),
        tips_amount: (payment.tip > 0).then(|| pounds(payment.tip)),
        reference: payment.reference.clone(),
        description: Some(payment.description.to_owned()),
        customer: payment.email.clone().map(|email| PaymentCustomerDetails {
            email_address: Some(email),
            ..PaymentCustomerDetails::default()
        }),
        card_holder_not_present: (payment.door == Door::Phone).then_some(true),
        payment_methods: match payment.door {
            Door::Wallet => vec![PaymentMethod::Wallet],
            Door::Card | Door::Phone => vec![PaymentMethod::Card],
        },
        ..CreatePaymentIntentRequest::default()
    }
}

fn pay(
    state: &mut AccountState,
    id: &str,
    payment: &Payment,
    card: story::Card,
    at: Timestamp,
) -> Result<(), Refusal> {
    let typed = CardInput {
        card_name: payment.name.to_owned(),
        card_number: card.number.to_owned(),
        expiry_date: "12/30".to_owned(),
        cv2: card.cv2.to_owned(),
    };
    let instrument = match payment.door {
        Door::Wallet => Instrument::Wallet {
            card: None,
            approve: card.number != story::DECLINED.number,
        },
        Door::Card | Door::Phone => Instrument::Card(typed),
    };
    let attempt = Attempt {
        instrument,
        save_card: false,
        shopper: Shopper {
            postcode: Some(payment.postcode.to_owned()),
            ..Shopper::default()
        },
        token: None,
    };
    match payments::pay(state, id, attempt, at)? {
        Outcome::Finished(_) => Ok(()),
        Outcome::Challenge(challenge) => {
            challenge::answer(state, &challenge, Answer::Complete, at).map(drop)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::intent::Status;

    fn account(now: &str) -> (AccountState, Timestamp) {
        let now: Timestamp = now.parse().unwrap();
        let mut state = AccountState::new("acc_demo");
        seed(&mut state, now);
        state.settle(now);
        (state, now)
    }

    #[test]
    fn a_fortnight_holds_every_kind_of_payment_and_nothing_of_the_future() {
        let (state, now) = account("2026-11-21T15:00:00Z");
        let count = |status| state.intents.iter().filter(|i| i.status == status).count();
        assert!(count(Status::Captured) > 80, "{}", count(Status::Captured));
        assert!(count(Status::Refunded) >= 1);
        assert!(count(Status::Reversed) >= 1);
        assert!(count(Status::Authorized) >= 3);
        assert!(count(Status::Canceled) >= 1);
        assert!(count(Status::Created) >= 1);
        let fortnight = now - SignedDuration::from_hours(15 * 24);
        for intent in state.intents.iter() {
            assert!(intent.created_at > fortnight && intent.updated_at <= now);
            assert!(intent.events.iter().all(|event| event.at <= now));
        }
        let declined = |event: &crate::machine::intent::EventRecord| {
            event.kind == crate::machine::intent::EventKind::Declined
        };
        assert!(
            state
                .intents
                .iter()
                .any(|intent| intent.events.iter().any(declined))
        );
    }

    #[test]
    fn it_is_there_at_any_time_of_day_and_never_twice() {
        let (mut state, now) = account("2026-03-29T00:20:00Z");
        let before = state.intents.iter().count();
        assert!(before > 80);
        seed(&mut state, now);
        assert_eq!(state.intents.iter().count(), before);
        let hour = now - SignedDuration::from_hours(1);
        assert!(state.intents.iter().any(|intent| intent.created_at > hour));
    }
}
