//! What the client sends about customers and webhooks.

use dojo::{
    CreateCustomerRequest, SearchCustomerRequest, Secret, SubscriptionRequest,
    SubscriptionUpdateRequest, UpdateCustomerRequest,
};

use crate::stub::{Reply, Stub, sent};

const CUSTOMER: &str = r#"{"id":"cust_1","name":"Ada"}"#;

#[tokio::test]
async fn customers_and_their_cards() {
    let make = CreateCustomerRequest {
        name: Some("Ada".into()),
        ..CreateCustomerRequest::default()
    };
    let seen = sent((200, CUSTOMER), async |client| {
        client.create_customer(&make).await
    })
    .await;
    assert_eq!(
        (seen.line.as_str(), seen.body.as_str()),
        ("POST /customers", r#"{"name":"Ada"}"#)
    );
    let seen = sent((200, CUSTOMER), async |client| {
        client
            .update_customer("cust_1", &UpdateCustomerRequest::default())
            .await
    })
    .await;
    assert_eq!(
        (seen.line.as_str(), seen.body.as_str()),
        ("PATCH /customers/cust_1", "{}")
    );
    let seen = sent((204, ""), async |client| {
        client.delete_customer("cust_1").await
    })
    .await;
    assert_eq!(seen.line, "DELETE /customers/cust_1");
    let page = SearchCustomerRequest {
        limit: Some(2),
        ..SearchCustomerRequest::default()
    };
    let seen = sent((200, r#"{"data":[]}"#), async |client| {
        client.search_customers(&page).await
    })
    .await;
    assert_eq!(
        (seen.line.as_str(), seen.body.as_str()),
        ("POST /customers/search", r#"{"limit":2}"#)
    );
    let secret = r#"{"secret":"cs_sandbox_1"}"#;
    let seen = sent((200, secret), async |client| {
        client.create_customer_secret("cust_1").await
    })
    .await;
    assert_eq!(seen.line, "POST /customers/cust_1/create-secret");
}

#[tokio::test]
async fn saved_cards_are_reached_with_the_customers_secret_alone() {
    let secret = Secret::from("cs_sandbox_1");
    let seen = sent((200, "{}"), async |client| {
        client.payment_methods("cust_1", &secret).await
    })
    .await;
    assert_eq!(seen.line, "GET /customers/public/cust_1/payment-methods");
    assert_eq!(seen.header("authorization"), Some("Basic cs_sandbox_1"));
    assert_eq!(seen.header("version"), Some("2026-02-27"));
    let seen = sent((204, ""), async |client| {
        client
            .delete_payment_method("cust_1", "pm_1", &secret)
            .await
    })
    .await;
    assert_eq!(
        seen.line,
        "DELETE /customers/public/cust_1/payment-methods/pm_1"
    );
    assert_eq!(seen.header("authorization"), Some("Basic cs_sandbox_1"));
}

#[tokio::test]
async fn one_customer_is_found_alone_or_in_the_documented_list() {
    for (answer, found) in [
        (CUSTOMER, true),
        (r#"[{"id":"cust_2"},{"id":"cust_1","name":"Ada"}]"#, true),
        ("[]", false),
    ] {
        let stub = Stub::start([Reply::Json(200, answer)]).await;
        let customer = stub.client().get_customer("cust_1").await.unwrap();
        assert_eq!(
            customer.and_then(|customer| customer.name).as_deref(),
            found.then_some("Ada"),
            "{answer}"
        );
        assert_eq!(stub.only().line, "GET /customers/cust_1");
    }
}

#[tokio::test]
async fn webhook_subscriptions_and_their_secrets() {
    const SUBSCRIPTION: &str =
        r#"{"id":"ws_1","events":["payment_intent.created"],"url":"https://m.example/"}"#;
    let request = SubscriptionRequest {
        events: vec!["payment_intent.created".into()],
        url: "https://m.example/".into(),
        ..SubscriptionRequest::default()
    };
    let seen = sent((200, SUBSCRIPTION), async |client| {
        client.subscribe(&request).await
    })
    .await;
    assert_eq!(seen.line, "POST /webhooks");
    assert_eq!(
        seen.body,
        r#"{"events":["payment_intent.created"],"url":"https://m.example/"}"#
    );
    let elsewhere = SubscriptionUpdateRequest {
        url: Some("https://m.example/new".into()),
        ..SubscriptionUpdateRequest::default()
    };
    let seen = sent((200, SUBSCRIPTION), async |client| {
        client.update_subscription("ws_1", &elsewhere).await
    })
    .await;
    assert_eq!(
        (seen.line.as_str(), seen.body.as_str()),
        ("PATCH /webhooks/ws_1", r#"{"url":"https://m.example/new"}"#)
    );
    let seen = sent((204, ""), async |client| {
        client.delete_subscription("ws_1").await
    })
    .await;
    assert_eq!(seen.line, "DELETE /webhooks/ws_1");
    let seen = sent((200, "[]"), async |client| client.webhook_events().await).await;
    assert_eq!(seen.line, "GET /webhooks/events");
    let seen = sent((200, r#"{"secrets":[]}"#), async |client| {
        client.subscription_secrets("ws_1").await
    })
    .await;
    assert_eq!(seen.line, "GET /webhooks/ws_1/secrets");
    let seen = sent((200, r#"{"secrets":[]}"#), async |client| {
        client.generate_secret("ws_1").await
    })
    .await;
    assert_eq!(seen.line, "POST /webhooks/ws_1/secrets");
    let seen = sent((204, ""), async |client| {
        client.activate_secret("ws_1", "sc_1").await
    })
    .await;
    assert_eq!(seen.line, "PUT /webhooks/ws_1/secrets/sc_1/activate");
    let seen = sent((204, ""), async |client| {
        client.delete_secret("ws_1", "sc_1").await
    })
    .await;
    assert_eq!(seen.line, "DELETE /webhooks/ws_1/secrets/sc_1");
}
