//! Refunds: in parts, once a key, never beyond the payment.

use axum::body::Body;
use serde_json::json;

use crate::support::{Api, id_of};

#[tokio::test]
async fn parts_add_up_to_at_most_what_was_captured() {
    let api = Api::new().await;
    let id = api.paid(json!({})).await;
    let first = api.refund(&id, 300, "k1").await.ok();
    assert_eq!(first["paymentIntentId"], id);
    let intent = api.read(&id).await;
    assert_eq!(
        (&intent["status"], &intent["refundedAmount"]),
        (&json!("Captured"), &json!(300))
    );
    for wrong in [701, 0, -5, i64::MAX] {
        api.refund(&id, wrong, "k2").await.refused(400);
    }
    api.refund(&id, 700, "k3").await.ok();
    assert_eq!(api.read(&id).await["status"], "Refunded");
    api.refund(&id, 1, "k4").await.refused(400);

    let refund_id = first["refundId"].as_str().expect("an id");
    let path = format!("/payment-intents/refunds/{refund_id}");
    assert_eq!(api.get(&path).await.ok(), first);
    api.get("/payment-intents/refunds/rfnd_none")
        .await
        .refused(400);
}

#[tokio::test]
async fn the_same_key_refunds_once_even_when_everything_is_refunded() {
    let api = Api::new().await;
    let id = api.paid(json!({})).await;
    let first = api.refund(&id, 1000, "k").await.ok();
    assert_eq!(api.refund(&id, 1000, "k").await.ok(), first);
    api.refund(&id, 999, "k").await.refused(400);
    assert_eq!(api.read(&id).await["refundedAmount"], 1000);
}

#[tokio::test]
async fn a_key_of_at_most_100_characters_is_required() {
    let api = Api::new().await;
    let id = api.paid(json!({})).await;
    let path = format!("/payment-intents/{id}/refunds");
    let problem = api.post(&path, json!({"amount": 1})).await.refused(400);
    assert!(problem["errors"]["IdempotencyKey"].is_array(), "{problem}");
    let request = api
        .request("POST", &path)
        .header("IdempotencyKey", "k".repeat(101))
        .body(Body::from(r#"{"amount":1}"#))
        .expect("a request");
    api.send(request).await.refused(400);
}

#[tokio::test]
async fn what_was_not_captured_cannot_be_refunded() {
    let api = Api::new().await;
    let open = id_of(&api.intent(json!({})).await);
    let held = api.paid(json!({"captureMode": "Manual"})).await;
    for id in [open, held] {
        api.refund(&id, 1, "k").await.refused(400);
    }
}
