//! Telling the shop that it was paid.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use shared::Role;
use tokio::net::TcpListener;
use url::Url;

use super::world::{Fault, Operation, on_each_database, order};
use crate::checkout::{self, Origin};
use crate::events::callback;

/// A shop that answers what it is told to, first come first served, and then 200.
#[derive(Clone, Default)]
struct Shop {
    answers: Arc<Mutex<Vec<StatusCode>>>,
    told: Arc<Mutex<Vec<(HeaderMap, String)>>>,
}

impl Shop {
    async fn open(answers: &[StatusCode]) -> (Self, Url) {
        let shop = Self {
            answers: Arc::new(Mutex::new(answers.to_vec())),
            ..Self::default()
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/paid", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/paid", post(Self::take))
            .with_state(shop.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (shop, url.parse().unwrap())
    }

    async fn take(
        State(shop): State<Self>,
        headers: HeaderMap,
        body: String,
    ) -> (StatusCode, [(&'static str, &'static str); 1]) {
        shop.told.lock().unwrap().push((headers, body));
        let mut answers = shop.answers.lock().unwrap();
        let status = if answers.is_empty() {
            StatusCode::OK
        } else {
            answers.remove(0)
        };
        (status, [("location", "/paid")])
    }

    fn told(&self) -> Vec<(HeaderMap, String)> {
        self.told.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn the_shop_is_told_once_and_can_check_who_says_so() {
    on_each_database(async |mut world| {
        let (shop, url) = Shop::open(&[]).await;
        world.call_back(url).await;
        let (id, intent) = world.paid().await;
        world.work().await;
        world.later(3600).await;
        let told = shop.told();
        assert_eq!(told.len(), 1);
        let (headers, body) = &told[0];
        let time = headers[callback::TIMESTAMP_HEADER].to_str().unwrap();
        let signature = callback::sign(&"0123456789abcdef".into(), time.parse().unwrap(), body);
        assert_eq!(headers[callback::SIGNATURE_HEADER], signature);
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["event"], "checkout.paid");
        assert_eq!(body["data"]["id"], id.as_str());
        assert_eq!(body["data"]["status"], "paid");
        assert_eq!(body["data"]["payment"]["paymentIntentId"], intent);
        assert_eq!(body["data"]["totalAmount"]["value"], 1250);
    })
    .await;
}

/// Who delivers on `checkout.paid` must not deliver for money that is only held.
#[tokio::test]
async fn money_that_is_held_is_told_as_held_and_as_paid_once_it_is_taken() {
    on_each_database(async |mut world| {
        let (shop, url) = Shop::open(&[]).await;
        world.call_back(url).await;
        let origin = Origin {
            capture_later: true,
            ..Origin::default()
        };
        let opened = checkout::open_from(&world.app, order(), origin)
            .await
            .unwrap();
        let intent = world.prepared_intent(&opened.id).await;
        world.dojo.authorize(&intent);
        world.confirm(&opened.id).await;
        world.work().await;
        let told = |nth: usize| -> Value { serde_json::from_str(&shop.told()[nth].1).unwrap() };
        assert_eq!(shop.told().len(), 1);
        assert_eq!(told(0)["event"], "checkout.authorized");
        assert_eq!(told(0)["data"]["status"], "authorized");
        let held = told(0)["data"]["payment"].clone();
        assert_eq!(held["capturedAmount"]["value"], 0);
        assert_eq!(held["authorizedAt"], "2026-11-21T09:00:00Z");
        assert_eq!(held["paidAt"], Value::Null);
        world.clock.advance(3600);
        let manager = world.desk(Role::Manager).await;
        let seen = manager.get(&format!("/payments/{intent}")).await.json["seen"].clone();
        let part = json!({"amount": {"value": 500, "currencyCode": "GBP"}, "seen": seen});
        manager
            .post(&format!("/payments/{intent}/capture"), part)
            .await;
        world.work().await;
        world.later(3600).await;
        assert_eq!(shop.told().len(), 2);
        assert_eq!(told(1)["event"], "checkout.paid");
        assert_eq!(told(1)["data"]["status"], "paid");
        assert_eq!(told(1)["data"]["totalAmount"]["value"], 1250);
        let taken = told(1)["data"]["payment"].clone();
        assert_eq!(taken["capturedAmount"]["value"], 500);
        assert_eq!(taken["authorizedAt"], held["authorizedAt"]);
        assert_eq!(taken["paidAt"], "2026-11-21T10:00:00Z");
    })
    .await;
}

#[tokio::test]
async fn a_whole_refund_is_told_once() {
    on_each_database(async |mut world| {
        let (shop, url) = Shop::open(&[]).await;
        world.call_back(url).await;
        let (_, intent) = world.paid().await;
        world.work().await;
        for event in ["evt_1", "evt_2"] {
            world.clock.advance(60);
            world.dojo.change(&intent, |intent| {
                intent.status = dojo::PaymentIntentStatus::Refunded;
                intent.refunded_amount = Some(1250);
            });
            world.deliver(event, &intent).await.unwrap();
            world.work().await;
        }
        let told = shop.told();
        assert_eq!(told.len(), 2);
        let body: Value = serde_json::from_str(&told[1].1).unwrap();
        assert_eq!(body["event"], "checkout.refunded");
        assert_eq!(body["data"]["status"], "refunded");
        assert_eq!(body["data"]["payment"]["refundedAmount"]["value"], 1250);
    })
    .await;
}

#[tokio::test]
async fn a_shop_that_fails_or_redirects_is_told_again_with_the_same_id() {
    on_each_database(async |mut world| {
        let answers = [
            StatusCode::INTERNAL_SERVER_ERROR,
            StatusCode::TEMPORARY_REDIRECT,
        ];
        let (shop, url) = Shop::open(&answers).await;
        world.call_back(url).await;
        world.paid().await;
        world.work().await;
        world.later(2).await;
        // The redirect was not followed.
        assert_eq!(shop.told().len(), 2);
        world.later(10).await;
        let told = shop.told();
        assert_eq!(told.len(), 3);
        assert!(told.iter().all(|(_, body)| *body == told[0].1));
    })
    .await;
}

#[tokio::test]
async fn what_was_not_sent_before_a_kill_is_sent_after_it() {
    on_each_database(async |mut world| {
        let (shop, url) = Shop::open(&[]).await;
        world.call_back(url).await;
        world.paid().await;
        world.restart().await;
        world.work().await;
        assert_eq!(shop.told().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn money_that_needs_review_is_told_once_and_never_as_paid() {
    on_each_database(async |mut world| {
        let (shop, url) = Shop::open(&[]).await;
        world.call_back(url).await;
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.change(&intent, |intent| intent.amount.value = 1);
        world.dojo.pay(&intent);
        world.dojo.next(Operation::Get, Fault::Status(500));
        world.later(60).await;
        world.later(60).await;
        world.deliver("evt_1", &intent).await.unwrap();
        world.later(60).await;
        let told = shop.told();
        assert_eq!(told.len(), 1);
        let body: Value = serde_json::from_str(&told[0].1).unwrap();
        assert_eq!(body["event"], "checkout.needs_review");
        assert_eq!(body["data"]["id"], id.as_str());
        assert_eq!(body["data"]["status"], "needs_review");
        assert_eq!(body["data"]["payment"]["paymentIntentId"], intent);
    })
    .await;
}

#[tokio::test]
async fn money_that_came_after_the_end_is_told_too() {
    on_each_database(async |mut world| {
        let (shop, url) = Shop::open(&[]).await;
        world.call_back(url).await;
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        crate::checkout::cancel(&world.app, &id).await.unwrap();
        world.dojo.change(&intent, |intent| {
            intent.status = dojo::PaymentIntentStatus::Created;
        });
        world.dojo.pay(&intent);
        world.deliver("evt_after", &intent).await.unwrap();
        world.work().await;
        let told = shop.told();
        assert_eq!(told.len(), 1);
        assert!(told[0].1.contains("checkout.needs_review"), "{}", told[0].1);
    })
    .await;
}
