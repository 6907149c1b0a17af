//! Webhook deliveries: made with the change that they tell of, kept until they arrive, spoiled on demand.

mod deliver;
mod mode;

use dojo::{PaymentIntentEventData, WebhookEvent, WebhookEventType};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use deliver::post_all;
pub use mode::Mode;

use crate::{
    account::AccountState,
    id,
    machine::intent::{Intent, later},
};

/// How long to wait after each failed attempt, on the account's virtual clock; then the delivery is given up.
const PAUSES: [SignedDuration; 7] = [
    SignedDuration::from_secs(10),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(24),
];

/// One event on its way to one subscription.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// `dlv_…`
    pub id: String,
    /// `evt_…`: the same for every copy and every attempt.
    pub event_id: String,
    /// For example `payment_intent.created`.
    pub event: String,
    /// What it tells of.
    pub payment_intent_id: String,
    /// `ws_…`
    pub subscription_id: String,
    /// Where to.
    pub url: String,
    /// Exactly what is sent.
    pub body: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// What was tried.
    pub attempts: Vec<DeliveryAttempt>,
    /// How many attempts failed in a row.
    pub failures: usize,
    /// When it is tried next.
    pub next_attempt_at: Option<Timestamp>,
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeliveryStatus {
    /// Will be tried.
    Pending,
    /// A 2xx came back.
    Delivered,
    /// Was tried too often, or its subscription is gone.
    Failed,
    /// Was lost on purpose.
    Dropped,
}

/// One attempt.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryAttempt {
    /// When, by the account's clock.
    pub at: Timestamp,
    /// What came back.
    pub status: Option<u16>,
    /// Why nothing came back.
    pub error: Option<String>,
    /// How long it took in real milliseconds.
    pub duration_ms: u64,
}

/// A delivery that is to be sent now.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// `dlv_…`
    pub delivery_id: String,
    /// Where to.
    pub url: String,
    /// What.
    pub body: String,
    /// The header `dojo-signature`.
    pub signature: String,
}

/// Makes the deliveries of an event to all who subscribed to it.
pub fn emit(state: &mut AccountState, event: WebhookEventType, intent: &Intent, now: Timestamp) {
    let subscribers: Vec<_> = state
        .subscriptions
        .iter()
        .filter(|subscription| {
            subscription
                .events
                .iter()
                .any(|name| name == event.as_str())
        })
        .map(|subscription| (subscription.id.clone(), subscription.url.clone()))
        .collect();
    if subscribers.is_empty() {
        return;
    }
    let told = WebhookEvent {
        id: id::new("evt_"),
        event,
        account_id: Some(state.account_id.clone()),
        created_at: now,
        data: PaymentIntentEventData {
            payment_intent_id: intent.id.clone(),
            payment_status: Some(intent.status.to_string().into()),
            capture_mode: Some(intent.capture_mode.to_wire()),
            ..Default::default()
        },
        ..Default::default()
    };
    let body = match serde_json::to_string(&told) {
        Ok(body) => body,
        Err(error) => {
            tracing::error!(%error, "an event cannot be written as JSON");
            return;
        }
    };
    let mut mode = state.webhook_mode();
    for (subscription_id, url) in subscribers {
        for _ in 0..mode.copies() {
            let fate = mode.next_fate();
            let delivery = Delivery {
                id: id::new("dlv_"),
                event_id: told.id.clone(),
                event: told.event.to_string(),
                payment_intent_id: intent.id.clone(),
                subscription_id: subscription_id.clone(),
                url: url.clone(),
                body: body.clone(),
                created_at: now,
                status: if fate.lost {
                    DeliveryStatus::Dropped
                } else {
                    DeliveryStatus::Pending
                },
                attempts: Vec::new(),
                failures: 0,
                next_attempt_at: (!fate.lost).then(|| later(now, fate.delay)),
            };
            let id = delivery.id.clone();
            state.deliveries.insert(&id, delivery);
            state.pending.insert(id);
        }
    }
    if mode != state.webhook_mode() {
        state.set_webhook_mode(mode);
    }
}

