//! Customers, their secrets and their saved cards.

use axum::body::Body;
use serde_json::{Value, json};

use crate::support::{Answer, Api, CHALLENGED_CARD, id_of};

async fn with_secret(api: &Api, method: &str, path: &str, secret: &str) -> Answer {
    let request = axum::http::Request::builder()
        .method(method)
        .uri(path)
        .header("Authorization", format!("Basic {secret}"))
        .header("version", "2026-02-27")
        .body(Body::empty())
        .expect("a request");
    api.send(request).await
}

async fn customer(api: &Api) -> (String, String) {
    let id = id_of(&api.post("/customers", json!({"name": "Saver"})).await.ok());
    let path = format!("/customers/{id}/create-secret");
    let secret = api.post(&path, Value::Null).await.ok();
    (id, secret["secret"].as_str().expect("a secret").to_owned())
}

#[tokio::test]
async fn they_are_made_changed_found_and_deleted() {
    let api = Api::new().await;
    let made = api
        .post(
            "/customers",
            json!({"name": "C0", "phoneNumber": "07865432100"}),
        )
        .await
        .ok();
    let id = id_of(&made);
    let path = format!("/customers/{id}");
    // The document describes a list, because the path may hold several ids.
    let other = id_of(&api.post("/customers", json!({})).await.ok());
    let found = api
        .get(&format!("/customers/{other},{id},cust_none"))
        .await
        .ok();
    assert_eq!(found.as_array().map(Vec::len), Some(2));
    assert_eq!(found[1], made);

    let changed = api.call("PATCH", &path, json!({"name": "New"})).await.ok();
    assert_eq!(changed["documentVersion"], 1);
    assert_eq!(changed["phoneNumber"], "07865432100");
    api.post("/customers", json!({"phoneNumber": "1"}))
        .await
        .refused(400);

    let page = api
        .post("/customers/search", json!({"limit": 1}))
        .await
        .ok();
    assert!(page["after"].is_string(), "{page}");
    for wrong in [
        json!({"limit": 0}),
        json!({"limit": 101}),
        json!({"before": "a", "after": "b"}),
    ] {
        api.post("/customers/search", wrong).await.refused(400);
    }

    assert_eq!(api.call("DELETE", &path, Value::Null).await.status, 204);
    api.call("DELETE", &path, Value::Null).await.refused(404);
    api.call("PATCH", &path, json!({})).await.refused(404);
    api.post(&format!("{path}/create-secret"), Value::Null)
        .await
        .refused(404);
    assert_eq!(api.get(&path).await.ok(), json!([]));
}

#[tokio::test]
async fn a_saved_card_pays_again_and_is_forgotten() {
    let api = Api::new().await;
    let (id, secret) = customer(&api).await;
    let linked = json!({
        "paymentMethods": ["SavedCard", "Card"],
        "customer": {"id": id, "secret": secret},
    });
    let first = id_of(&api.intent(linked.clone()).await);
    api.pay(
        &first,
        json!({"saveCard": true, "cardNumber": CHALLENGED_CARD}),
    )
    .await;
    let again = id_of(&api.intent(linked.clone()).await);
    api.pay(
        &again,
        json!({"saveCard": true, "cardNumber": CHALLENGED_CARD}),
    )
    .await;

    let methods = format!("/customers/public/{id}/payment-methods");
    let listed = with_secret(&api, "GET", &methods, &secret).await.ok();
    let cards = listed["savedPaymentMethods"].as_array().expect("a list");
    assert_eq!(cards.len(), 1, "the same card is kept once: {listed}");
    assert_eq!(cards[0]["cardDetails"]["pan"], "52000000****1096");

    let card = id_of(&cards[0]);
    let third = id_of(&api.intent(linked).await);
    let path = format!("/_sandbox/payment-intents/{third}/pay");
    let wrong = json!({"savedCardId": card, "cv2": "999"});
    assert_eq!(api.post(&path, wrong).await.ok()["statusCode"], 5);
    let right = json!({"savedCardId": card, "cv2": "020"});
    assert_eq!(api.post(&path, right).await.ok()["statusCode"], 0);
    assert_eq!(
        api.read(&third).await["paymentDetails"]["paymentMethodId"],
        card
    );

    let one = format!("{methods}/{card}");
    assert_eq!(with_secret(&api, "DELETE", &one, &secret).await.status, 204);
    with_secret(&api, "DELETE", &one, &secret)
        .await
        .refused(404);
}

#[tokio::test]
async fn a_card_is_saved_only_with_the_customers_secret() {
    let api = Api::new().await;
    let (id, secret) = customer(&api).await;
    let unproven = api.intent(json!({"customer": {"id": id}})).await;
    api.pay(&id_of(&unproven), json!({"saveCard": true})).await;
    let methods = format!("/customers/public/{id}/payment-methods");
    let listed = with_secret(&api, "GET", &methods, &secret).await.ok();
    assert_eq!(listed["savedPaymentMethods"], json!([]));
}

#[tokio::test]
async fn a_secret_is_good_for_its_customer_and_a_quarter_of_an_hour() {
    let api = Api::new().await;
    let (id, secret) = customer(&api).await;
    let (other, _) = customer(&api).await;
    let methods = |id: &str| format!("/customers/public/{id}/payment-methods");
    with_secret(&api, "GET", &methods(&id), "cs_sandbox_wrong")
        .await
        .refused(401);
    with_secret(&api, "GET", &methods(&other), &secret)
        .await
        .refused(401);
    api.get(&methods(&id)).await.refused(401);
    with_secret(&api, "GET", &methods("cust_none"), &secret)
        .await
        .refused(404);

    let body = |secret: &str| {
        json!({
            "amount": {"value": 1, "currencyCode": "GBP"}, "reference": "r",
            "customer": {"id": id, "secret": secret},
        })
    };
    api.post("/payment-intents", body("cs_sandbox_wrong"))
        .await
        .refused(403);
    let made = api.post("/payment-intents", body(&secret)).await.ok();
    let link = made["paymentLink"].as_str().expect("a link");
    assert!(link.contains("?cid=") && link.contains("&csc="), "{link}");
    assert!(made["customer"].get("secret").is_none(), "{made}");

    api.advance(15 * 60).await;
    with_secret(&api, "GET", &methods(&id), &secret)
        .await
        .refused(401);
    api.post("/payment-intents", body(&secret))
        .await
        .refused(403);
}
