//! Captures: in parts, within the authorized total, only where something is authorized.

use serde_json::{Value, json};

use crate::support::{Answer, Api, id_of};

async fn capture(api: &Api, id: &str, amount: i64) -> Answer {
    let path = format!("/payment-intents/{id}/captures");
    api.post(&path, json!({"amount": amount})).await
}

#[tokio::test]
async fn a_manual_intent_is_captured_in_parts_within_what_is_authorized() {
    let api = Api::new().await;
    let id = api.paid(json!({"captureMode": "Manual"})).await;
    assert_eq!(api.read(&id).await["status"], "Authorized");
    for wrong in [1001, 0, -1, i64::MAX, i64::MIN] {
        capture(&api, &id, wrong).await.refused(400);
    }
    let made = capture(&api, &id, 600).await.ok();
    assert!(
        made["captureId"]
            .as_str()
            .is_some_and(|id| id.starts_with("cp_"))
    );
    assert_eq!(api.read(&id).await["status"], "Captured");
    capture(&api, &id, 400).await.ok();
    capture(&api, &id, 1).await.refused(400);

    let intent = api.read(&id).await;
    let amounts: Vec<&Value> = intent["captures"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|capture| &capture["amount"])
        .collect();
    assert_eq!(amounts, [&json!(600), &json!(400)]);
    assert_eq!(intent["captures"][0]["status"], "Successful");
}

#[tokio::test]
async fn tips_count_towards_what_is_authorized() {
    let api = Api::new().await;
    let id = api.paid(json!({"captureMode": "Manual"})).await;
    let path = format!("/payment-intents/{id}/captures");
    let body = |tips: i64| json!({"amount": 900, "tipsAmount": tips});
    api.post(&path, body(101)).await.refused(400);
    api.post(&path, body(-1)).await.refused(400);
    api.post(&path, body(100)).await.ok();
    api.refund(&id, 1001, "k").await.refused(400);
    api.refund(&id, 1000, "k").await.ok();
}

#[tokio::test]
async fn what_is_not_authorized_cannot_be_captured() {
    let api = Api::new().await;
    let open = id_of(&api.intent(json!({"captureMode": "Manual"})).await);
    let auto = api.paid(json!({})).await;
    for id in [open, auto] {
        let problem = capture(&api, &id, 1).await.refused(409);
        let detail = problem["detail"].as_str().expect("a sentence");
        assert!(detail.contains(&id), "{detail}");
    }
    capture(&api, "pi_sandbox_none", 1).await.refused(400);
}

#[tokio::test]
async fn further_captures_end_after_seven_days_or_with_a_refund() {
    let api = Api::new().await;
    let late = api.paid(json!({"captureMode": "Manual"})).await;
    let refunded = api.paid(json!({"captureMode": "Manual"})).await;
    for id in [&late, &refunded] {
        capture(&api, id, 300).await.ok();
    }
    api.refund(&refunded, 100, "k").await.ok();
    capture(&api, &refunded, 100).await.refused(409);
    api.advance(7 * 86_400).await;
    capture(&api, &late, 100).await.refused(409);
}

#[tokio::test]
async fn an_authorization_is_topped_up() {
    let api = Api::new().await;
    let config = json!({"payment": {"customAmountAllowed": true}});
    let id = api
        .paid(json!({"captureMode": "Manual", "config": config}))
        .await;
    let path = format!("/payment-intents/{id}/amount");
    let raised = api
        .post(
            &path,
            json!({"amount": {"value": 5500, "currencyCode": "GBP"}}),
        )
        .await
        .ok();
    assert_eq!(raised["status"], "Authorized");
    capture(&api, &id, 5500).await.ok();
}
