//! A Dojo that does as it is told: real sockets, scripted faults, and every intent open to inspection.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use dojo::{
    Card, CreatePaymentIntentRequest, PaymentDetails, PaymentEvent, PaymentEventType,
    PaymentIntent, PaymentIntentStatus, Secret, SetupIntentResponse,
};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use url::Url;

use super::dojo_routes;
use crate::clock::{Clock, ManualClock};

/// What can be asked of Dojo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tests) enum Operation {
    Create,
    Get,
    Cancel,
    Search,
    SetAmount,
    SetTips,
    Refresh,
    Receipt,
    Capture,
    Refund,
    Reverse,
    CreateCustomer,
    UpdateCustomer,
    DeleteCustomer,
    DeleteCard,
    CreateSetup,
    GetSetup,
    DeleteSetup,
    Charge,
    CustomerSecret,
    PaymentMethods,
    Subscriptions,
    Subscribe,
    Secrets,
}

/// What goes wrong, once.
#[derive(Clone)]
pub(in crate::tests) enum Fault {
    /// Nothing; for one of the calls before the one that goes wrong.
    Nothing,
    /// Answers with this status and carries nothing out.
    Status(u16),
    /// Carries it out and breaks the answer off.
    Lost,
    /// Carries it out, and answers only when told to.
    Held(Arc<Notify>),
    /// Somebody pays in the moment before it is carried out.
    PaidFirst,
}

/// The far side.
#[derive(Clone)]
pub(in crate::tests) struct ScriptedDojo {
    state: Arc<Mutex<State>>,
    clock: ManualClock,
    url: Url,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) intents: BTreeMap<String, PaymentIntent>,
    pub(super) newest: String,
    /// The keys of the refunds that were carried out.
    pub(super) refunds: Vec<String>,
    pub(super) faults: Vec<(Operation, Fault)>,
    pub(super) calls: Vec<Operation>,
    pub(super) cards: Vec<String>,
    pub(super) setups: BTreeMap<String, SetupIntentResponse>,
    pub(super) newest_setup: String,
    pub(super) decline_charges: bool,
    pub(super) told_of_customer: Value,
    pub(super) asked_for_card: Option<String>,
    pub(super) asked_for: CreatePaymentIntentRequest,
    pub(super) subscription: Option<String>,
    pub(super) webhook_secret: String,
    pub(super) serial: u64,
    pub(super) down: bool,
    pub(super) search_in_circles: bool,
    pub(super) largest_page: i64,
}

