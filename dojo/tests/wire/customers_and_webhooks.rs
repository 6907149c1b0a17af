//! Customers, subscriptions, events and problems.

use dojo::{
    CustomerFull, CustomerPaymentMethods, CustomerSecret, ProblemDetails, Subscription,
    WebhookEvent, WebhookEventType,
};
use serde_json::json;

use crate::round_trip;

#[test]
fn customers_and_their_cards() {
    round_trip::<CustomerFull>(&json!({
        "id": "cs_qNkU6yob0vOMxUlb2oynUw", "name": "Alex", "emailAddress": "alex@dojo.com", "phoneNumber": "078976534161",
        "documentVersion": 1, "createdAt": "2023-08-24T14:15:22Z", "updatedAt": "2023-09-24T14:15:22Z", "vatNumber": "v",
    }));
    round_trip::<CustomerPaymentMethods>(&json!({
        "customerId": "cust_sandbox_vjUhNwRjBE2xSeLVS_DFyQ", "merchantId": "771402011592305",
        "savedPaymentMethods": [{"id": "pm_RDg255vaRu6RRHluXQLG1A",
            "cardDetails": {"pan": "44565300****1096", "expiryDate": "2024-12-31", "scheme": "VISA"}}],
        "supportedPaymentMethods": {"cardSchemes": ["VISA", "MASTERCARD", "MAESTRO", "AMEX"]},
    }));
    round_trip::<CustomerSecret>(
        &json!({"secret": "cs_1", "createdAt": "2026-01-01T00:00:00Z", "expireAt": "2026-01-01T01:00:00Z"}),
    );
}

#[test]
fn subscriptions_are_read_whole() {
    round_trip::<Subscription>(&json!({
        "id": "ws_aNkU6yob0vOMxUlghg2oynUw", "accountId": "acc_4z3k2xP17e1JQY",
        "events": ["payment_intent.created", "payment_intent.status_updated"], "url": "https://merchant.example/webhooks/dojo",
        "description": "Demo Webhooks", "createdAt": "2023-03-30T12:21:04.143Z", "updatedAt": "2023-03-30T12:21:04.143Z",
        "secrets": [{"id": "sc_qNkU6yob0vOMxUlb2oynUw", "value": "U3Vic2NyaXB0aW9u", "createdAt": "2023-12-13T14:15:01Z",
            "lastUsedAt": "2023-12-16T13:44:03.3242202Z", "isActive": true}],
    }));
}

#[test]
fn a_delivered_event_is_written_as_dojo_writes_it() {
    let body = r#"{"id":"evt_hnnHxIKR_Uy6bhZCusCltw","event":"payment_intent.created","accountId":"acc_test","createdAt":"2022-02-01T13:07:41.8667859Z","data":{"paymentIntentId":"pi_vpwd4ooAPEqyNAQe4z89WQ","paymentStatus":"Created","captureMode":"Auto"}}"#;
    let event: WebhookEvent = serde_json::from_str(body).unwrap();
    assert_eq!(event.event, WebhookEventType::PaymentIntentCreated);
    assert_eq!(serde_json::to_string(&event).unwrap(), body);
}

#[test]
fn problems_are_read_whatever_shape_their_messages_have() {
    let problem: ProblemDetails = serde_json::from_value(json!({
        "type": "https://tools.ietf.org/html/rfc7231#section-6.5.1", "title": "One or more validation errors occurred.",
        "status": 400, "traceId": "00-1", "code": "INVALID_REQUEST", "errors": {"Amount": ["Required.", 7], "Reference": "Too long."},
    }))
    .unwrap();
    assert_eq!(problem.errors["Amount"], ["Required.", "7"]);
    assert_eq!(problem.errors["Reference"], ["Too long."]);
    round_trip::<ProblemDetails>(
        &json!({"title": "Not Found", "status": 404, "instance": "i", "extensions": {"a": 1}}),
    );
}
