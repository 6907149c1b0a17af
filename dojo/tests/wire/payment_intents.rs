//! Intents of both kinds, and what creates them.

use dojo::{
    CaptureMode, CreatePaymentIntentRequest, CreateSetupIntentRequest, PaymentEventType,
    PaymentIntent, PaymentIntentStatus, PaymentMethod, Reversal, SetupIntentResponse,
};
use serde_json::json;

use crate::{paid_intent, round_trip};

#[test]
fn a_paid_intent_tells_how_it_was_paid() {
    let intent: PaymentIntent = round_trip(&paid_intent());
    assert_eq!(intent.status, PaymentIntentStatus::Captured);
    assert_eq!(
        intent
            .payment_details
            .unwrap()
            .card
            .unwrap()
            .last4_pan
            .as_deref(),
        Some("1096")
    );
    let events: Vec<_> = intent
        .payment_events
        .iter()
        .map(|event| &event.event_type)
        .collect();
    assert_eq!(
        events,
        [
            &PaymentEventType::AuthChallenged,
            &PaymentEventType::Captured
        ]
    );
}

#[test]
fn an_intent_without_a_secret_has_an_expiry_in_year_one() {
    let intent: PaymentIntent = round_trip(&json!({
        "id": "pi_sandbox_gii78EXbJEyeVnuBglFgQA", "captureMode": "Auto", "cardHolderNotPresent": false,
        "clientSessionSecretExpirationDate": "0001-01-01T00:00:00Z", "status": "Created",
        "paymentMethods": ["SavedCard", "Card"], "amount": {"value": 1000, "currencyCode": "GBP"},
        "totalAmount": {"value": 1000, "currencyCode": "GBP"}, "refundedAmount": 0,
        "customer": {"id": "cust_sandbox_vjUhNwRjBE2xSeLVS_DFyQ"}, "reference": "Order 234", "itemLines": [], "taxLines": [],
        "autoExpireAction": "Capture", "autoExpireIn": "00:00:55", "expireAt": "2024-05-07T23:25:44.8023189Z",
        "paymentLink": "https://pay.dojo.tech:443/checkout/pi_1?cid=cust_1&csc=cs_1&cpm=pm_1",
    }));
    assert_eq!(intent.client_session_secret, None);
    assert_eq!(
        intent.payment_methods,
        [PaymentMethod::SavedCard, PaymentMethod::Card]
    );
}

#[test]
fn nulls_stand_for_what_is_absent() {
    let intent: PaymentIntent = serde_json::from_value(json!({
        "id": "pi_1", "captureMode": "Manual", "status": "Created", "amount": {"value": 1, "currencyCode": "EUR"},
        "clientSessionSecret": null, "paymentDetails": null, "createdAt": null, "expireAt": null, "itemLines": null,
        "paymentEvents": null, "captures": null, "metadata": null, "reference": null, "paymentLink": null,
    }))
    .unwrap();
    assert_eq!(intent.capture_mode, CaptureMode::Manual);
    assert_eq!(
        (
            intent.created_at,
            intent.reference.as_str(),
            intent.captures.len()
        ),
        (None, "", 0)
    );
}

#[test]
fn an_intent_without_status_or_amount_is_not_believed() {
    for missing in ["id", "status", "amount"] {
        let mut sample = paid_intent();
        sample.as_object_mut().unwrap().remove(missing);
        assert!(
            serde_json::from_value::<PaymentIntent>(sample).is_err(),
            "without {missing}"
        );
    }
}

