//! Rules that hold whatever is done to an intent, in whatever order, at whatever time.

use dojo::{
    CreatePaymentIntentRequest, CreateRefundRequest, Money, PaymentConfigDetails,
    PaymentIntentConfigRequest, SetAmountRequest,
};
use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, prelude::*};

use super::{
    Refusal, amounts, captures,
    challenge::{self, Answer},
    create, due,
    intent::{CaptureMode, EventKind, Intent, Status, later},
    payments::{self, Attempt, Instrument, Outcome},
    refunds, reversal,
};
use crate::{account::AccountState, cards::CardInput};

#[derive(Clone, Debug)]
enum Command {
    Pay {
        number: &'static str,
        right_cv2: bool,
        with_token: bool,
    },
    AnswerChallenge {
        which: usize,
        answer: Answer,
    },
    Capture {
        amount: i64,
        tips: Option<i64>,
    },
    Refund {
        amount: i64,
        key: u8,
    },
    Reverse,
    Cancel,
    SetAmount(i64),
    SetTips(i64),
    RefreshSession,
    Wait {
        seconds: i64,
    },
}

fn command() -> impl Strategy<Value = Command> {
    let amount = prop_oneof![Just(0), Just(1), -5..2_000_i64, any::<i64>()];
    let answer = prop_oneof![
        Just(Answer::Complete),
        Just(Answer::Fail),
        Just(Answer::Abandon)
    ];
    let number = prop_oneof![
        Just("5200000000001005"),
        Just("5200000000001096"),
        Just("5200000000001013"),
        Just("4456530000001013"),
        Just("5200000000001006"),
    ];
    prop_oneof![
        4 => (number, prop::bool::weighted(0.9), any::<bool>()).prop_map(
            |(number, right_cv2, with_token)| Command::Pay { number, right_cv2, with_token }
        ),
        3 => (0..4_usize, answer)
            .prop_map(|(which, answer)| Command::AnswerChallenge { which, answer }),
        4 => (amount.clone(), proptest::option::of(amount.clone()))
            .prop_map(|(amount, tips)| Command::Capture { amount, tips }),
        4 => (amount.clone(), any::<u8>())
            .prop_map(|(amount, key)| Command::Refund { amount, key: key % 5 }),
        1 => Just(Command::Reverse),
        1 => Just(Command::Cancel),
        2 => amount.clone().prop_map(Command::SetAmount),
        2 => amount.prop_map(Command::SetTips),
        1 => Just(Command::RefreshSession),
        2 => prop_oneof![0..100_i64, 0..(40 * 86_400_i64)]
            .prop_map(|seconds| Command::Wait { seconds }),
    ]
}

struct World {
    state: AccountState,
    id: String,
    now: Timestamp,
    challenges: Vec<String>,
}

impl World {
    fn new(manual: bool, changeable: bool) -> Self {
        let now: Timestamp = "2026-03-01T00:00:00Z".parse().expect("a time");
        let mut request = CreatePaymentIntentRequest::new(Money::new(1_000, "GBP"), "Order 1");
        request.capture_mode = Some(if manual { "Manual" } else { "Auto" }.into());
        request.config = Some(PaymentIntentConfigRequest {
            payment: Some(PaymentConfigDetails {
                custom_amount_allowed: changeable,
                tips_allowed: changeable,
                ..Default::default()
            }),
            ..Default::default()
        });
        let intent = create::create(request, true, now).expect("a right request");
        let (id, mut state) = (intent.id.clone(), AccountState::new("acc_test"));
        state.add_intent(intent, now);
        Self {
            state,
            id,
            now,
            challenges: Vec::new(),
        }
    }

    fn intent(&self) -> &Intent {
        self.state.intents.get(&self.id).expect("it was added")
    }

    fn change<T>(&mut self, change: impl FnOnce(&mut Intent, Timestamp) -> Result<T, Refusal>) {
        let now = self.now;
        let _ = self
            .state
            .change_intent(&self.id, now, |intent| change(intent, now));
    }

