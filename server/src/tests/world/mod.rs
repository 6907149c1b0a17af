//! A shop, its database and its Dojo.

mod database;
mod desk;
mod dojo;
mod dojo_account;
mod dojo_holds;
mod dojo_money;
mod dojo_routes;

use std::future::Future;
use std::sync::Arc;

use ::dojo::PaymentIntentStatus;
use jiff::Timestamp;
use shared::checkout::{AmountLimits, Merchant, TipOptions};
use shared::{
    AttemptMethod, AttemptRequest, CheckoutId, CheckoutStatus, Confirmation, Currency, Money,
    PreparedAttempt,
};
use url::Url;

use crate::clock::{Clock, ManualClock};
use crate::config::{Callback, Config, DojoAccess, Mail};
use crate::{App, DomainError, checkout, events};

pub(super) use database::Database;
pub(super) use desk::{Answer, Desk};
pub(super) use dojo::{Fault, Operation, ScriptedDojo};

/// Everything that a test acts upon.
pub(crate) struct World {
    pub(crate) app: App,
    pub(super) dojo: ScriptedDojo,
    pub(super) clock: ManualClock,
    pub(super) database: Database,
    callback: Option<Callback>,
    mail: Option<Mail>,
}

/// Runs a test on every database there is.
pub(crate) async fn on_each_database<T, F>(test: T)
where
    T: Fn(World) -> F,
    F: Future<Output = ()>,
{
    for database in database::each().await {
        test(World::new(database).await).await;
    }
}

impl World {
    async fn new(database: Database) -> Self {
        let start: Timestamp = "2026-11-21T09:00:00Z".parse().unwrap();
        let clock = ManualClock::new(start);
        let dojo = ScriptedDojo::start(clock.clone()).await;
        let app = new_app(&database, &dojo, &clock, None, None).await;
        events::subscription::round(&app).await.unwrap();
        Self {
            app,
            dojo,
            clock,
            database,
            callback: None,
            mail: None,
        }
    }

    /// Has the shop told of payments, from now on.
    pub(super) async fn call_back(&mut self, url: Url) {
        self.callback = Some(Callback {
            url,
            secret: "0123456789abcdef".into(),
        });
        self.restart().await;
    }

    /// Has e-mails sent through this server, from now on.
    pub(super) async fn mail_through(&mut self, url: &str) {
        self.mail = Some(Mail {
            smtp_url: url.into(),
            from: "Tea House <pay@tea.example>".parse().unwrap(),
        });
        self.restart().await;
    }

    /// Kills the process, as far as the database and Dojo can tell, and starts another one.
    pub(super) async fn restart(&mut self) {
        self.app = self.another_process().await;
    }

    /// A second process on the same database.
    pub(super) async fn another_process(&self) -> App {
        new_app(
            &self.database,
            &self.dojo,
            &self.clock,
            self.callback.clone(),
            self.mail.clone(),
        )
        .await
    }

    pub(super) async fn open(&self, new: checkout::NewCheckout) -> CheckoutId {
        checkout::open(&self.app, new).await.unwrap().id
    }

    pub(super) async fn open_plain(&self) -> CheckoutId {
        self.open(order()).await
    }

    pub(super) async fn prepare(&self, id: &CheckoutId) -> Result<PreparedAttempt, DomainError> {
        checkout::prepare(&self.app, id, by_card()).await
    }

    /// The only intent of a checkout that was just prepared.
    pub(super) async fn prepared_intent(&self, id: &CheckoutId) -> String {
        self.prepare(id).await.unwrap().attempt.unwrap();
        self.dojo.newest()
    }

    pub(super) async fn confirm(&self, id: &CheckoutId) -> CheckoutStatus {
        checkout::confirm(&self.app, id, Confirmation::default())
            .await
            .unwrap()
            .status
    }

    pub(super) async fn status(&self, id: &CheckoutId) -> CheckoutStatus {
        checkout::find(&self.app, id).await.unwrap().unwrap().status
    }

    /// A paid checkout and its intent.
    pub(super) async fn paid(&self) -> (CheckoutId, String) {
        let id = self.open_plain().await;
        let intent = self.prepared_intent(&id).await;
        self.dojo.pay(&intent);
        assert_eq!(self.confirm(&id).await, CheckoutStatus::Paid);
        (id, intent)
    }