impl ScriptedDojo {
    pub(super) async fn start(clock: ManualClock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let dojo = Self {
            state: Arc::new(Mutex::new(State {
                webhook_secret: "first-secret".into(),
                ..State::default()
            })),
            clock,
            url: url.parse().unwrap(),
        };
        let router = dojo_routes::router(dojo.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        dojo
    }

    pub(in crate::tests) fn url(&self) -> Url {
        self.url.clone()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(super) fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Has the next such call go wrong.
    pub(in crate::tests) fn next(&self, operation: Operation, fault: Fault) {
        self.state().faults.push((operation, fault));
    }

    /// No call goes wrong any more.
    pub(in crate::tests) fn forget_faults(&self) {
        self.state().faults.clear();
    }

    /// Such calls do not go wrong any more.
    pub(in crate::tests) fn forget_fault(&self, operation: Operation) {
        self.state().faults.retain(|(of, _)| *of != operation);
    }

    /// The one intent that can be paid.
    pub(in crate::tests) fn only_payable(&self) -> String {
        let state = self.state();
        let mut payable = state
            .intents
            .values()
            .filter(|intent| intent.status == PaymentIntentStatus::Created);
        let only = payable.next().unwrap().id.clone();
        assert!(payable.next().is_none());
        only
    }

    /// Answers every call with 503, or no more.
    pub(in crate::tests) fn set_down(&self, down: bool) {
        self.state().down = down;
    }

    /// Has every search lead back to its first page.
    pub(in crate::tests) fn search_in_circles(&self) {
        self.state().search_in_circles = true;
    }

    /// The most intents that a search asked for at once.
    pub(in crate::tests) fn largest_page(&self) -> i64 {
        self.state().largest_page
    }

    /// How often it was asked for this.
    pub(in crate::tests) fn calls(&self, operation: Operation) -> usize {
        let state = self.state();
        state
            .calls
            .iter()
            .filter(|call| **call == operation)
            .count()
    }

    /// The intent that was made last.
    pub(in crate::tests) fn newest(&self) -> String {
        self.state().newest.clone()
    }

    pub(in crate::tests) fn intent(&self, id: &str) -> PaymentIntent {
        self.state().intents[id].clone()
    }

    /// How many intents there ever were.
    pub(in crate::tests) fn made(&self) -> usize {
        self.state().intents.len()
    }

    pub(in crate::tests) fn count(&self, status: &PaymentIntentStatus) -> usize {
        let state = self.state();
        state
            .intents
            .values()
            .filter(|intent| intent.status == *status)
            .count()
    }

    /// An intent that was made elsewhere with the same key.
    pub(in crate::tests) fn add(&self, intent: PaymentIntent) {
        let now = self.now();
        let intent = PaymentIntent {
            created_at: intent.created_at.or(Some(now)),
            updated_at: Some(now),
            total_amount: intent.total_amount.or(Some(intent.amount.clone())),
            ..intent
        };
        self.state().intents.insert(intent.id.clone(), intent);
    }

    /// Changes an intent behind the server's back.
    pub(in crate::tests) fn change(&self, id: &str, change: impl FnOnce(&mut PaymentIntent)) {
        let now = self.now();
        let mut state = self.state();
        let intent = state.intents.get_mut(id).unwrap();
        change(intent);
        intent.updated_at = Some(now);
    }

    /// The shopper's card is approved.
    pub(in crate::tests) fn pay(&self, id: &str) {
        let now = self.now();
        self.change(id, |intent| {
            assert_eq!(intent.status, PaymentIntentStatus::Created, "{id}");
            capture(intent, &now.to_string());
        });
    }

    /// The shopper's card is authorized, to be captured later.
    pub(in crate::tests) fn authorize(&self, id: &str) {
        self.change(id, |intent| {
            assert_eq!(intent.status, PaymentIntentStatus::Created, "{id}");
            assert_eq!(intent.capture_mode, dojo::CaptureMode::Manual, "{id}");
            intent.status = PaymentIntentStatus::Authorized;
        });
    }

    /// The shopper's card is declined.
    pub(in crate::tests) fn decline(&self, id: &str) {
        self.change(id, |intent| {
            intent.payment_events.push(PaymentEvent {
                event_type: PaymentEventType::Declined,
                ..PaymentEvent::default()
            });
        });
    }

    /// The shopper's bank asks for 3-D Secure.
    pub(in crate::tests) fn challenge(&self, id: &str) {
        let now = self.now().to_string();
        self.change(id, |intent| {
            intent.payment_events.push(PaymentEvent {
                event_type: PaymentEventType::AuthChallenged,
                transaction_date_time: Some(now),
                ..PaymentEvent::default()
            });
        });
    }

    pub(in crate::tests) fn keep_card(&self, payment_method_id: &str) {
        self.state().cards.push(payment_method_id.to_owned());
    }

    /// What it was last told of a customer.
    pub(in crate::tests) fn told_of_customer(&self) -> Value {
        self.state().told_of_customer.clone()
    }

    pub(in crate::tests) fn lose_cards(&self) {
        self.state().cards.clear();
    }

    /// The saved card that the newest intent is to be paid with.
    pub(in crate::tests) fn asked_for_card(&self) -> Option<String> {
        self.state().asked_for_card.clone()
    }

    /// What was asked for with the newest intent.
    pub(in crate::tests) fn asked_for(&self) -> CreatePaymentIntentRequest {
        self.state().asked_for.clone()
    }

    pub(in crate::tests) fn webhook_secret(&self) -> Secret {
        Secret::new(self.state().webhook_secret.clone())
    }

    pub(in crate::tests) fn rotate_webhook_secret(&self, value: &str) {
        self.state().webhook_secret = value.to_owned();
    }
}

pub(super) fn capture(intent: &mut PaymentIntent, at: &str) {
    intent.status = PaymentIntentStatus::Captured;
    intent.payment_details = Some(PaymentDetails {
        auth_code: Some("123456".into()),
        transaction_date_time: Some(at.to_owned()),
        card: Some(Card {
            card_number: Some("52000000****1005".into()),
            card_type: Some("MASTERCARD".into()),
            ..Card::default()
        }),
        ..PaymentDetails::default()
    });
    intent.payment_events.push(PaymentEvent {
        event_type: PaymentEventType::Captured,
        transaction_date_time: Some(at.to_owned()),
        ..PaymentEvent::default()
    });
}
