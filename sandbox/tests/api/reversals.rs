//! Reversals: by mode and age, once.

use serde_json::{Value, json};

use crate::support::{Answer, Api, id_of};

async fn reverse(api: &Api, id: &str) -> Answer {
    let path = format!("/payment-intents/{id}/reversal");
    api.post(&path, Value::Null).await
}

#[tokio::test]
async fn mode_age_and_refunds_decide() {
    let api = Api::new().await;
    let auto = api.paid(json!({})).await;
    let held = api.paid(json!({"captureMode": "Manual"})).await;
    for id in [&auto, &held] {
        let made = reverse(&api, id).await.ok();
        assert!(
            made["reversalId"]
                .as_str()
                .is_some_and(|id| id.starts_with("rvs_"))
        );
        assert_eq!(api.read(id).await["status"], "Reversed");
        reverse(&api, id).await.refused(409);
    }

    let open = id_of(&api.intent(json!({})).await);
    let captured = api.paid(json!({"captureMode": "Manual"})).await;
    let path = format!("/payment-intents/{captured}/captures");
    api.post(&path, json!({"amount": 1})).await.ok();
    let refunded = api.paid(json!({})).await;
    api.refund(&refunded, 1, "k").await.ok();
    for id in [&open, &captured, &refunded] {
        reverse(&api, id).await.refused(409);
    }

    let old = api.paid(json!({})).await;
    api.advance(7 * 86_400 + 60).await;
    reverse(&api, &old).await.refused(409);
}
