//! Setup intents: authorized, charged once, closed, expired.

use serde_json::{Value, json};

use crate::support::{Api, CHALLENGED_CARD, GOOD_CARD, id_of};

fn body() -> Value {
    json!({
        "reference": "Table 4",
        "merchantInitiatedTransactionType": "NoShow",
        "terms": "We charge if you do not show up.",
        "intendedAmount": {"value": 1000, "currencyCode": "GBP"},
    })
}

async fn authorize(api: &Api, id: &str, number: &str) -> Value {
    let path = format!("/_sandbox/setup-intents/{id}/authorize");
    let card = json!({"cardNumber": number, "expiryDate": "12/29", "cv2": "020"});
    api.post(&path, card).await.ok()
}

async fn status(api: &Api, id: &str) -> Value {
    api.get(&format!("/setup-intents/{id}")).await.ok()["status"].take()
}

#[tokio::test]
async fn a_held_card_is_charged_once() {
    let api = Api::new().await;
    let setup = id_of(&api.post("/setup-intents", body()).await.ok());
    let pay = async |setup: &str| id_of(&api.intent(json!({"setupIntentId": setup})).await);
    let charge = async |id: &str| {
        api.post(&format!("/payment-intents/{id}/charge"), Value::Null)
            .await
    };

    let early = pay(&setup).await;
    charge(&early).await.refused(400);
    assert_eq!(
        authorize(&api, &setup, CHALLENGED_CARD).await["statusCode"],
        0
    );
    assert_eq!(status(&api, &setup).await, "Authorized");
    assert_eq!(charge(&early).await.ok()["status"], "Successful");
    assert_eq!(api.read(&early).await["status"], "Captured");
    assert_eq!(status(&api, &setup).await, "Completed");

    charge(&early).await.refused(400);
    charge(&pay(&setup).await).await.refused(400);
    let plain = id_of(&api.intent(json!({})).await);
    charge(&plain).await.refused(400);
}

#[tokio::test]
async fn they_are_deleted_by_their_state() {
    let api = Api::new().await;
    let delete = async |id: &str, query: &str| {
        api.call(
            "DELETE",
            &format!("/setup-intents/{id}{query}"),
            Value::Null,
        )
        .await
    };
    let open = id_of(&api.post("/setup-intents", body()).await.ok());
    assert_eq!(delete(&open, "").await.ok()["status"], "Canceled");
    delete(&open, "").await.refused(400);

    let held = id_of(&api.post("/setup-intents", body()).await.ok());
    authorize(&api, &held, GOOD_CARD).await;
    delete(&held, "").await.refused(400);
    delete(&held, "?includeAuthorized=maybe").await.refused(400);
    assert_eq!(
        delete(&held, "?includeAuthorized=true").await.ok()["status"],
        "Closed"
    );
    delete("si_none", "").await.refused(404);
}

#[tokio::test]
async fn time_ends_them() {
    let api = Api::new().await;
    let mut soon = body();
    soon["expireAt"] = json!("2026-03-01T14:00:00Z");
    let soon = id_of(&api.post("/setup-intents", soon).await.ok());
    let held = id_of(&api.post("/setup-intents", body()).await.ok());
    authorize(&api, &held, GOOD_CARD).await;

    api.advance(3 * 3600).await;
    assert_eq!(status(&api, &soon).await, "Expired");
    api.advance(5 * 366 * 86_400).await;
    assert_eq!(status(&api, &held).await, "CardExpired");
}

#[tokio::test]
async fn anyone_with_the_id_may_read_and_refresh() {
    let api = Api::new().await;
    let made = api.post("/setup-intents", body()).await.ok();
    let path = format!("/setup-intents/public/{}", id_of(&made));
    let get = |method: &str, path: String| {
        axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("version", "2026-02-27")
            .body(axum::body::Body::empty())
            .expect("a request")
    };
    let seen = api.send(get("GET", path.clone())).await.ok();
    assert!(seen.get("setupEvents").is_none(), "{seen}");
    let refresh = format!("{path}/refresh-client-session-secret");
    let fresh = api.send(get("POST", refresh)).await.ok();
    assert_ne!(fresh["clientSessionSecret"], made["clientSessionSecret"]);
}

#[tokio::test]
async fn wrong_bodies_are_refused() {
    let api = Api::new().await;
    for (field, value) in [
        ("terms", Value::Null),
        ("reference", json!("r".repeat(61))),
        ("captureMode", json!("Manual")),
        ("merchantInitiatedTransactionType", json!("Whenever")),
    ] {
        let mut body = body();
        body[field] = value;
        api.post("/setup-intents", body).await.refused(400);
    }
}
