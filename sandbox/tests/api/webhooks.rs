//! Webhook subscriptions, signed deliveries, retries and replay.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Api, Endpoint, Server, id_of};

async fn subscribe(server: &Server, endpoint: &Endpoint, event: &str) -> Value {
    let body = json!({"events": [event], "url": endpoint.url});
    server.call("POST", "/webhooks", body).await
}

async fn pay(server: &Server, id: &str) {
    let card = json!({"cardNumber": "5200000000001005", "expiryDate": "12/29", "cv2": "020"});
    let path = format!("/_sandbox/payment-intents/{id}/pay");
    server.call("POST", &path, card).await;
}

#[tokio::test]
async fn subscriptions_live_and_die() {
    let api = Api::new().await;
    let body = json!({"events": ["payment_intent.created"], "url": "https://m.example/hook"});
    let made = api.post("/webhooks", body.clone()).await.ok();
    assert_eq!(made["secrets"][0]["isActive"], true);
    api.post("/webhooks", body).await.refused(409);
    for (events, url) in [
        (json!(["payment_intent.exploded"]), "https://m.example/x"),
        (json!([]), "https://m.example/x"),
        (json!(["payment_intent.created"]), "http://m.example/x"),
        (
            json!(["payment_intent.created"]),
            "http://127.0.0.1.example/x",
        ),
        (json!(["payment_intent.created"]), "nonsense"),
    ] {
        let body = json!({"events": events, "url": url});
        api.post("/webhooks", body).await.refused(400);
    }
    let path = format!("/webhooks/{}", id_of(&made));
    let changed = api
        .call("PATCH", &path, json!({"url": "https://m.example/new"}))
        .await
        .ok();
    assert_eq!(changed["events"], json!(["payment_intent.created"]));
    assert_eq!(api.get("/webhooks").await.ok(), json!([changed]));
    assert_eq!(api.call("DELETE", &path, Value::Null).await.status, 204);
    api.call("DELETE", &path, Value::Null).await.refused(404);
    api.call("PATCH", &path, json!({})).await.refused(404);
}

#[tokio::test]
async fn a_delivery_is_compact_signed_and_tells_the_status() {
    let (server, endpoint) = (Server::start(None).await, Endpoint::start(vec![]).await);
    let subscription = subscribe(&server, &endpoint, "payment_intent.status_updated").await;
    let id = server.intent("Order 1").await;
    pay(&server, &id).await;

    let post = endpoint.wait_for(1).await.remove(0);
    let secret = subscription["secrets"][0]["value"]
        .as_str()
        .expect("a secret");
    assert_eq!(
        post.signature,
        dojo::signature::sign(&secret.into(), &post.body)
    );
    assert_eq!(
        post.json().to_string().len(),
        post.body.len(),
        "it is not compact"
    );
    assert_eq!(
        post.json()["data"],
        json!({"paymentIntentId": id, "paymentStatus": "Captured", "captureMode": "Auto"})
    );
    server.stop().await;
}

#[tokio::test]
async fn a_new_secret_signs_once_it_is_active() {
    let (server, endpoint) = (Server::start(None).await, Endpoint::start(vec![]).await);
    let subscription = subscribe(&server, &endpoint, "payment_intent.created").await;
    let path = format!("/webhooks/{}/secrets", id_of(&subscription));
    let secrets = server.call("POST", &path, Value::Null).await["secrets"].take();
    let value = |at: usize| secrets[at]["value"].as_str().expect("a secret").to_owned();
    let signed = |posts: &[crate::support::Post], at: usize, secret: String| {
        posts[at].signature == dojo::signature::sign(&secret.into(), &posts[at].body)
    };

    server.intent("before").await;
    assert!(signed(&endpoint.wait_for(1).await, 0, value(0)));
    let activate = format!("{path}/{}/activate", id_of(&secrets[1]));
    server.call("PUT", &activate, Value::Null).await;
    server.intent("after").await;
    assert!(signed(&endpoint.wait_for(2).await, 1, value(1)));

    let old = format!("{path}/{}", id_of(&secrets[0]));
    server.call("DELETE", &old, Value::Null).await;
    server
        .send("DELETE", &old, Value::Null)
        .await
        .expect("an answer")
        .refused(404);
    server.stop().await;
}