impl AccountState {
    /// Takes the deliveries that are due, so that nobody else sends them meanwhile.
    pub(crate) fn claim_due(&mut self, now: Timestamp) -> Vec<Parcel> {
        let due: Vec<String> = self
            .pending
            .iter()
            .filter(|id| !self.in_flight.contains(*id))
            .filter(|id| {
                self.deliveries
                    .get(id)
                    .is_some_and(|delivery| delivery.is_due(now))
            })
            .cloned()
            .collect();
        let mut parcels = Vec::new();
        for id in due {
            match self.pack(&id, now) {
                Some(parcel) => {
                    self.in_flight.insert(id);
                    parcels.push(parcel);
                }
                None => {
                    self.pending.remove(&id);
                    if let Some(delivery) = self.deliveries.edit(&id) {
                        delivery.status = DeliveryStatus::Failed;
                        delivery.next_attempt_at = None;
                    }
                }
            }
        }
        parcels
    }

    /// Whether a delivery is being sent at this moment.
    pub(crate) fn is_sending(&self) -> bool {
        !self.in_flight.is_empty()
    }

    /// When the next delivery is due that is not being sent.
    pub(crate) fn next_delivery(&self) -> Option<Timestamp> {
        self.pending
            .iter()
            .filter(|id| !self.in_flight.contains(*id))
            .filter_map(|id| self.deliveries.get(id)?.next_attempt_at)
            .min()
    }

    /// Books what came of an attempt.
    pub(crate) fn book_attempt(&mut self, id: &str, attempt: DeliveryAttempt) {
        self.in_flight.remove(id);
        let Some(delivery) = self.deliveries.edit(id) else {
            return;
        };
        let at = attempt.at;
        let arrived = attempt
            .status
            .is_some_and(|status| (200..300).contains(&status));
        delivery.attempts.push(attempt);
        if arrived {
            delivery.status = DeliveryStatus::Delivered;
            delivery.next_attempt_at = None;
        } else {
            let pause = PAUSES.get(delivery.failures);
            delivery.failures = delivery.failures.saturating_add(1);
            delivery.next_attempt_at = pause.map(|pause| later(at, *pause));
            if pause.is_none() {
                delivery.status = DeliveryStatus::Failed;
            }
        }
        if delivery.next_attempt_at.is_none() {
            self.pending.remove(id);
        }
    }

    /// Sends a delivery once more, whatever became of it; tells whether there is one of that id.
    pub fn replay(&mut self, id: &str, now: Timestamp) -> bool {
        let Some(delivery) = self.deliveries.edit(id) else {
            return false;
        };
        delivery.status = DeliveryStatus::Pending;
        delivery.failures = 0;
        delivery.next_attempt_at = Some(now);
        self.pending.insert(id.to_owned());
        true
    }

    /// Addressed and signed with the newest active secret, if the subscription is still there.
    fn pack(&mut self, delivery_id: &str, now: Timestamp) -> Option<Parcel> {
        let delivery = self.deliveries.get(delivery_id)?;
        let (subscription_id, body) = (delivery.subscription_id.clone(), delivery.body.clone());
        let subscription = self.subscriptions.edit(&subscription_id)?;
        let secret = subscription
            .secrets
            .iter_mut()
            .rev()
            .find(|secret| secret.is_active)?;
        secret.last_used_at = Some(now);
        Some(Parcel {
            delivery_id: delivery_id.to_owned(),
            url: subscription.url.clone(),
            signature: dojo::signature::sign(&secret.value, body.as_bytes()),
            body,
        })
    }
}

impl Delivery {
    fn is_due(&self, now: Timestamp) -> bool {
        self.status == DeliveryStatus::Pending && self.next_attempt_at.is_some_and(|at| at <= now)
    }
}
