//! `POST /webhooks/dojo`

use axum::body::Body;
use http::{Request, StatusCode};

use crate::harness::Server;

const EVENT: &str = r#"{"id":"evt_1","event":"payment_intent.status_updated","accountId":"acc_test","createdAt":"2026-02-01T13:07:41Z","data":{"paymentIntentId":"pi_sandbox_1","paymentStatus":"Captured","captureMode":"Auto"}}"#;

#[tokio::test]
async fn what_dojo_did_not_sign_is_refused() {
    let server = Server::start().await;
    for signature in [None, Some("sha256=AA"), Some(""), Some("nonsense")] {
        let mut request =
            Request::post("/webhooks/dojo").header("content-type", "application/json");
        if let Some(signature) = signature {
            request = request.header("dojo-signature", signature);
        }
        let answer = server.send(request.body(Body::from(EVENT)).unwrap()).await;
        answer.is_refused(StatusCode::UNAUTHORIZED, "unauthorized", None);
    }
}

#[tokio::test]
async fn more_than_64_kib_is_too_much() {
    let server = Server::alone().await;
    let request = Request::post("/webhooks/dojo").header("dojo-signature", "sha256=AA");
    let answer = server
        .send(request.body(Body::from("x".repeat(65_537))).unwrap())
        .await;
    answer.is_refused(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", None);
}