#[test]
fn a_creation_carries_everything_it_was_given() {
    let address = json!({"address1": "1 High Street", "city": "London", "postcode": "W2 1DG", "countryCode": "GB"});
    let money = |value: i64| json!({"value": value, "currencyCode": "GBP"});
    round_trip::<CreatePaymentIntentRequest>(&json!({
        "amount": money(1000), "reference": "Order-0001", "captureMode": "Manual", "tipsAmount": money(100), "description": "d",
        "customer": {"id": "cust_1", "emailAddress": "a@example.com", "phoneNumber": "07865432100", "secret": "cs_1", "savedCardId": "pm_1"},
        "billingAddress": address, "shippingDetails": {"name": "A", "deliveryNotes": "n", "address": address},
        "cardHolderNotPresent": true, "requestSecurity": {"userAgent": "u", "ipAddress": "::1", "device": "d"},
        "config": {"title": "Shop", "redirectUrl": "https://m.example/ok", "cancelUrl": "https://m.example/no",
            "customerEmail": {"collectionRequired": true}, "details": {"showTotal": true, "showReference": true},
            "billingAddress": {"collectionRequired": true}, "shippingDetails": {"collectionRequired": true},
            "payment": {"customAmountAllowed": true, "tipsAllowed": true}},
        "itemLines": [{"id": "1", "quantity": 2, "name": "Socks", "category": "Clothes", "plu": "p", "amountTotal": money(400),
            "modifiers": [{"id": "m", "name": "Blue", "quantity": 1, "amountPerModifier": money(-10)}]}],
        "taxLines": [{"id": "vat", "caption": "VAT", "subCaption": "20%", "affectedPlu": "p", "amountTotal": money(80)}],
        "paymentMethods": ["Card", "Wallet"], "expireAt": "2026-03-01T00:00:00Z", "autoExpireIn": "00.10:00:00",
        "autoExpireAction": "Capture", "metadata": {"k": "v"}, "setupIntentId": "si_1",
        "orderDetails": {"externalId": "T5", "id": "o", "isUpdate": true, "availabilityDate": "2026-03-01T00:00:00Z"},
        "actionLink": {"url": "https://m.example", "action": "OpenLink", "label": "Menu", "fileName": "m.pdf"},
        "serviceChargeAmount": money(50), "cashbackAmount": money(5), "generateRemoteToken": true, "isNotOnlineCheckout": false,
    }));
}

#[test]
fn a_minimal_creation_says_only_what_it_must() {
    let minimal = CreatePaymentIntentRequest::new(dojo::Money::new(1000, "GBP"), "Order 1");
    let expected =
        json!({"amount": {"value": 1000, "currencyCode": "GBP"}, "reference": "Order 1"});
    assert_eq!(serde_json::to_value(minimal).unwrap(), expected);
}

#[test]
fn spellings_of_dojos_guides_are_understood() {
    let request: CreatePaymentIntentRequest = serde_json::from_value(json!({
        "amount": {"value": 1, "currencyCode": "GBP"}, "reference": "r", "AutoExpireAction": "Capture", "AutoExpireIn": "00:00:55",
        "customer": {"id": "cust_1", "SavedCardId": "pm_1"},
    }))
    .unwrap();
    assert_eq!(request.auto_expire_in.as_deref(), Some("00:00:55"));
    assert_eq!(
        request.customer.unwrap().saved_card_id.as_deref(),
        Some("pm_1")
    );
    let reversal: Reversal = serde_json::from_value(json!({"id": "rvs_127usj"})).unwrap();
    assert_eq!(reversal.reversal_id.as_deref(), Some("rvs_127usj"));
}

#[test]
fn setup_intents_are_the_public_ones_with_events() {
    let setup: SetupIntentResponse = round_trip(&json!({
        "setupEvents": [{"eventType": "Authorized", "authCode": "1"}], "id": "si_sandbox_c9RbgPcWbkGcUIbsFSzHcA",
        "clientSessionSecret": "SSd_gFOCjTlpbMyE", "clientSessionSecretExpirationDate": "2024-02-13T12:37:31Z",
        "status": "Created", "paymentMethods": ["Card"], "createdAt": "2024-02-13T12:07:31.4793099Z",
        "reference": "Dojo Cafe | Booking request for Table 4", "intendedAmount": {"value": 1000, "currencyCode": "GBP"},
        "merchantInitiatedTransactionType": "NoShow", "terms": "t", "paymentSource": "api", "novelty": 1,
    }));
    assert_eq!(setup.public.extra.keys().collect::<Vec<_>>(), ["novelty"]);
    assert_eq!(setup.setup_events.len(), 1);
    round_trip::<CreateSetupIntentRequest>(&json!({
        "reference": "r", "merchantInitiatedTransactionType": "Unscheduled", "terms": "t", "captureMode": "Auto",
        "customer": {"emailAddress": "a@example.com"}, "expireAt": "2026-03-01T00:00:00Z",
    }));
}
