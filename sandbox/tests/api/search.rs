//! Searching payment intents, page by page.

use serde_json::{Value, json};

use crate::support::{Api, id_of};

fn ids(page: &Value) -> Vec<String> {
    page["data"]
        .as_array()
        .expect("a list")
        .iter()
        .map(id_of)
        .collect()
}

#[tokio::test]
async fn pages_lead_through_everything_once_even_while_intents_come() {
    let api = Api::new().await;
    let mut made = Vec::new();
    for _ in 0..7 {
        made.push(id_of(&api.intent(json!({})).await));
    }
    let (mut seen, mut cursor) = (Vec::new(), json!({"limit": 3}));
    loop {
        let page = api
            .post("/payment-intents/search", json!({"cursor": cursor}))
            .await
            .ok();
        seen.extend(ids(&page));
        api.intent(json!({})).await;
        let Some(after) = page["after"].as_str() else {
            break;
        };
        cursor = json!({"limit": 3, "after": after});
    }
    made.reverse();
    assert_eq!(seen, made);
}

#[tokio::test]
async fn status_and_time_filter() {
    let api = Api::new().await;
    let open = id_of(&api.intent(json!({})).await);
    api.advance(3600).await;
    let paid = api.paid(json!({})).await;
    let search = async |body: Value| ids(&api.post("/payment-intents/search", body).await.ok());
    assert_eq!(
        search(json!({"statuses": ["Captured"]})).await,
        std::slice::from_ref(&paid)
    );
    assert_eq!(
        search(json!({"startDate": "2026-03-01T12:30:00Z"})).await,
        [paid]
    );
    assert_eq!(
        search(json!({"endDate": "2026-03-01T12:30:00"})).await,
        [open]
    );
}

#[tokio::test]
async fn wrong_questions_are_refused() {
    let api = Api::new().await;
    for wrong in [
        json!({"cursor": {"limit": 0}}),
        json!({"cursor": {"limit": 101}}),
        json!({"cursor": {"before": "a", "after": "b"}}),
        json!({"cursor": {"after": "none"}}),
        json!({"statuses": ["Paid"]}),
        json!({"startDate": "yesterday"}),
        json!({"reference": "Order 1"}),
    ] {
        api.post("/payment-intents/search", wrong)
            .await
            .refused(400);
    }
}
