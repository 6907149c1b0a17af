//! Paying as the shopper, through the control plane.

use serde_json::{Value, json};

use crate::support::{Api, CHALLENGED_CARD, id_of};

fn events(intent: &Value) -> Vec<&str> {
    intent["paymentEvents"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|event| event["eventType"].as_str())
        .collect()
}

#[tokio::test]
async fn an_approved_card_fills_the_details_and_hides_its_number() {
    let api = Api::new().await;
    let id = api
        .paid(json!({"billingAddress": {"postcode": "w2 1dg", "countryCode": "GB"}}))
        .await;
    let intent = api.read(&id).await;
    assert_eq!(intent["status"], "Captured");
    assert_eq!(events(&intent), ["Captured"]);
    let details = &intent["paymentDetails"];
    assert_eq!(details["card"]["cardNumber"], "52000000****1005");
    assert_eq!(details["card"]["last4PAN"], "1005");
    assert_eq!(details["avsResult"], "ADDRESS_MATCH_POSTCODE_MATCH");
    assert!(!intent.to_string().contains("5200000000001005"));

    let again = api.pay(&id, json!({})).await;
    assert_eq!(again["statusCode"], 20, "{again}");
}

#[tokio::test]
async fn a_decline_leaves_the_intent_open() {
    let api = Api::new().await;
    let id = id_of(&api.intent(json!({})).await);
    for wrong in [
        json!({"cardNumber": "4456530000001013", "cv2": "341"}),
        json!({"cv2": "999"}),
        json!({"expiryDate": "02/26"}),
    ] {
        let result = api.pay(&id, wrong).await;
        assert_eq!(
            (&result["statusCode"], &result["authCode"]),
            (&json!(5), &json!(""))
        );
    }
    let intent = api.read(&id).await;
    assert_eq!(intent["status"], "Created");
    assert_eq!(events(&intent), ["Declined"; 3]);
    assert_eq!(api.pay(&id, json!({})).await["statusCode"], 0);
}

#[tokio::test]
async fn what_cannot_be_right_is_no_attempt() {
    let api = Api::new().await;
    let id = id_of(&api.intent(json!({})).await);
    for wrong in [
        json!({"cardNumber": "5200000000001006"}),
        json!({"cardNumber": "4111"}),
        json!({"expiryDate": "13/29"}),
        json!({"cv2": ""}),
        json!({"wallet": "APPLE_PAY"}),
        json!({"savedCardId": "pm_none"}),
    ] {
        assert_eq!(
            api.pay(&id, wrong.clone()).await["statusCode"],
            400,
            "{wrong}"
        );
    }
    assert_eq!(events(&api.read(&id).await), Vec::<&str>::new());
}

#[tokio::test]
async fn a_challenge_is_completed_failed_abandoned_or_skipped() {
    let api = Api::new().await;
    for (answer, status_code, seen) in [
        ("complete", 0, vec!["AuthChallenged", "Captured"]),
        ("fail", 5, vec!["AuthChallenged", "Declined"]),
        ("abandon", 3, vec!["AuthChallenged"]),
    ] {
        let id = id_of(&api.intent(json!({})).await);
        let fields = json!({"cardNumber": CHALLENGED_CARD, "threeDs": answer});
        assert_eq!(
            api.pay(&id, fields).await["statusCode"],
            status_code,
            "{answer}"
        );
        assert_eq!(events(&api.read(&id).await), seen);
    }
    let moto = id_of(&api.intent(json!({"cardHolderNotPresent": true})).await);
    let fields = json!({"cardNumber": CHALLENGED_CARD, "threeDs": "fail"});
    assert_eq!(api.pay(&moto, fields).await["statusCode"], 0);
}

#[tokio::test]
async fn the_card_that_is_challenged_and_declined_is_declined_after_the_challenge() {
    let api = Api::new().await;
    let id = id_of(&api.intent(json!({})).await);
    let result = api
        .pay(&id, json!({"cardNumber": "5200000000001013"}))
        .await;
    assert_eq!(result["statusCode"], 5);
    assert_eq!(events(&api.read(&id).await), ["AuthChallenged", "Declined"]);
}

#[tokio::test]
async fn a_wallet_pays_where_it_is_offered() {
    let api = Api::new().await;
    let id = id_of(&api.intent(json!({"paymentMethods": ["Wallet"]})).await);
    assert_eq!(api.pay(&id, json!({})).await["statusCode"], 400);
    let path = format!("/_sandbox/payment-intents/{id}/pay");
    let result = api.post(&path, json!({"wallet": "GOOGLE_PAY"})).await.ok();
    assert_eq!(result["statusCode"], 0);
    assert_eq!(
        api.read(&id).await["paymentDetails"]["card"]["last4PAN"],
        "4242"
    );
}

#[tokio::test]
async fn the_address_check_follows_the_postcode() {
    let api = Api::new().await;
    for (postcode, result) in [
        ("W2 1DG", json!("ADDRESS_MATCH_POSTCODE_MATCH")),
        ("SW1A 1AA", json!("ADDRESS_MATCH_POSTCODE_NOT_MATCH")),
        ("M1 1AE", json!("ADDRESS_NOT_MATCH_POSTCODE_NOT_MATCH")),
        ("", Value::Null),
    ] {
        let id = id_of(&api.intent(json!({})).await);
        api.pay(&id, json!({"postcode": postcode})).await;
        assert_eq!(
            api.read(&id).await["paymentDetails"]["avsResult"],
            result,
            "{postcode}"
        );
    }
}
