//! What survives the end of the process.

use serde_json::{Value, json};

use crate::support::{Api, CHALLENGED_CARD, Endpoint, Server, id_of};

#[tokio::test]
async fn a_restart_finds_everything_that_was_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sandbox.db");
    let api = Api::with_file(Some(&file)).await;
    let paid = api.paid(json!({"captureMode": "Manual"})).await;
    api.advance(3600).await;
    let customer = id_of(&api.post("/customers", json!({"name": "C"})).await.ok());
    api.call("DELETE", &format!("/customers/{customer}"), Value::Null)
        .await;
    let before = api.read(&paid).await;
    // No farewell: the process was killed.
    let again = Api::with_file(Some(&file)).await;

    assert_eq!(again.read(&paid).await, before);
    assert_eq!(
        again.get(&format!("/customers/{customer}")).await.ok(),
        json!([])
    );
    again.advance(7 * 86_400).await;
    assert_eq!(again.read(&paid).await["status"], "Reversed");
}

#[tokio::test]
async fn neither_keys_nor_card_numbers_are_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sandbox.db");
    let api = Api::with_file(Some(&file)).await;
    let id = id_of(&api.intent(json!({})).await);
    api.pay(
        &id,
        json!({"cardNumber": CHALLENGED_CARD, "threeDs": "abandon"}),
    )
    .await;
    api.pay(&id, json!({})).await;
    for entry in std::fs::read_dir(folder.path()).expect("a folder") {
        let bytes = std::fs::read(entry.expect("a file").path()).expect("a file");
        for hidden in ["5200000000001005", CHALLENGED_CARD, "sk_sandbox_"] {
            let found = bytes
                .windows(hidden.len())
                .any(|window| window == hidden.as_bytes());
            assert!(!found, "{hidden} is in the file");
        }
    }
}

#[tokio::test]
async fn unsent_webhooks_are_sent_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("sandbox.db");
    let endpoint = Endpoint::start(vec![]).await;
    let server = Server::start(Some(&file)).await;
    let mode = json!({"delayMs": 50_000});
    server.call("PUT", "/_sandbox/webhooks/mode", mode).await;
    let body = json!({"events": ["payment_intent.created"], "url": endpoint.url});
    server.call("POST", "/webhooks", body).await;
    let id = server.intent("Order 1").await;
    server.stop().await;

    let server = Server::start(Some(&file)).await;
    server
        .call("POST", "/_sandbox/clock/advance", json!({"seconds": 60}))
        .await;
    let posts = endpoint.wait_for(1).await;
    assert_eq!(posts[0].json()["data"]["paymentIntentId"], id);
    server.stop().await;
}
