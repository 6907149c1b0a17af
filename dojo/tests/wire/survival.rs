//! What these types do not know, what they must not print, and what Dojo writes differently from what it documents.

use dojo::{
    ActionLink, CustomerSecret, ItemLine, PaymentEventType, PaymentIntent, PaymentIntentStatus,
    Refund, Secret, SecretsResponse,
};
use serde_json::{Value, json};

use crate::{paid_intent, round_trip};

#[test]
fn unknown_values_of_enums_survive() {
    let mut sample = paid_intent();
    sample["status"] = json!("Suspended");
    sample["captureMode"] = json!("Someday");
    sample["paymentMethods"] = json!(["Card", "Crypto"]);
    sample["merchantConfig"]["supportedPaymentMethods"]["wallets"] = json!(["SAMSUNG_PAY"]);
    sample["paymentEvents"][0]["eventType"] = json!("Disputed");
    sample["paymentDetails"]["card"]["entryMode"] = json!("Telepathy");
    sample["captures"][0]["status"] = json!("Pending");
    let intent: PaymentIntent = round_trip(&sample);
    assert_eq!(
        intent.status,
        PaymentIntentStatus::Other("Suspended".into())
    );
    assert!(!intent.status.is_known() && PaymentIntentStatus::Canceled.is_known());
    assert_eq!(PaymentIntentStatus::from("Suspended"), intent.status);
    assert_eq!(intent.status.to_string(), "Suspended");
}

#[test]
fn dojos_own_unknown_is_a_value_like_any_other() {
    assert_eq!(PaymentEventType::from("Unknown"), PaymentEventType::Unknown);
    assert_ne!(PaymentEventType::from("Other"), PaymentEventType::Unknown);
    assert_eq!(PaymentEventType::from("Other").as_str(), "Other");
}

#[test]
fn extra_fields_survive_at_every_depth() {
    let mut sample = paid_intent();
    for place in [
        "",
        "/paymentDetails",
        "/paymentDetails/card",
        "/billingAddress",
        "/shippingDetails/address",
        "/merchantConfig",
        "/config",
        "/config/branding",
        "/config/payment",
        "/paymentEvents/0",
        "/captures/0",
    ] {
        let object = sample.pointer_mut(place).and_then(Value::as_object_mut);
        object
            .unwrap_or_else(|| panic!("{place}"))
            .insert("novelty".into(), json!({"deep": [1, 2.5, null, "x"]}));
    }
    let intent: PaymentIntent = round_trip(&sample);
    assert_eq!(intent.extra["novelty"]["deep"][3], "x");

    let line: ItemLine = round_trip(
        &json!({"caption": "Dog socks", "amountTotal": {"value": 400, "currencyCode": "GBP"}}),
    );
    assert_eq!(line.extra["caption"], "Dog socks");
    round_trip::<Refund>(
        &json!({"refundId": "rfnd_127usj", "paymentIntentId": "pi_1", "refundReason": "Demo refund", "amount": 5}),
    );
    round_trip::<ActionLink>(&json!({"url": "https://m.example", "label": "l", "colour": "red"}));
}

#[test]
fn times_without_an_offset_are_utc() {
    let secrets: SecretsResponse = serde_json::from_value(json!({"secrets": [{
        "id": "sc_qNkU6yob0vOMxUlb2oynUw", "value": "U3Vic2NyaXB0aW9u", "createdAt": "2023-12-13T14:15:01",
        "lastUsedAt": "2023-12-16T15:44:03.3242202+02:00", "isActive": true,
    }]}))
    .unwrap();
    let secret = &secrets.secrets[0];
    assert_eq!(
        secret.created_at.unwrap().to_string(),
        "2023-12-13T14:15:01Z"
    );
    assert_eq!(
        secret.last_used_at.unwrap().to_string(),
        "2023-12-16T13:44:03.3242202Z"
    );
    for bad in ["", "yesterday", "14:15:01"] {
        let read =
            serde_json::from_value::<CustomerSecret>(json!({"secret": "s", "createdAt": bad}));
        assert!(read.is_err(), "{bad:?} is read as a time");
    }
}

#[test]
fn no_secret_is_printed() {
    let mut sample = paid_intent();
    sample["clientSessionSecret"] = json!("hush");
    sample["paymentLink"] = json!("https://pay.dojo.tech/checkout/pi_1?cid=cust_1&csc=hush");
    let intent: PaymentIntent = round_trip(&sample);
    let printed = format!("{intent:?} {intent:#?}");
    assert!(
        !printed.contains("hush") && printed.contains("[redacted]"),
        "{printed}"
    );
    assert!(
        printed.contains("https://pay.dojo.tech/checkout/pi_1?"),
        "{printed}"
    );
    assert_eq!(
        intent.payment_link.unwrap().as_str(),
        "https://pay.dojo.tech/checkout/pi_1?cid=cust_1&csc=hush"
    );

    let secret = Secret::from("hush");
    assert_eq!(
        (format!("{secret:?}").as_str(), secret.expose()),
        ("[redacted]", "hush")
    );
    assert_ne!(secret, Secret::from("husk"));
}