#[tokio::test]
async fn what_fails_is_tried_again_on_the_virtual_clock_with_the_same_event() {
    let server = Server::start(None).await;
    let endpoint = Endpoint::start(vec![500, 503, 404]).await;
    subscribe(&server, &endpoint, "payment_intent.created").await;
    server.intent("Order 1").await;
    endpoint.wait_for(1).await;
    server
        .call("POST", "/_sandbox/clock/advance", json!({"seconds": 3600}))
        .await;

    let posts = endpoint.got();
    assert_eq!(
        posts.len(),
        4,
        "advancing waits for the attempts that fall due"
    );
    let ids: BTreeSet<String> = posts.iter().map(|post| id_of(&post.json())).collect();
    assert_eq!(ids.len(), 1);

    let log = server
        .call("GET", "/_sandbox/webhooks/deliveries", Value::Null)
        .await;
    let delivery = &log["data"][0];
    assert_eq!(delivery["status"], "Delivered");
    let statuses: Vec<&Value> = delivery["attempts"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|attempt| &attempt["status"])
        .collect();
    assert_eq!(statuses, [500, 503, 404, 200]);

    endpoint.answer_next(500);
    let replay = format!("/_sandbox/webhooks/deliveries/{}/replay", id_of(delivery));
    server.call("POST", &replay, Value::Null).await;
    endpoint.wait_for(5).await;
    server
        .call("POST", "/_sandbox/clock/advance", json!({"seconds": 60}))
        .await;
    endpoint.wait_for(6).await;
    server.stop().await;
}

#[tokio::test]
async fn a_delivery_that_nobody_takes_is_given_up() {
    let server = Server::start(None).await;
    let body = json!({"events": ["payment_intent.created"], "url": "http://127.0.0.1:1/hook"});
    server.call("POST", "/webhooks", body).await;
    server.intent("Order 1").await;
    server
        .call(
            "POST",
            "/_sandbox/clock/advance",
            json!({"seconds": 4 * 86_400}),
        )
        .await;
    let log = server
        .call("GET", "/_sandbox/webhooks/deliveries", Value::Null)
        .await;
    assert_eq!(log["data"][0]["status"], "Failed");
    assert_eq!(log["data"][0]["attempts"].as_array().map(Vec::len), Some(8));
    server.stop().await;
}

#[tokio::test]
async fn deliveries_are_doubled_and_lost_on_demand() {
    let (server, endpoint) = (Server::start(None).await, Endpoint::start(vec![]).await);
    subscribe(&server, &endpoint, "payment_intent.created").await;
    let mode = "/_sandbox/webhooks/mode";
    server
        .call("PUT", mode, json!({"copies": 3, "seed": 1}))
        .await;
    server.intent("tripled").await;
    let posts = endpoint.wait_for(3).await;
    assert!(posts.iter().all(|post| post.body == posts[0].body));

    server.call("PUT", mode, json!({"drop": 1})).await;
    server.intent("lost").await;
    server.call("PUT", mode, json!({})).await;
    let id = server.intent("found").await;
    let posts = endpoint.wait_for(4).await;
    assert_eq!(posts[3].json()["data"]["paymentIntentId"], id);
    let log = server
        .call("GET", "/_sandbox/webhooks/deliveries", Value::Null)
        .await;
    assert_eq!(log["data"][1]["status"], "Dropped");
    server.stop().await;
}

#[tokio::test]
async fn deliveries_are_delayed_and_shuffled_on_demand() {
    let (server, endpoint) = (Server::start(None).await, Endpoint::start(vec![]).await);
    subscribe(&server, &endpoint, "payment_intent.created").await;
    let mode = json!({"shuffle": true, "delayMs": 60_000, "seed": 3});
    server.call("PUT", "/_sandbox/webhooks/mode", mode).await;
    let mut made = Vec::new();
    for at in 0..8 {
        made.push(server.intent(&format!("Order {at}")).await);
    }
    assert_eq!(endpoint.got().len(), 0, "delayed");
    server
        .call("POST", "/_sandbox/clock/advance", json!({"seconds": 70}))
        .await;
    let came: Vec<String> = endpoint
        .got()
        .iter()
        .map(|post| {
            post.json()["data"]["paymentIntentId"]
                .as_str()
                .expect("an id")
                .to_owned()
        })
        .collect();
    assert_eq!(came.len(), 8);
    assert_ne!(came, made, "shuffled");
    server.stop().await;
}