    fn carry_out(&mut self, command: &Command) {
        let now = self.now;
        match command.clone() {
            Command::Pay {
                number,
                right_cv2,
                with_token,
            } => {
                self.pay(number, right_cv2, with_token);
            }
            Command::AnswerChallenge { which, answer } => {
                if let Some(id) = self.challenges.get(which) {
                    challenge::answer(&mut self.state, id, answer, now).expect("it is open");
                }
            }
            Command::Capture { amount, tips } => {
                self.change(|intent, now| captures::capture(intent, amount, tips, now));
            }
            Command::Refund { amount, key } => self.change(|intent, now| {
                let request = CreateRefundRequest {
                    amount,
                    ..Default::default()
                };
                refunds::refund(intent, request, &key.to_string(), now)
            }),
            Command::Reverse => self.change(reversal::reverse),
            Command::Cancel => self.change(amounts::cancel),
            Command::SetAmount(value) => self.change(|intent, now| {
                let change = SetAmountRequest {
                    amount: Money::new(value, "GBP"),
                    ..Default::default()
                };
                amounts::set_amount(intent, change, now)
            }),
            Command::SetTips(value) => {
                self.change(|intent, now| {
                    amounts::set_tips(intent, &Money::new(value, "GBP"), now)
                });
            }
            Command::RefreshSession => self.change(amounts::refresh_session),
            Command::Wait { seconds } => {
                self.now = later(now, SignedDuration::from_secs(seconds));
                self.state.settle(self.now);
            }
        }
    }

    fn pay(&mut self, number: &str, right_cv2: bool, with_token: bool) {
        let session = self.intent().session.clone().expect("it was asked for");
        let usable = !session.spent && self.now < session.expires_at;
        let attempt = Attempt {
            instrument: Instrument::Card(CardInput {
                card_name: "A Shopper".to_owned(),
                card_number: number.to_owned(),
                expiry_date: "12/29".to_owned(),
                cv2: match (right_cv2, &number[..1]) {
                    (false, _) => "999",
                    (true, "5") => "020",
                    (true, _) => "341",
                }
                .to_owned(),
            }),
            token: with_token.then(|| session.secret.expose().to_owned()),
            ..Attempt::default()
        };
        let before = self.intent().status;
        let outcome =
            payments::pay(&mut self.state, &self.id, attempt, self.now).expect("it was added");
        match outcome {
            Outcome::Challenge(id) => self.challenges.push(id),
            Outcome::Finished(result) => {
                if with_token && !usable {
                    assert_eq!(result.status_code, 401, "an unusable token was accepted");
                }
                if result.status_code == 0 {
                    assert_eq!(before, Status::Created, "paid twice");
                }
                if matches!(result.status_code, 0 | 5) {
                    let session = self.intent().session.as_ref().expect("it was asked for");
                    assert!(session.spent, "an attempt left the token usable");
                }
            }
        }
    }

    fn check(&self, before: Status) {
        let intent = self.intent();
        let after = intent.status;
        assert!(
            before == after || before.may_become(after),
            "{before} became {after}"
        );
        assert!(intent.refunded() <= intent.captured(), "refunded too much");
        assert!(intent.captured() <= intent.total(), "captured too much");
        let approvals = intent
            .events
            .iter()
            .filter(|event| match intent.capture_mode {
                CaptureMode::Auto => event.kind == EventKind::Captured,
                CaptureMode::Manual => event.kind == EventKind::Authorized,
            })
            .count();
        assert!(approvals <= 1, "approved {approvals} times");
        assert_eq!(
            after == Status::Refunded,
            intent.refunded() > 0 && intent.refunded() == intent.captured(),
            "Refunded means everything"
        );
        assert_eq!(
            intent.captured() > 0,
            intent
                .events
                .iter()
                .any(|event| event.kind == EventKind::Captured)
        );
        assert!(
            due::due_at(intent).is_none_or(|at| at > self.now),
            "overdue"
        );
    }
}

proptest! {
    #[test]
    fn money_is_taken_once_and_never_given_back_twice(
        manual: bool,
        changeable: bool,
        commands in vec(command(), 1..40),
    ) {
        let mut world = World::new(manual, changeable);
        for command in &commands {
            let before = world.intent().status;
            world.carry_out(command);
            world.check(before);
        }
    }

    #[test]
    fn every_change_of_status_is_told_once(
        manual: bool,
        commands in vec(command(), 1..40),
    ) {
        let mut world = World::new(manual, true);
        let subscription = dojo::Subscription {
            id: "ws_1".to_owned(),
            events: vec!["payment_intent.status_updated".to_owned()],
            url: "http://127.0.0.1:1/".to_owned(),
            ..Default::default()
        };
        world.state.subscriptions.insert("ws_1", subscription);
        let mut changes = 0;
        for command in &commands {
            let before = world.intent().status;
            world.carry_out(command);
            changes += usize::from(world.intent().status != before);
        }
        prop_assert_eq!(world.state.deliveries.len(), changes);
    }
}
