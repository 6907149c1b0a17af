//! The inspector: what it shows, what it hides, who may press its buttons.

use http::StatusCode;
use serde_json::json;

use super::{GOOD, World};

/// The only account's page.
async fn account(world: &World) -> String {
    let index = world
        .get("/_sandbox")
        .await
        .expect(StatusCode::OK, &["acc_", "Test cards"]);
    let start = index
        .body
        .find("/_sandbox/accounts/acc_")
        .expect("a link to the account");
    let rest = &index.body[start..];
    rest[..rest.find('"').expect("the end of the link")].to_owned()
}

#[tokio::test]
async fn payments_are_shown_with_their_events() {
    let world = World::new().await;
    let id = world
        .intent(json!({"reference": "<script>alert(1)</script>"}))
        .await;
    world.post(&format!("/checkout/{id}"), &GOOD).await;
    let account = account(&world).await;
    let list = world.get(&account).await;
    list.expect(
        StatusCode::OK,
        &[&id, "Captured", "£12.50", "&lt;script&gt;"],
    )
    .lacks(&["<script"]);
    let one = world.get(&format!("{account}/intents/{id}")).await;
    one.expect(
        StatusCode::OK,
        &["Events", "Captured", "•••• 1005", "Auth code"],
    )
    .lacks(&["52000000", "<script"]);
    world
        .get(&format!("{account}/intents/pi_unknown"))
        .await
        .expect(StatusCode::NOT_FOUND, &[]);
    world
        .get("/_sandbox/accounts/acc_unknown")
        .await
        .expect(StatusCode::NOT_FOUND, &[]);
}

#[tokio::test]
async fn keys_secrets_and_card_numbers_are_nowhere() {
    let world = World::new().await;
    let intent = world.create(json!({"generateRemoteToken": true})).await;
    let (id, secret) = (
        &intent["id"],
        intent["clientSessionSecret"].as_str().expect("a secret"),
    );
    let id = id.as_str().expect("an id");
    let card = json!({"cardNumber": "5200000000001005", "expiryDate": "12/29", "cv2": "020", "cardName": "Ada"});
    world
        .api("POST", &format!("/_sandbox/payment-intents/{id}/pay"), card)
        .await;
    let hook = json!({"events": ["payment_intent.created"], "url": "http://127.0.0.1:9/hook"});
    let subscribed = world.api("POST", "/webhooks", hook).await;
    let hook_secret = subscribed["secrets"][0]["value"]
        .as_str()
        .expect("a secret");
    let account = account(&world).await;
    let pages = [
        String::new(),
        format!("/intents/{id}"),
        "/requests".into(),
        "/webhooks".into(),
        "/emails".into(),
        "/faults".into(),
    ];
    for page in pages {
        let shown = world
            .get(&format!("{account}{page}"))
            .await
            .expect(StatusCode::OK, &[]);
        shown.lacks(&[
            secret,
            hook_secret,
            "sk_sandbox_pages",
            "5200000000001005",
            "52000000****",
        ]);
    }
}

#[tokio::test]
async fn buttons_work_from_here_and_from_nowhere_else() {
    let world = World::new().await;
    world.intent(json!({})).await;
    let account = account(&world).await;
    let clock = format!("{account}/clock");
    let fields = [("seconds", "3600"), ("back", "/elsewhere")];
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("origin", "http://127.0.0.1:8080")],
        &[],
    ] {
        let refused = world.post_from(&clock, &fields, headers).await;
        refused.expect(StatusCode::FORBIDDEN, &[]);
    }
    let before = world.api("GET", "/_sandbox/clock", json!(null)).await;
    let moved = world.post(&clock, &fields).await;
    assert_eq!(
        moved.location.as_deref(),
        Some(account.as_str()),
        "back leads out of the account"
    );
    let after = world.api("GET", "/_sandbox/clock", json!(null)).await;
    let time = |answer: &serde_json::Value| -> jiff::Timestamp {
        answer["now"]
            .as_str()
            .expect("a time")
            .parse()
            .expect("a time")
    };
    assert!(
        time(&after).duration_since(time(&before)).as_secs() >= 3600,
        "{before} {after}"
    );
}

#[tokio::test]
async fn faults_are_added_and_cleared() {
    let world = World::new().await;
    world.intent(json!({})).await;
    let account = account(&world).await;
    let fault = [
        ("method", "GET"),
        ("path", "/payment-intents/*"),
        ("kind", "status"),
        ("status", "503"),
        ("times", "2"),
    ];
    world.post(&format!("{account}/faults"), &fault).await;
    let page = world.get(&format!("{account}/faults")).await;
    page.expect(StatusCode::OK, &["/payment-intents/*</code>", "503"]);
    let faults = world.api("GET", "/_sandbox/faults", json!(null)).await;
    assert!(faults.to_string().contains("503"), "{faults}");
    world.post(&format!("{account}/faults/clear"), &[]).await;
    let page = world.get(&format!("{account}/faults")).await;
    page.expect(StatusCode::OK, &["The API answers as it should"]);
}

#[tokio::test]
async fn reset_wants_to_be_confirmed() {
    let world = World::new().await;
    let id = world.intent(json!({})).await;
    let account = account(&world).await;
    world.post(&format!("{account}/reset"), &[]).await;
    world.get(&account).await.expect(StatusCode::OK, &[&id]);
    world
        .post(&format!("{account}/reset"), &[("sure", "yes")])
        .await;
    world
        .get(&account)
        .await
        .expect(StatusCode::OK, &["No payment intent yet"])
        .lacks(&[&id]);
}

#[tokio::test]
async fn deliveries_are_shown_and_can_be_replayed() {
    let world = World::new().await;
    let hook = json!({"events": ["payment_intent.created"], "url": "http://127.0.0.1:9/hook"});
    world.api("POST", "/webhooks", hook).await;
    world.intent(json!({})).await;
    let account = account(&world).await;
    let page = world.get(&format!("{account}/webhooks")).await;
    let page = page.expect(
        StatusCode::OK,
        &[
            "payment_intent.created",
            "http://127.0.0.1:9/hook",
            "Replay",
        ],
    );
    let start = page.body.find("/deliveries/dlv_").expect("a delivery") + "/deliveries/".len();
    let rest = &page.body[start..];
    let delivery = &rest[..rest.find('/').expect("the end of the id")];
    let back = format!("{account}/webhooks");
    let path = format!("{account}/deliveries/{delivery}/replay");
    let replayed = world.post(&path, &[("back", &back)]).await;
    assert_eq!(replayed.location.as_deref(), Some(back.as_str()));
    world
        .post(&format!("{account}/deliveries/dlv_unknown/replay"), &[])
        .await
        .expect(StatusCode::NOT_FOUND, &[]);
}

#[tokio::test]
async fn a_strange_host_name_is_refused() {
    let world = World::new().await;
    let request = http::Request::builder()
        .uri("/_sandbox")
        .header("host", "rebound.example")
        .body(axum::body::Body::empty())
        .expect("a request");
    world
        .send(request)
        .await
        .expect(StatusCode::FORBIDDEN, &[])
        .lacks(&["acc_"]);
}
