//! What the frames ask, over HTTP.

use axum::{Router, body::Body};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;

use crate::{clock::Clock, state::Sandbox};

async fn router() -> Router {
    let url = Url::parse("http://127.0.0.1:8081").expect("an address");
    let now = "2026-03-01T12:00:00Z".parse().expect("a time");
    let sandbox = Sandbox::open(url, None, Clock::manual(now)).await;
    crate::router(sandbox.expect("a sandbox in memory opens"))
}

async fn call(
    router: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Value,
) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:8081")
        .header(header::CONTENT_TYPE, "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if body.is_null() {
        Body::empty()
    } else {
        Body::from(body.to_string())
    };
    let answer = router
        .clone()
        .oneshot(request.body(body).expect("a request"))
        .await;
    let (head, body) = answer.expect("the router answers").into_parts();
    let bytes = body.collect().await.expect("a body").to_bytes();
    (
        head.status,
        head.headers,
        String::from_utf8(bytes.to_vec()).expect("text"),
    )
}

async fn ask(router: &Router, path: &str, body: Value) -> Value {
    let here = [("sec-fetch-site", "same-origin")];
    let (_, _, answer) = call(router, "POST", path, &here, body).await;
    serde_json::from_str(&answer).expect("JSON")
}

async fn intent(router: &Router) -> Value {
    let key = [
        ("authorization", "Basic sk_sandbox_components"),
        ("version", "2026-02-27"),
    ];
    let body = json!({
        "amount": {"value": 1250, "currencyCode": "GBP"},
        "reference": "Order 245",
        "generateRemoteToken": true,
        "paymentMethods": ["Card", "Wallet"]
    });
    let (status, _, answer) = call(router, "POST", "/payment-intents", &key, body).await;
    assert!(status.is_success(), "{answer}");
    serde_json::from_str(&answer).expect("JSON")
}

fn pay(token: &Value, number: &str) -> Value {
    let card =
        json!({"cardName": "Ada", "cardNumber": number, "expiryDate": "12/29", "cv2": "020"});
    json!({"paymentToken": token, "card": card, "additionalInfo": {}})
}

#[tokio::test]
async fn a_token_pays_once() {
    let router = router().await;
    let token = &intent(&router).await["clientSessionSecret"];
    let session = ask(
        &router,
        "/components/session",
        json!({"paymentToken": token}),
    )
    .await;
    assert_eq!(session["total"], "£12.50");
    let paid = ask(&router, "/components/pay", pay(token, "5200000000001005")).await;
    assert_eq!(paid["statusCode"], 0, "{paid}");
    assert_eq!(paid["authCode"].as_str().map(str::len), Some(6), "{paid}");
    for path in ["/components/pay", "/components/session"] {
        let again = ask(&router, path, pay(token, "5200000000001005")).await;
        assert_eq!(again["statusCode"], 401, "{again}");
    }
}

#[tokio::test]
async fn without_a_good_token_nothing_happens() {
    let router = router().await;
    let none = ask(
        &router,
        "/components/pay",
        pay(&json!(""), "5200000000001005"),
    )
    .await;
    assert_eq!(none["statusCode"], 404, "{none}");
    let unknown = ask(
        &router,
        "/components/pay",
        pay(&json!("guess"), "5200000000001005"),
    )
    .await;
    assert_eq!(unknown["statusCode"], 401, "{unknown}");
}

#[tokio::test]
async fn a_malformed_card_leaves_the_token_alone() {
    let router = router().await;
    let token = &intent(&router).await["clientSessionSecret"];
    let refused = ask(&router, "/components/pay", pay(token, "5200000000001006")).await;
    assert_eq!(refused["statusCode"], 400, "{refused}");
    let paid = ask(&router, "/components/pay", pay(token, "5200000000001005")).await;
    assert_eq!(paid["statusCode"], 0, "{paid}");
}

#[tokio::test]
async fn a_challenge_is_answered_in_its_frame() {
    let router = router().await;
    for (decision, status) in [("complete", 0), ("fail", 5), ("abandon", 30)] {
        let token = &intent(&router).await["clientSessionSecret"];
        let asked = ask(&router, "/components/pay", pay(token, "5200000000001096")).await;
        let path = asked["challenge"].as_str().expect("the way to the bank");
        let (_, headers, page) = call(&router, "GET", path, &[], Value::Null).await;
        assert!(
            page.contains("Complete authentication") && page.contains("£12.50"),
            "{page}"
        );
        assert!(!page.contains("52000000"), "{page}");
        assert!(
            headers[header::CONTENT_SECURITY_POLICY]
                .to_str()
                .expect("text")
                .contains("script-src 'self'")
        );
        let result = ask(&router, path, json!({"decision": decision})).await;
        assert_eq!(result["statusCode"], status, "{decision}: {result}");
    }
}

#[tokio::test]
async fn other_sites_cannot_speak_for_a_frame() {
    let router = router().await;
    let token = &intent(&router).await["clientSessionSecret"];
    for headers in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "http://127.0.0.1:8080"),
    ] {
        let body = pay(token, "5200000000001005");
        let (status, _, _) = call(&router, "POST", "/components/pay", &[headers], body).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn scripts_and_frames_are_served_for_any_merchant() {
    let router = router().await;
    let (status, headers, script) =
        call(&router, "GET", "/payments/v1/client.js", &[], Value::Null).await;
    assert_eq!(status, StatusCode::OK);
    assert!(script.contains("window.Dojo"), "{script}");
    assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    for path in [
        "/components/card",
        "/components/wallet-button",
        "/components/wallet",
    ] {
        let (status, headers, page) = call(&router, "GET", path, &[], Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let policy = headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("text");
        assert!(policy.contains("frame-ancestors *"), "{policy}");
        for asset in page
            .split('"')
            .filter(|text| text.ends_with(".js") || text.ends_with(".css"))
        {
            let (status, _, _) = call(&router, "GET", asset, &[], Value::Null).await;
            assert_eq!(status, StatusCode::OK, "{asset}");
        }
    }
}
