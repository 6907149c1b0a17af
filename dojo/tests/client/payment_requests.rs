//! What the client sends about payments and setup intents.

use dojo::{
    CreateCaptureRequest, CreateRefundRequest, CreateSetupIntentRequest, Error, Money,
    PaymentIntentStatus, SearchPaymentIntentRequest, SetAmountRequest, TaxLine,
};

use crate::stub::{KEY, Reply, Stub, sent};

const INTENT: &str = r#"{"id":"pi_1","captureMode":"Auto","status":"Created","amount":{"value":1,"currencyCode":"GBP"}}"#;
const NO: &str = r#"{"title":"Not Found","status":404,"traceId":"1"}"#;

#[tokio::test]
async fn every_call_carries_the_bare_key_and_the_version() {
    let seen = sent((200, "[]"), async |client| client.subscriptions().await).await;
    assert_eq!(seen.line, "GET /webhooks");
    assert_eq!(
        seen.header("authorization"),
        Some(format!("Basic {KEY}").as_str())
    );
    assert_eq!(seen.header("version"), Some("2026-02-27"));
}

#[tokio::test]
async fn payment_intents_are_read_changed_and_found() {
    let seen = sent((200, INTENT), async |client| {
        client.get_payment_intent("pi_1", false).await
    })
    .await;
    assert_eq!(seen.line, "GET /payment-intents/pi_1");
    let seen = sent((200, INTENT), async |client| {
        client.get_payment_intent("pi_1", true).await
    })
    .await;
    assert_eq!(seen.line, "GET /payment-intents/pi_1?returnCanceled=true");
    let seen = sent((200, INTENT), async |client| {
        client.cancel_payment_intent("pi_1").await
    })
    .await;
    assert_eq!(seen.line, "DELETE /payment-intents/pi_1");
    let seen = sent((200, INTENT), async |client| {
        client.refresh_client_session_secret("pi_1").await
    })
    .await;
    assert_eq!(
        seen.line,
        "POST /payment-intents/pi_1/refresh-client-session-secret"
    );

    let seen = sent((200, INTENT), async |client| {
        client.set_amount("pi_1", Money::new(5500, "GBP")).await
    })
    .await;
    assert_eq!(seen.line, "POST /payment-intents/pi_1/amount");
    assert_eq!(
        seen.body,
        r#"{"amount":{"value":5500,"currencyCode":"GBP"}}"#
    );
    let lines = SetAmountRequest {
        amount: Money::new(5500, "GBP"),
        tax_lines: vec![TaxLine {
            amount_total: Money::new(80, "GBP"),
            ..TaxLine::default()
        }],
        ..SetAmountRequest::default()
    };
    let seen = sent((200, INTENT), async |client| {
        client.set_amount("pi_1", lines).await
    })
    .await;
    assert!(
        seen.body
            .contains(r#""taxLines":[{"amountTotal":{"value":80,"#),
        "{}",
        seen.body
    );
    let seen = sent((200, INTENT), async |client| {
        client.set_tips_amount("pi_1", Money::new(0, "GBP")).await
    })
    .await;
    assert_eq!(seen.line, "POST /payment-intents/pi_1/tips-amount");
    assert_eq!(
        seen.body,
        r#"{"tipsAmount":{"value":0,"currencyCode":"GBP"}}"#
    );

    let open = SearchPaymentIntentRequest {
        statuses: vec![PaymentIntentStatus::Created],
        start_date: Some("2026-02-27T10:00:00Z".parse().unwrap()),
        ..SearchPaymentIntentRequest::default()
    };
    let page = r#"{"data":[],"after":"next"}"#;
    let seen = sent((200, page), async |client| {
        client.search_payment_intents(&open).await
    })
    .await;
    assert_eq!(seen.line, "POST /payment-intents/search");
    assert_eq!(
        seen.body,
        r#"{"statuses":["Created"],"startDate":"2026-02-27T10:00:00Z"}"#
    );
    assert_eq!(seen.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn money_is_taken_and_given_back() {
    let part = CreateCaptureRequest {
        amount: 600,
        ..CreateCaptureRequest::default()
    };
    let seen = sent((200, r#"{"captureId":"cp_1"}"#), async |client| {
        client.create_capture("pi_1", &part).await
    })
    .await;
    assert_eq!(
        (seen.line.as_str(), seen.body.as_str()),
        ("POST /payment-intents/pi_1/captures", r#"{"amount":600}"#)
    );
    let charged = r#"{"paymentIntentId":"pi_1","status":"Successful"}"#;
    let seen = sent((200, charged), async |client| client.charge("pi_1").await).await;
    assert_eq!(
        (seen.line.as_str(), seen.body.as_str()),
        ("POST /payment-intents/pi_1/charge", "")
    );
    let seen = sent((200, r#"{"reversalId":"rvs_1"}"#), async |client| {
        client.create_reversal("pi_1").await
    })
    .await;
    assert_eq!(seen.line, "POST /payment-intents/pi_1/reversal");
    let seen = sent((204, ""), async |client| {
        client.send_receipt("pi_1", &["a@example.com"]).await
    })
    .await;
    assert_eq!(
        (seen.line.as_str(), seen.body.as_str()),
        (
            "POST /payment-intents/pi_1/receipt",
            r#"{"emails":["a@example.com"]}"#
        )
    );
    let seen = sent((200, r#"{"refundId":"rfnd_1"}"#), async |client| {
        client.get_refund("rfnd_1").await
    })
    .await;
    assert_eq!(seen.line, "GET /payment-intents/refunds/rfnd_1");
}

#[tokio::test]
async fn a_refund_carries_its_idempotency_key() {
    let request = CreateRefundRequest {
        amount: 300,
        ..CreateRefundRequest::default()
    };
    let key = "k".repeat(100);
    let seen = sent((200, r#"{"refundId":"rfnd_1"}"#), async |client| {
        client.create_refund("pi_1", &request, &key).await
    })
    .await;
    assert_eq!(seen.line, "POST /payment-intents/pi_1/refunds");
    assert_eq!(seen.header("idempotencyKey"), Some(key.as_str()));
    assert_eq!(seen.body, r#"{"amount":300}"#);

    let stub = Stub::start([]).await;
    for bad in ["", "two\nlines", &"k".repeat(101)] {
        let refused = stub.client().create_refund("pi_1", &request, bad).await;
        assert!(
            matches!(refused, Err(Error::Refused(_))),
            "{bad:?}: {refused:?}"
        );
    }
    assert_eq!(stub.connections(), 0);
}

#[tokio::test]
async fn setup_intents() {
    const SETUP: &str = r#"{"id":"si_1","status":"Created","setupEvents":[]}"#;
    let seen = sent((200, SETUP), async |client| {
        client
            .create_setup_intent(&CreateSetupIntentRequest::default())
            .await
    })
    .await;
    assert_eq!(seen.line, "POST /setup-intents");
    let seen = sent((200, SETUP), async |client| {
        client.get_setup_intent("si_1").await
    })
    .await;
    assert_eq!(seen.line, "GET /setup-intents/si_1");
    let seen = sent((200, SETUP), async |client| {
        client.delete_setup_intent("si_1", true).await
    })
    .await;
    assert_eq!(
        seen.line,
        "DELETE /setup-intents/si_1?includeAuthorized=true"
    );
    let seen = sent((200, SETUP), async |client| {
        client.refresh_setup_intent_secret("si_1").await
    })
    .await;
    assert_eq!(
        seen.line,
        "POST /setup-intents/si_1/refresh-client-session-secret"
    );
    let seen = sent((200, SETUP), async |client| {
        client.get_public_setup_intent("si_1").await
    })
    .await;
    assert_eq!(
        (seen.line.as_str(), seen.header("authorization")),
        ("GET /setup-intents/public/si_1", None)
    );
    let seen = sent((200, SETUP), async |client| {
        client.refresh_public_setup_intent_secret("si_1").await
    })
    .await;
    assert_eq!(
        seen.line,
        "POST /setup-intents/public/si_1/refresh-client-session-secret"
    );
    assert_eq!(seen.header("authorization"), None);
}

#[tokio::test]
async fn what_is_looked_up_and_not_there_is_none() {
    let stub = Stub::start([
        Reply::Json(404, NO),
        Reply::Json(404, NO),
        Reply::Json(404, NO),
        Reply::Json(404, NO),
    ])
    .await;
    let client = stub.client();
    assert_eq!(
        client.get_payment_intent("pi_1", false).await.unwrap(),
        None
    );
    assert_eq!(client.get_refund("rfnd_1").await.unwrap(), None);
    assert_eq!(client.get_customer("cust_1").await.unwrap(), None);
    assert_eq!(client.get_setup_intent("si_1").await.unwrap(), None);
    assert_eq!(
        client.get_payment_intent("..", false).await.unwrap(),
        None,
        "a path that is not an id"
    );
    assert!(matches!(
        client.cancel_payment_intent("").await,
        Err(Error::NotFound(_))
    ));
    assert_eq!(stub.seen().len(), 4);
}
