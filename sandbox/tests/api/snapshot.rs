//! The account as JSON, and back.

use serde_json::{Value, json};

use crate::support::Api;

#[tokio::test]
async fn it_restores_what_a_reset_forgot() {
    let api = Api::new().await;
    let paid = api.paid(json!({})).await;
    api.advance(3600).await;
    let kept = api.get("/_sandbox/snapshot").await.ok();
    assert!(!kept.to_string().contains("5200000000001005"));

    assert_eq!(api.post("/_sandbox/reset", Value::Null).await.status, 204);
    api.get(&format!("/payment-intents/{paid}"))
        .await
        .refused(404);
    assert_eq!(
        api.get("/_sandbox/clock").await.ok()["now"],
        "2026-03-01T12:00:00Z"
    );

    assert_eq!(
        api.call("PUT", "/_sandbox/snapshot", kept).await.status,
        204
    );
    assert_eq!(api.read(&paid).await["status"], "Captured");
    api.refund(&paid, 1000, "k").await.ok();
    assert_ne!(
        api.get("/_sandbox/clock").await.ok()["now"],
        "2026-03-01T12:00:00Z"
    );
}

#[tokio::test]
async fn what_does_not_fit_changes_nothing() {
    let api = Api::new().await;
    let paid = api.paid(json!({})).await;
    for wrong in [
        json!({}),
        json!([]),
        json!({"version": 2, "documents": {}}),
        json!({"version": 1, "documents": {"intent": [{"id": "a"}]}}),
        json!({"version": 1, "documents": {"intent": [{"id": "a", "document": {"id": 1}}]}}),
    ] {
        api.call("PUT", "/_sandbox/snapshot", wrong)
            .await
            .refused(400);
    }
    assert_eq!(api.read(&paid).await["status"], "Captured");
}
