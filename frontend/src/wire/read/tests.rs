//! Answers of the server as they are, and as they should not be.

use serde_json::{Value, json};

use super::*;

impl Json for Value {
    fn field(&self, name: &str) -> Option<Self> {
        self.get(name).filter(|value| !value.is_null()).cloned()
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn integer(&self) -> Option<i64> {
        self.as_i64()
    }

    fn truth(&self) -> Option<bool> {
        self.as_bool()
    }

    fn items(&self) -> Option<Vec<Self>> {
        self.as_array().cloned()
    }
}

fn full() -> Value {
    json!({
        "id": "co_AAAAAAAAAAAAAAAAAAAAAA", "status": "open", "environment": "sandbox",
        "merchant": {"name": "Kettle & Co", "emailAddress": "hello@example.com", "phoneNumber": "+44 20 7946 0000"},
        "reference": "Order 245",
        "amount": {"value": 1000, "currencyCode": "GBP"},
        "tipsAmount": {"value": 250, "currencyCode": "GBP"},
        "totalAmount": {"value": 1250, "currencyCode": "GBP"},
        "openAmount": {"minimum": {"value": 100, "currencyCode": "GBP"}, "maximum": {"value": 50000, "currencyCode": "GBP"}},
        "tip": {"percentages": [5, 10, 15], "maximum": {"value": 5000, "currencyCode": "GBP"}},
        "methods": ["wallet", "saved_card", "card", "hosted_page"],
        "collect": {"customerEmail": true, "billingAddress": false, "shippingDetails": true},
        "customer": {"name": "Ada Lovelace", "savedCards": [
            {"id": "pm_1", "scheme": "VISA", "lastFour": "1005", "expiryDate": "12/29", "preferred": true}],
            "managesCards": true},
        "componentsUrl": "http://127.0.0.1:8081/payments/v1/client.js",
        "decline": "authentication_failed",
    })
}

/// What serde reads, which is what the server writes.
fn by_serde(value: &Value) -> Checkout {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn a_checkout_reads_as_the_server_wrote_it() {
    let full = full();
    assert_eq!(checkout(&full), Some(by_serde(&full)));
}

#[test]
fn every_optional_member_may_be_absent() {
    for name in ["tipsAmount", "openAmount", "tip", "customer", "decline"] {
        let mut value = full();
        value.as_object_mut().unwrap().remove(name);
        assert_eq!(checkout(&value), Some(by_serde(&value)), "{name}");
        value[name] = Value::Null;
        assert_eq!(checkout(&value), Some(by_serde(&value)), "{name}");
    }
}

#[test]
fn every_other_member_must_be_there_and_right() {
    for name in [
        "id",
        "status",
        "environment",
        "merchant",
        "amount",
        "methods",
        "componentsUrl",
    ] {
        let mut value = full();
        value[name] = json!("nonsense");
        if name != "componentsUrl" {
            assert_eq!(checkout(&value), None, "{name}");
        }
        value.as_object_mut().unwrap().remove(name);
        assert_eq!(checkout(&value), None, "{name}");
    }
}

#[test]
fn every_name_of_an_enum_is_known() {
    for name in [
        "open",
        "waiting",
        "paid",
        "authorized",
        "needs_review",
        "refunded",
        "expired",
        "cancelled",
    ] {
        let value = json!(name);
        assert_eq!(status(name), serde_json::from_value(value).ok(), "{name}");
    }
    for name in ["wallet", "saved_card", "card", "hosted_page"] {
        assert_eq!(
            method(name),
            serde_json::from_value(json!(name)).ok(),
            "{name}"
        );
    }
    for name in ["declined", "authentication_failed"] {
        assert_eq!(
            decline(name),
            serde_json::from_value(json!(name)).ok(),
            "{name}"
        );
    }
    for name in ["sandbox", "live"] {
        assert_eq!(
            environment(name),
            serde_json::from_value(json!(name)).ok(),
            "{name}"
        );
    }
    for name in [
        "conflict",
        "not_found",
        "too_many_requests",
        "dojo_unreachable",
        "dojo_refused",
        "store_unavailable",
    ] {
        let code: ErrorCode = serde_json::from_value(json!(name)).unwrap();
        assert_eq!(error_code(name), code, "{name}");
    }
}

#[test]
fn a_prepared_attempt_reads_with_and_without_its_attempt() {
    let mut value = json!({
        "checkout": full(),
        "attempt": {
            "id": "at_1", "clientSessionSecret": "secret", "clientSessionSecretExpiresAt": 1_795_000_000_000_i64,
            "paymentLink": "http://127.0.0.1:8081/checkout/pi_1", "totalAmount": {"value": 1250, "currencyCode": "GBP"},
        },
    });
    let by_serde = |value: &Value| serde_json::from_value::<PreparedAttempt>(value.clone()).ok();
    assert_eq!(prepared_attempt(&value), by_serde(&value));
    value.as_object_mut().unwrap().remove("attempt");
    assert_eq!(prepared_attempt(&value), by_serde(&value));
    value["attempt"] = json!({"id": "at_1"});
    assert_eq!(prepared_attempt(&value), None);
}

#[test]
fn a_problem_keeps_its_words() {
    let value =
        json!({"code": "conflict", "message": "Paid already.", "field": "amount", "traceId": "t"});
    let by_serde: ApiProblem = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(problem(&value), Some(by_serde));
}
