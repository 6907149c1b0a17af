//! The log of requests, masked.

use serde_json::json;

use crate::support::{Api, KEY, id_of};

#[tokio::test]
async fn the_log_shows_calls_without_their_secrets() {
    let api = Api::new().await;
    let customer = id_of(&api.post("/customers", json!({"name": "C"})).await.ok());
    let path = format!("/customers/{customer}/create-secret");
    let secret = api.post(&path, json!(null)).await.ok()["secret"].take();
    let secret = secret.as_str().expect("a secret").to_owned();
    let made = api
        .intent(json!({
            "description": "card 5200 0000 0000 1005",
            "generateRemoteToken": true,
            "customer": {"id": customer, "secret": secret},
        }))
        .await;
    api.post(
        "/payment-intents",
        json!({"cardNumber": "5200000000001005"}),
    )
    .await
    .refused(400);

    let log = api.get("/_sandbox/requests").await.ok();
    let newest = &log["data"][0];
    assert_eq!(
        (&newest["method"], &newest["status"]),
        (&json!("POST"), &json!(400))
    );
    let log = log.to_string();
    assert!(log.contains(&id_of(&made)));
    let session = made["clientSessionSecret"].as_str().expect("a secret");
    for hidden in [KEY, &secret, session, "0000 1005", "5200000000001005"] {
        assert!(!log.contains(hidden), "{hidden} in {log}");
    }
}
