//! Receipts by e-mail.

use serde_json::{Value, json};

use crate::support::{Api, id_of};

async fn recipients(api: &Api) -> Vec<Value> {
    let emails = api.get("/_sandbox/emails").await.ok();
    let emails = emails["data"].as_array().expect("a list").clone();
    emails
        .into_iter()
        .map(|mut email| email["to"].take())
        .collect()
}

#[tokio::test]
async fn the_customer_gets_one_on_paying_and_others_on_request() {
    let api = Api::new().await;
    let id = api
        .paid(json!({"customer": {"emailAddress": "buyer@example.com"}}))
        .await;
    assert_eq!(recipients(&api).await, ["buyer@example.com"]);

    let path = format!("/payment-intents/{id}/receipt");
    let answer = api.post(&path, json!({"emails": ["x@example.com"]})).await;
    assert_eq!(answer.status, 204);
    assert_eq!(
        recipients(&api).await,
        ["x@example.com", "buyer@example.com", "buyer@example.com"]
    );
}

#[tokio::test]
async fn wrong_addresses_and_unpaid_intents_get_none() {
    let api = Api::new().await;
    let paid = api.paid(json!({})).await;
    let open = id_of(&api.intent(json!({})).await);
    let path = |id: &str| format!("/payment-intents/{id}/receipt");
    let good = json!({"emails": ["x@example.com"]});
    for wrong in [
        json!({}),
        json!({"emails": []}),
        json!({"emails": ["not an address"]}),
    ] {
        api.post(&path(&paid), wrong).await.refused(400);
    }
    api.post(&path(&open), good.clone()).await.refused(400);
    api.post(&path("pi_none"), good).await.refused(404);
    assert_eq!(recipients(&api).await, Vec::<Value>::new());
}
