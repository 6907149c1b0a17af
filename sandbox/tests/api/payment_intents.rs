//! Payment intents: made, read, changed, cancelled.

use serde_json::{Value, json};

use crate::support::{Api, id_of, minutes, time};

#[tokio::test]
async fn a_minimal_intent_has_the_documented_defaults() {
    let api = Api::new().await;
    let intent = api.intent(json!({})).await;
    for (field, value) in [
        ("captureMode", json!("Auto")),
        ("status", json!("Created")),
        ("paymentMethods", json!(["Card"])),
        ("refundedAmount", json!(0)),
        ("totalAmount", json!({"value": 1000, "currencyCode": "GBP"})),
        (
            "clientSessionSecretExpirationDate",
            json!("0001-01-01T00:00:00Z"),
        ),
        ("expireAt", json!("2026-03-31T12:00:00Z")),
    ] {
        assert_eq!(intent[field], value, "{field}");
    }
    assert!(intent.get("clientSessionSecret").is_none());
    let link = format!("http://sandbox.test/checkout/{}", id_of(&intent));
    assert_eq!(intent["paymentLink"], link);
}

#[tokio::test]
async fn an_item_line_may_be_captioned_as_in_the_guide() {
    let api = Api::new().await;
    let line =
        json!({"caption": "Dog socks", "amountTotal": {"value": 1000, "currencyCode": "GBP"}});
    let intent = api.intent(json!({"itemLines": [line]})).await;
    assert_eq!(intent["itemLines"][0]["name"], "Dog socks");
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let api = Api::new().await;
    let money = json!({"value": 1000, "currencyCode": "GBP"});
    for (body, field) in [
        (json!({"amount": money}), "Reference"),
        (json!({"amount": money, "reference": ""}), "Reference"),
        (
            json!({"amount": money, "reference": "r".repeat(61)}),
            "Reference",
        ),
        (json!({"reference": "r"}), "Amount"),
        (
            json!({"amount": {"value": 0, "currencyCode": "GBP"}, "reference": "r"}),
            "Amount",
        ),
        (
            json!({"amount": {"value": -1, "currencyCode": "GBP"}, "reference": "r"}),
            "Amount.Value",
        ),
        (
            json!({"amount": {"value": 1.5, "currencyCode": "GBP"}, "reference": "r"}),
            "Amount.Value",
        ),
        (
            json!({"amount": {"value": "1", "currencyCode": "GBP"}, "reference": "r"}),
            "Amount.Value",
        ),
        (
            json!({"amount": {"value": 10_000_000_000_i64, "currencyCode": "GBP"}, "reference": "r"}),
            "Amount.Value",
        ),
        (
            json!({"amount": {"value": 1, "currencyCode": "JPY"}, "reference": "r"}),
            "Amount.CurrencyCode",
        ),
        (
            json!({"amount": money, "reference": "r", "captureMode": "Later"}),
            "CaptureMode",
        ),
        (
            json!({"amount": money, "reference": "r", "paymentMethods": ["Cash"]}),
            "PaymentMethods[0]",
        ),
        (
            json!({"amount": money, "reference": "r", "unheardOf": 1}),
            "UnheardOf",
        ),
        (
            json!({"amount": money, "reference": "r", "tipsAmount": {"value": 1, "currencyCode": "EUR"}}),
            "TipsAmount",
        ),
        (
            json!({"amount": money, "reference": "r", "expireAt": "2026-02-01T00:00:00Z"}),
            "ExpireAt",
        ),
        (
            json!({"amount": money, "reference": "r", "autoExpireIn": "8.00:00:00"}),
            "AutoExpireIn",
        ),
        (
            json!({"amount": money, "reference": "r", "config": {"redirectUrl": "javascript:alert(1)"}}),
            "Config.RedirectUrl",
        ),
        (
            json!({"amount": money, "reference": "r", "metadata": {"k": 1}}),
            "Metadata.K",
        ),
        (
            json!({"amount": money, "reference": "r", "setupIntentId": "si_none"}),
            "SetupIntentId",
        ),
        (
            json!({"amount": money, "reference": "r", "customer": {"id": "cust_none"}}),
            "Customer.Id",
        ),
    ] {
        let problem = api
            .post("/payment-intents", body.clone())
            .await
            .refused(400);
        assert!(
            problem["errors"][field].is_array(),
            "{field} of {body}: {problem}"
        );
    }
}

