//! What the sandbox knows of one account, and the lock around it.

mod documents;
mod settle;
mod snapshot;

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap, HashSet, VecDeque},
};

use dojo::Subscription;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use documents::{Change, Documents};
pub use snapshot::SnapshotError;

use crate::{
    clock::Clock,
    emails::{self, Email},
    faults::Faults,
    machine::{
        Refusal,
        challenge::Challenge,
        customer::CustomerRecord,
        due,
        intent::{Intent, Status, later},
        setup_intent::SetupIntent,
    },
    requests::RequestEntry,
    webhooks::{self, Delivery, Mode},
};

/// Everything that belongs to one API key.
#[derive(Debug)]
pub struct AccountState {
    /// `acc_…`
    pub account_id: String,
    /// Payment intents.
    pub intents: Documents<Intent>,
    /// Setup intents.
    pub setup_intents: Documents<SetupIntent>,
    /// Customers with their saved cards.
    pub customers: Documents<CustomerRecord>,
    /// 3-D Secure challenges, open and concluded.
    pub challenges: Documents<Challenge>,
    /// Webhook subscriptions.
    pub subscriptions: Documents<Subscription>,
    /// Webhook deliveries, sent and unsent.
    pub deliveries: Documents<Delivery>,
    /// E-mails that Dojo would have sent.
    pub emails: Documents<Email>,
    pub(crate) settings: Documents<Settings>,
    /// Faults in the API's answers; not stored.
    pub faults: Faults,
    /// The latest API calls, oldest first; not stored.
    pub requests: VecDeque<RequestEntry>,
    /// Deliveries that are to be tried again, by id.
    pub(crate) pending: BTreeSet<String>,
    pub(crate) in_flight: HashSet<String>,
    schedule: BinaryHeap<Reverse<(Timestamp, Due)>>,
    new_doors: Vec<(String, String)>,
    /// Whether all doors were closed since they were last looked at.
    doors_closed: bool,
}

/// What an account remembers about itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Settings {
    /// How far the virtual clock is ahead.
    pub(crate) clock_offset_ms: i64,
    /// How webhooks are spoiled.
    pub(crate) webhook_mode: Mode,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Intent(String),
    SetupIntent(String),
}

impl AccountState {
    pub(crate) fn new(account_id: &str) -> Self {
        Self {
            account_id: account_id.to_owned(),
            intents: Documents::new("intent"),
            setup_intents: Documents::new("setup_intent"),
            customers: Documents::new("customer"),
            challenges: Documents::new("challenge"),
            subscriptions: Documents::new("subscription"),
            deliveries: Documents::new("delivery"),
            emails: Documents::new("email"),
            settings: Documents::new("settings"),
            faults: Faults::default(),
            requests: VecDeque::new(),
            pending: BTreeSet::new(),
            in_flight: HashSet::new(),
            schedule: BinaryHeap::new(),
            new_doors: Vec::new(),
            doors_closed: false,
        }
    }

    /// The account's virtual time.
    #[must_use]
    pub fn now(&self, clock: &Clock) -> Timestamp {
        let offset = SignedDuration::from_millis(self.settings().clock_offset_ms);
        later(clock.now(), offset)
    }

    /// How webhooks are spoiled.
    #[must_use]
    pub fn webhook_mode(&self) -> Mode {
        self.settings().webhook_mode
    }

    /// Sets how webhooks are spoiled from now on.
    pub fn set_webhook_mode(&mut self, webhook_mode: Mode) {
        let settings = Settings {
            webhook_mode,
            ..self.settings()
        };
        self.settings.insert("settings", settings);
    }

    pub(crate) fn set_clock_offset(&mut self, clock_offset_ms: i64) {
        let settings = Settings {
            clock_offset_ms,
            ..self.settings()
        };
        self.settings.insert("settings", settings);
    }

    pub(crate) fn settings(&self) -> Settings {
        self.settings.get("settings").cloned().unwrap_or_default()
    }

    /// Adds an intent and tells the subscribers.
    pub fn add_intent(&mut self, intent: Intent, now: Timestamp) {
        let id = intent.id.clone();
        webhooks::emit(
            self,
            dojo::WebhookEventType::PaymentIntentCreated,
            &intent,
            now,
        );
        self.open_door(&id);
        self.intents.insert(&id, intent);
        self.after_change(&id);
    }

    /// Changes an intent; tells the subscribers and sends the receipt if its status changed.
    ///
    /// # Errors
    /// If there is no such intent, or what the change answers with.
    pub fn change_intent<T>(
        &mut self,
        id: &str,
        now: Timestamp,
        change: impl FnOnce(&mut Intent) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let intent = self
            .intents
            .edit(id)
            .ok_or_else(|| Refusal::NotFound(format!("There is no payment intent {id}.")))?;
        let before = intent.status;
        let answer = change(intent)?;
        let after = intent.status;
        if before != after {
            let intent = intent.clone();
            webhooks::emit(
                self,
                dojo::WebhookEventType::PaymentIntentStatusUpdated,
                &intent,
                now,
            );
            if after == Status::Captured {
                emails::send_receipt(self, &intent, &[], now);
            }
        }
        self.after_change(id);
        Ok(answer)
    }

    /// Adds a setup intent.
    pub fn add_setup_intent(&mut self, setup: SetupIntent) {
        let id = setup.id.clone();
        self.open_door(&id);
        self.setup_intents.insert(&id, setup);
        self.schedule_setup(&id);
    }

    /// Notes when a setup intent falls due and by which secret it is found.
    pub fn schedule_setup(&mut self, id: &str) {
        if let Some(setup) = self.setup_intents.get(id) {
            if let Some(at) = setup.due_at() {
                self.schedule
                    .push(Reverse((at, Due::SetupIntent(id.to_owned()))));
            }
            let secret = setup.session.secret.expose().to_owned();
            self.new_doors.push((session_door(&secret), id.to_owned()));
        }
    }

    /// Lets the account be found by this id alone, as hosted page and components do.
    pub(crate) fn open_door(&mut self, id: &str) {
        self.new_doors.push((id.to_owned(), id.to_owned()));
    }

    pub(crate) fn take_new_doors(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.new_doors)
    }

    pub(crate) fn take_doors_closed(&mut self) -> bool {
        std::mem::take(&mut self.doors_closed)
    }

    fn after_change(&mut self, id: &str) {
        if let Some(intent) = self.intents.get(id) {
            if let Some(at) = due::due_at(intent) {
                self.schedule
                    .push(Reverse((at, Due::Intent(id.to_owned()))));
            }
            if let Some(session) = intent.session.as_ref().filter(|made| !made.spent) {
                let door = session_door(session.secret.expose());
                self.new_doors.push((door, id.to_owned()));
            }
        }
    }
}

/// The key under which an intent is found by its client session secret.
pub(crate) fn session_door(secret: &str) -> String {
    format!("session {secret}")
}
