//! The scripted Dojo's customers and webhook subscription.

use axum::body::Bytes;
use axum::extract::{Path, State as Extract};
use axum::response::Response;
use axum::routing::{delete, get, patch, post};
use axum::{Json, Router};
use dojo::SubscriptionRequest;
use serde_json::{Value, json};

use super::dojo::{Operation, ScriptedDojo};
use super::dojo_routes::play;

pub(super) fn router() -> Router<ScriptedDojo> {
    Router::new()
        .route("/customers", post(create_customer))
        .route(
            "/customers/{id}",
            patch(update_customer).delete(delete_customer),
        )
        .route("/customers/{id}/create-secret", post(customer_secret))
        .route(
            "/customers/public/{id}/payment-methods/{card}",
            delete(delete_card),
        )
        .route(
            "/customers/public/{id}/payment-methods",
            get(payment_methods),
        )
        .route("/webhooks", get(subscriptions).post(subscribe))
        .route("/webhooks/{id}/secrets", get(secrets))
}

async fn update_customer(
    Extract(dojo): Extract<ScriptedDojo>,
    Path(id): Path<String>,
    Json(request): Json<Value>,
) -> Response {
    play(&dojo, Operation::UpdateCustomer, None, |_, state| {
        state.told_of_customer = request;
        Ok(json!({"id": id}))
    })
    .await
}

async fn delete_customer(Extract(dojo): Extract<ScriptedDojo>) -> Response {
    play(&dojo, Operation::DeleteCustomer, None, |_, state| {
        state.cards.clear();
        Ok(Value::Null)
    })
    .await
}

async fn delete_card(
    Extract(dojo): Extract<ScriptedDojo>,
    Path((_, card)): Path<(String, String)>,
) -> Response {
    play(&dojo, Operation::DeleteCard, None, |_, state| {
        state.cards.retain(|kept| *kept != card);
        Ok(Value::Null)
    })
    .await
}

async fn create_customer(Extract(dojo): Extract<ScriptedDojo>, body: Bytes) -> Response {
    play(&dojo, Operation::CreateCustomer, None, |_, state| {
        state.told_of_customer = serde_json::from_slice(&body).unwrap_or_default();
        Ok(json!({"id": "cust_1"}))
    })
    .await
}

async fn customer_secret(Extract(dojo): Extract<ScriptedDojo>) -> Response {
    play(&dojo, Operation::CustomerSecret, None, |_, _| {
        Ok(json!({"secret": "cs_1"}))
    })
    .await
}

async fn payment_methods(Extract(dojo): Extract<ScriptedDojo>) -> Response {
    play(&dojo, Operation::PaymentMethods, None, |_, state| {
        let cards: Vec<Value> = state
            .cards
            .iter()
            .map(|id| {
                let details = json!({"pan": "44565300****1005", "expiryDate": "2029-12-31", "scheme": "VISA"});
                json!({"id": id, "cardDetails": details})
            })
            .collect();
        Ok(json!({"customerId": "cust_1", "savedPaymentMethods": cards}))
    })
    .await
}

async fn subscriptions(Extract(dojo): Extract<ScriptedDojo>) -> Response {
    play(&dojo, Operation::Subscriptions, None, |_, state| {
        let all: Vec<Value> = state
            .subscription
            .iter()
            .map(|url| subscription(url))
            .collect();
        Ok(Value::Array(all))
    })
    .await
}

async fn subscribe(
    Extract(dojo): Extract<ScriptedDojo>,
    Json(request): Json<SubscriptionRequest>,
) -> Response {
    play(&dojo, Operation::Subscribe, None, |_, state| {
        state.subscription = Some(request.url.clone());
        Ok(subscription(&request.url))
    })
    .await
}

fn subscription(url: &str) -> Value {
    let events = ["payment_intent.created", "payment_intent.status_updated"];
    json!({"id": "ws_1", "events": events, "url": url, "secrets": []})
}

async fn secrets(Extract(dojo): Extract<ScriptedDojo>) -> Response {
    play(&dojo, Operation::Secrets, None, |_, state| {
        let secret = json!({"id": "sc_1", "value": state.webhook_secret, "isActive": true});
        Ok(json!({"id": "ws_1", "secrets": [secret]}))
    })
    .await
}
