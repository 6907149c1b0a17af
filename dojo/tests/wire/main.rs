//! Dojo's own samples, read and written again: nothing is lost, nothing is invented, no secret is printed.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod customers_and_webhooks;
mod payment_intents;
mod survival;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Reads a sample, writes it again, and holds that up against it.
fn round_trip<T: DeserializeOwned + Serialize>(sample: &Value) -> T {
    let read: T = serde_json::from_value(sample.clone())
        .unwrap_or_else(|error| panic!("{error} in {sample:#}"));
    same("", sample, &serde_json::to_value(&read).unwrap());
    read
}

/// Everything of the sample is in what was written; beyond it there are only empty lists and switches that are off.
fn same(path: &str, sample: &Value, written: &Value) {
    match (sample, written) {
        (Value::Object(sample), Value::Object(written)) => {
            for (name, value) in sample {
                same(
                    &format!("{path}/{name}"),
                    value,
                    written.get(name).unwrap_or(&Value::Null),
                );
            }
            for (name, value) in written
                .iter()
                .filter(|(name, _)| !sample.contains_key(*name))
            {
                assert!(
                    *value == json!([]) || *value == json!(false),
                    "{path}/{name} was invented: {value}"
                );
            }
        }
        (Value::Array(sample), Value::Array(written)) => {
            assert_eq!(sample.len(), written.len(), "{path}");
            for (index, (sample, written)) in sample.iter().zip(written).enumerate() {
                same(&format!("{path}/{index}"), sample, written);
            }
        }
        _ => assert_eq!(sample, written, "{path}"),
    }
}

/// An intent that was paid after 3-D Secure, as Dojo shows one, with one capture.
fn paid_intent() -> Value {
    json!({
        "id": "pi_sandbox_S_zeCMipQkSG9fFmqS-ceQ", "captureMode": "Auto", "cardHolderNotPresent": false,
        "clientSessionSecret": "bHte6dGrBuOoMwOg", "clientSessionSecretExpirationDate": "2024-07-25T09:19:10Z",
        "paymentDetails": {
            "transactionId": "19e4535e-ef6e-48e2-90be-d2b313c1cefd", "transactionDateTime": "2024-07-25T08:49:20.973410318Z",
            "message": "DEPOSITED", "authCode": "123456", "avsResult": "ADDRESS_MATCH_POSTCODE_MATCH",
            "card": {
                "cardNumber": "44565300****1096", "cardName": "test", "expiryDate": "2024-12-31", "cardType": "VISA",
                "cardFundingType": "Unknown", "entryMode": "Contactless", "verificationMethod": "Pin", "last4PAN": "1096",
            },
        },
        "status": "Captured", "paymentMethods": ["Card"],
        "amount": {"value": 1000, "currencyCode": "GBP"}, "totalAmount": {"value": 1000, "currencyCode": "GBP"},
        "refundedAmount": 0,
        "billingAddress": {"address1": "", "city": "", "postcode": "", "countryCode": ""},
        "shippingDetails": {"name": "", "address": {"address1": "", "countryCode": ""}},
        "createdAt": "2024-07-25T08:48:38.497Z", "updatedAt": "2024-07-25T08:49:24.761Z",
        "reference": "Order 234", "description": "Demo payment intent", "itemLines": [], "taxLines": [],
        "merchantConfig": {"supportedPaymentMethods": {
            "cardSchemes": ["VISA", "MASTERCARD", "MAESTRO", "DISCOVER", "DCI", "AMEX"], "wallets": ["APPLE_PAY", "GOOGLE_PAY"],
        }},
        "config": {"branding": {}, "tradingName": "Cam Test Ltd", "payment": {"customAmountAllowed": true, "tipsAllowed": true}},
        "paymentSource": "api", "expireAt": "2024-08-24T08:48:38.498Z", "metadata": {"location-id": "202059233225269"},
        "paymentEvents": [
            {"transactionId": "19e4535e", "transactionDateTime": "2024-07-25T08:49:20.973410318Z", "eventType": "AuthChallenged",
             "authCode": "", "cardNumber": "44565300****1096", "expiryDate": "2024-12-31", "cardType": "VISA",
             "cardholderName": "test", "paymentMethodId": ""},
            {"transactionId": "19e4535e", "transactionDateTime": "2024-07-25T08:49:20.973410318Z", "eventType": "Captured",
             "authCode": "123456", "cardNumber": "44565300****1096", "expiryDate": "2024-12-31", "cardType": "VISA",
             "cardholderName": "test", "paymentMethodId": ""},
        ],
        "paymentLink": "https://pay.dojo.tech:443/checkout/pi_sandbox_S_zeCMipQkSG9fFmqS-ceQ",
        "terminalSessionHistory": [],
        "captures": [{"id": "cp_1", "amount": 600, "status": "Successful", "createdAt": "2024-07-25T08:49:24Z"}],
    })
}