#[tokio::test]
async fn names_are_read_whatever_their_case() {
    let api = Api::new().await;
    let intent = api
        .post(
            "/payment-intents",
            json!({"Amount": {"Value": 5, "CurrencyCode": "EUR"}, "REFERENCE": "r"}),
        )
        .await
        .ok();
    assert_eq!(intent["amount"], json!({"value": 5, "currencyCode": "EUR"}));
}

#[tokio::test]
async fn a_canceled_intent_hides_unless_asked_for() {
    let api = Api::new().await;
    let id = id_of(&api.intent(json!({})).await);
    let path = format!("/payment-intents/{id}");
    let canceled = api.call("DELETE", &path, Value::Null).await.ok();
    assert_eq!(canceled["status"], "Canceled");

    api.get(&path).await.refused(404);
    assert_eq!(api.read(&id).await["status"], "Canceled");
    let problem = api.call("DELETE", &path, Value::Null).await.refused(400);
    let detail = problem["detail"].as_str().expect("a sentence");
    assert!(
        detail.contains(&id) && detail.contains("Canceled"),
        "{detail}"
    );
    assert_eq!(api.pay(&id, json!({})).await["statusCode"], 400);
}

#[tokio::test]
async fn a_client_session_secret_lives_half_an_hour_and_is_replaced_by_changes() {
    let api = Api::new().await;
    let config = json!({"payment": {"customAmountAllowed": true, "tipsAllowed": true}});
    let intent = api
        .intent(json!({"generateRemoteToken": true, "config": config}))
        .await;
    let id = id_of(&intent);
    let left = time(&intent["clientSessionSecretExpirationDate"]).duration_since(api.clock.now());
    assert_eq!(left, minutes(30));

    let mut secrets = vec![intent["clientSessionSecret"].clone()];
    for (operation, body) in [
        ("refresh-client-session-secret", Value::Null),
        (
            "amount",
            json!({"amount": {"value": 900, "currencyCode": "GBP"}}),
        ),
        (
            "tips-amount",
            json!({"tipsAmount": {"value": 50, "currencyCode": "GBP"}}),
        ),
    ] {
        let path = format!("/payment-intents/{id}/{operation}");
        let secret = api.post(&path, body).await.ok()["clientSessionSecret"].clone();
        assert!(
            secret.is_string() && !secrets.contains(&secret),
            "{operation}"
        );
        secrets.push(secret);
    }
}

#[tokio::test]
async fn amount_and_tip_change_only_where_allowed() {
    let api = Api::new().await;
    let closed = id_of(&api.intent(json!({})).await);
    let amount = |value: i64| json!({"amount": {"value": value, "currencyCode": "GBP"}});
    let tip = json!({"tipsAmount": {"value": 200, "currencyCode": "GBP"}});
    let path = |id: &str, operation: &str| format!("/payment-intents/{id}/{operation}");
    api.post(&path(&closed, "amount"), amount(5))
        .await
        .refused(405);
    api.post(&path(&closed, "tips-amount"), tip.clone())
        .await
        .refused(405);

    let config = json!({"payment": {"customAmountAllowed": true, "tipsAllowed": true}});
    let id = id_of(&api.intent(json!({"config": config})).await);
    api.post(&path(&id, "amount"), amount(0)).await.refused(400);
    api.post(&path(&id, "amount"), amount(5_500)).await.ok();
    let tipped = api.post(&path(&id, "tips-amount"), tip.clone()).await.ok();
    assert_eq!(tipped["requestedAmount"]["value"], 1000);
    assert_eq!(tipped["totalAmount"]["value"], 5700);

    api.pay(&id, json!({})).await;
    let problem = api.post(&path(&id, "amount"), amount(1)).await.refused(400);
    assert!(problem.to_string().contains("Captured"), "{problem}");
    api.post(&path(&id, "tips-amount"), tip).await.refused(400);
}

#[tokio::test]
async fn an_open_amount_may_begin_at_nothing_but_is_not_paid_so() {
    let api = Api::new().await;
    let intent = api
        .intent(json!({
            "amount": {"value": 0, "currencyCode": "GBP"},
            "config": {"payment": {"customAmountAllowed": true}},
        }))
        .await;
    let result = api.pay(&id_of(&intent), json!({})).await;
    assert_eq!(result["statusCode"], 400, "{result}");
}