    /// Delivers a webhook, signed with the subscription's secret.
    pub(super) async fn deliver(&self, event_id: &str, intent: &str) -> Result<(), DomainError> {
        let body = webhook(event_id, intent);
        let signature = ::dojo::signature::sign(&self.dojo.webhook_secret(), body.as_bytes());
        events::inbox::accept(&self.app, Some(&signature), body.as_bytes()).await
    }

    /// Lets every background task do what is due.
    pub(super) async fn work(&self) {
        events::worker::round(&self.app).await.unwrap();
        events::reconciler::round(&self.app).await.unwrap();
        events::callback::round(&self.app).await.unwrap();
    }

    /// Lets time pass until what has failed is tried again, and works.
    pub(super) async fn later(&self, seconds: i64) {
        self.clock.advance(seconds);
        self.work().await;
    }

    /// How many intents can be paid at Dojo.
    pub(super) fn payable(&self) -> usize {
        self.dojo.count(&PaymentIntentStatus::Created)
    }

    pub(super) fn captured(&self) -> usize {
        self.dojo.count(&PaymentIntentStatus::Captured)
    }

    /// The kinds of flags on a checkout.
    pub(super) async fn flags(&self, id: &CheckoutId) -> Vec<String> {
        crate::store::flags::of_checkout(&self.app.store, id.as_str())
            .await
            .unwrap()
            .into_iter()
            .map(|(kind, _)| kind)
            .collect()
    }

    pub(super) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }
}

async fn new_app(
    database: &Database,
    dojo: &ScriptedDojo,
    clock: &ManualClock,
    callback: Option<Callback>,
    mail: Option<Mail>,
) -> App {
    let config = Config {
        listen: ([127, 0, 0, 1], 0).into(),
        public_url: None,
        database_url: database.url(),
        data_dir: ".".into(),
        sandbox_listen: ([127, 0, 0, 1], 0).into(),
        merchant: Merchant {
            name: "Tea House".into(),
            email_address: None,
            phone_number: None,
        },
        accent: None,
        api_token: None,
        callback,
        redirect_origins: vec!["https://shop.example.com".parse().unwrap()],
        time_zone: jiff::tz::TimeZone::UTC,
        trusted_proxies: Vec::new(),
        mail,
        demo: false,
        dojo: None,
    };
    let access = DojoAccess {
        api_url: dojo.url(),
        components_url: "https://cdn.example.com/client.js".parse().unwrap(),
        api_key: "sk_sandbox_test".into(),
    };
    let public_url = "http://127.0.0.1:8080".parse().unwrap();
    App::new(config, public_url, access, Arc::new(clock.clone()))
        .await
        .unwrap()
}

pub(super) fn pounds(value: i64) -> Money {
    Money::new(value, Currency::Gbp)
}

/// An order of £12.50.
pub(super) fn order() -> checkout::NewCheckout {
    checkout::NewCheckout {
        reference: "Order 245".to_owned().try_into().unwrap(),
        amount: Some(pounds(1250)),
        open_amount: None,
        tip: None,
        description: None,
        item_lines: Vec::new(),
        tax_lines: Vec::new(),
        collect: shared::checkout::Collect::default(),
        customer: None,
        methods: None,
        expire_at: None,
        redirect_url: None,
        cancel_url: None,
        metadata: std::collections::BTreeMap::new(),
    }
}

/// An amount from £1 to £500, and a tip of at most £50.
pub(super) fn open_order() -> checkout::NewCheckout {
    checkout::NewCheckout {
        amount: None,
        open_amount: Some(AmountLimits {
            minimum: pounds(100),
            maximum: pounds(50_000),
        }),
        tip: Some(TipOptions {
            percentages: vec![10, 15],
            maximum: pounds(5_000),
        }),
        ..order()
    }
}

pub(super) fn order_of_ada() -> checkout::NewCheckout {
    checkout::NewCheckout {
        customer: Some(checkout::NewCustomer {
            reference: "ada".into(),
            name: "Ada Lovelace".into(),
            email_address: None,
        }),
        ..order()
    }
}

pub(super) fn by_card() -> AttemptRequest {
    AttemptRequest {
        method: AttemptMethod::Card,
        amount: None,
        tips_amount: None,
        saved_card_id: None,
        spent_client_session_secret: None,
    }
}

pub(super) fn webhook(event_id: &str, intent: &str) -> String {
    serde_json::json!({
        "id": event_id,
        "event": "payment_intent.status_updated",
        "accountId": "acc_test",
        "createdAt": "2026-11-21T09:00:01Z",
        "data": {"paymentIntentId": intent, "paymentStatus": "Captured", "captureMode": "Auto"},
    })
    .to_string()
}
