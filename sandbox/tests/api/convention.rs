//! How the API is called: key, version, paths, methods.

use axum::body::Body;
use serde_json::{Value, json};

use crate::support::{Api, id_of};

#[tokio::test]
async fn only_a_literal_sandbox_key_is_let_in() {
    let api = Api::new().await;
    for wrong in [
        "",
        "Basic",
        "Basic nonsense",
        "Basic sk_prod_abcdefgh",
        "Basic sk_sandbox_",
        "Basic c2tfc2FuZGJveF90ZXN0LWtleTo=",
        "Bearer sk_sandbox_test-key",
    ] {
        let request = axum::http::Request::post("/payment-intents/search")
            .header("Authorization", wrong)
            .header("version", "2026-02-27")
            .body(Body::from("{}"))
            .expect("a request");
        api.send(request).await.refused(401);
    }
}

#[tokio::test]
async fn a_version_is_required() {
    let api = Api::new().await;
    for version in [None, Some("yesterday"), Some("2026-02-30")] {
        let mut request = axum::http::Request::post("/payment-intents/search")
            .header("Authorization", "Basic sk_sandbox_test-key");
        if let Some(version) = version {
            request = request.header("version", version);
        }
        let request = request.body(Body::from("{}")).expect("a request");
        let problem = api.send(request).await.refused(400);
        assert!(problem["errors"]["version"].is_array(), "{problem}");
    }
}

#[tokio::test]
async fn before_2024_every_intent_had_a_client_session_secret() {
    let api = Api::new().await;
    let body = json!({"amount": {"value": 1, "currencyCode": "GBP"}, "reference": "r"});
    let request = axum::http::Request::post("/payment-intents")
        .header("Authorization", "Basic sk_sandbox_test-key")
        .header("version", "2022-07-04")
        .body(Body::from(body.to_string()))
        .expect("a request");
    let intent = api.send(request).await.ok();
    assert!(intent["clientSessionSecret"].is_string(), "{intent}");
}

#[tokio::test]
async fn accounts_see_nothing_of_each_other() {
    let api = Api::new().await;
    let other = api.other();
    let id = id_of(&api.intent(json!({})).await);
    let money = json!({"amount": {"value": 1, "currencyCode": "GBP"}});

    other
        .get(&format!("/payment-intents/{id}"))
        .await
        .refused(404);
    for (operation, body) in [
        ("captures", json!({"amount": 1})),
        ("reversal", Value::Null),
        ("amount", money),
    ] {
        let path = format!("/payment-intents/{id}/{operation}");
        other.post(&path, body).await.refused(400);
    }
    let path = format!("/_sandbox/payment-intents/{id}/pay");
    other.post(&path, json!({})).await.refused(404);
    let found = other.post("/payment-intents/search", json!({})).await.ok();
    assert_eq!(found["data"], json!([]));
}

#[tokio::test]
async fn a_slash_at_the_end_changes_nothing() {
    let api = Api::new().await;
    let body = json!({"amount": {"value": 1, "currencyCode": "GBP"}, "reference": "r"});
    api.post("/payment-intents/", body).await.ok();
}

#[tokio::test]
async fn unknown_paths_and_methods_get_problems() {
    let api = Api::new().await;
    api.get("/nothing").await.refused(404);
    api.call("PUT", "/payment-intents", Value::Null)
        .await
        .refused(405);
    api.get("/payment-intents/%ff").await.refused(400);
}
