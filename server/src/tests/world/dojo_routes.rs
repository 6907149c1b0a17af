//! The scripted Dojo's side of the wire.

use axum::Json;
use axum::Router;
use axum::extract::{Path, State as Extract};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use dojo::{
    CreatePaymentIntentRequest, Money, PagedPaymentIntent, PaymentIntent, PaymentIntentStatus,
    PaymentLink, SearchPaymentIntentRequest, Secret, SetAmountRequest, SetTipsAmountRequest,
};
use http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::dojo::{Fault, Operation, ScriptedDojo, State, capture};
use super::{dojo_account, dojo_holds, dojo_money};

pub(super) fn router(dojo: ScriptedDojo) -> Router {
    Router::new()
        .route("/payment-intents", post(create))
        .route("/payment-intents/search", post(search))
        .route("/payment-intents/{id}", get(read).delete(cancel))
        .route("/payment-intents/{id}/amount", post(set_amount))
        .route("/payment-intents/{id}/tips-amount", post(set_tips))
        .route(
            "/payment-intents/{id}/refresh-client-session-secret",
            post(refresh),
        )
        .route("/payment-intents/{id}/receipt", post(receipt))
        .merge(dojo_account::router())
        .merge(dojo_holds::router())
        .merge(dojo_money::router())
        .with_state(dojo)
}

/// Carries a call out, or not, and answers, or not, as the script says.
pub(super) async fn play(
    dojo: &ScriptedDojo,
    operation: Operation,
    intent: Option<&str>,
    carry_out: impl FnOnce(&ScriptedDojo, &mut State) -> Result<Value, StatusCode>,
) -> Response {
    let (answer, fault) = {
        let mut state = dojo.state();
        state.calls.push(operation);
        if state.down {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        let planned = state.faults.iter().position(|(of, _)| *of == operation);
        let fault = planned.map(|at| state.faults.remove(at).1);
        match (&fault, intent) {
            (Some(Fault::Status(status)), _) => {
                return StatusCode::from_u16(*status).unwrap().into_response();
            }
            (Some(Fault::PaidFirst), Some(id)) => {
                let now = dojo.now();
                let intent = state.intents.get_mut(id).unwrap();
                capture(intent, &now.to_string());
                intent.updated_at = Some(now);
            }
            _ => {}
        }
        (carry_out(dojo, &mut state), fault)
    };
    match fault {
        Some(Fault::Lost) => return broken_off(),
        Some(Fault::Held(told)) => told.notified().await,
        _ => {}
    }
    match answer {
        Ok(Value::Null) => StatusCode::NO_CONTENT.into_response(),
        Ok(body) => Json(body).into_response(),
        Err(status) => {
            let problem = json!({"title": "no", "status": status.as_u16()});
            (status, Json(problem)).into_response()
        }
    }
}

/// An answer that cannot be read to its end: whether the call was carried out is then not known.
fn broken_off() -> Response {
    ([("content-type", "application/json")], "{\"id\":").into_response()
}

fn to_json(intent: &PaymentIntent) -> Value {
    serde_json::to_value(intent).unwrap()
}

fn new_secret(state: &mut State, now: jiff::Timestamp, intent: &str) {
    state.serial += 1;
    let secret = format!("css_{}", state.serial);
    let intent = state.intents.get_mut(intent).unwrap();
    intent.client_session_secret = Some(Secret::new(secret));
    intent.client_session_secret_expiration_date =
        Some(now.checked_add(SignedDuration::from_mins(30)).unwrap());
}

async fn create(
    Extract(dojo): Extract<ScriptedDojo>,
    Json(request): Json<CreatePaymentIntentRequest>,
) -> Response {
    play(&dojo, Operation::Create, None, |dojo, state| {
        state.asked_for = request.clone();
        state.serial += 1;
        let id = format!("pi_{:03}", state.serial);
        let now = dojo.now();
        let tips = request.tips_amount.as_ref().map_or(0, |tips| tips.value);
        let currency = request.amount.currency_code.clone();
        let total = Money::new(request.amount.value + tips, currency);
        let intent = PaymentIntent {
            id: id.clone(),
            capture_mode: request.capture_mode.unwrap_or_default(),
            reference: request.reference,
            amount: request.amount,
            tips_amount: request.tips_amount,
            setup_intent_id: request.setup_intent_id,
            total_amount: Some(total),
            created_at: Some(now),
            updated_at: Some(now),
            expire_at: request.expire_at,
            payment_link: Some(PaymentLink::new(format!("https://pay.example.com/{id}"))),
            ..PaymentIntent::default()
        };
        state.intents.insert(id.clone(), intent);
        state.newest.clone_from(&id);
        state.asked_for_card = request.customer.and_then(|customer| customer.saved_card_id);
        new_secret(state, now, &id);
        Ok(to_json(&state.intents[&id]))
    })
    .await
}

async fn search(
    Extract(dojo): Extract<ScriptedDojo>,
    Json(request): Json<SearchPaymentIntentRequest>,
) -> Response {
    play(&dojo, Operation::Search, None, |_, state| {
        // One on a page, so that reading all pages is tested too.
        let cursor = request.cursor.unwrap_or_default();
        let limit = cursor.limit.unwrap_or(i64::MAX);
        state.largest_page = state.largest_page.max(limit);
        if state.search_in_circles {
            let page = PagedPaymentIntent {
                after: Some("here".into()),
                data: state.intents.values().take(1).cloned().collect(),
                ..PagedPaymentIntent::default()
            };
            return Ok(serde_json::to_value(page).unwrap());
        }
        let after = cursor.after;
        let mut rest = state.intents.values().filter(|intent| {
            after.as_ref().is_none_or(|after| intent.id > *after)
                && intent.created_at >= request.start_date
                && (request.end_date.is_none() || intent.created_at <= request.end_date)
        });
        let first = rest.next().cloned();
        let page = PagedPaymentIntent {
            after: first
                .as_ref()
                .filter(|_| rest.next().is_some())
                .map(|first| first.id.clone()),
            data: first.into_iter().collect(),
            ..PagedPaymentIntent::default()
        };
        Ok(serde_json::to_value(page).unwrap())
    })
    .await
}

async fn read(Extract(dojo): Extract<ScriptedDojo>, Path(id): Path<String>) -> Response {
    play(&dojo, Operation::Get, Some(&id), |_, state| {
        state
            .intents
            .get(&id)
            .map(to_json)
            .ok_or(StatusCode::NOT_FOUND)
    })
    .await
}

async fn cancel(Extract(dojo): Extract<ScriptedDojo>, Path(id): Path<String>) -> Response {
    change(&dojo, Operation::Cancel, &id, |intent| {
        intent.status = PaymentIntentStatus::Canceled;
    })
    .await
}

async fn set_amount(
    Extract(dojo): Extract<ScriptedDojo>,
    Path(id): Path<String>,
    Json(request): Json<SetAmountRequest>,
) -> Response {
    change(&dojo, Operation::SetAmount, &id, |intent| {
        intent.amount = request.amount;
        total(intent);
    })
    .await
}

async fn set_tips(
    Extract(dojo): Extract<ScriptedDojo>,
    Path(id): Path<String>,
    Json(request): Json<SetTipsAmountRequest>,
) -> Response {
    change(&dojo, Operation::SetTips, &id, |intent| {
        intent.tips_amount = Some(request.tips_amount);
        total(intent);
    })
    .await
}

async fn refresh(Extract(dojo): Extract<ScriptedDojo>, Path(id): Path<String>) -> Response {
    change(&dojo, Operation::Refresh, &id, |_| {}).await
}

/// A change that only an unpaid intent takes, and that makes a new client session secret.
async fn change(
    dojo: &ScriptedDojo,
    operation: Operation,
    id: &str,
    change: impl FnOnce(&mut PaymentIntent),
) -> Response {
    play(dojo, operation, Some(id), |dojo, state| {
        let now = dojo.now();
        let intent = state.intents.get_mut(id).ok_or(StatusCode::NOT_FOUND)?;
        if intent.status != PaymentIntentStatus::Created {
            return Err(StatusCode::BAD_REQUEST);
        }
        change(intent);
        intent.updated_at = Some(now);
        new_secret(state, now, id);
        Ok(to_json(&state.intents[id]))
    })
    .await
}

fn total(intent: &mut PaymentIntent) {
    let tips = intent.tips_amount.as_ref().map_or(0, |tips| tips.value);
    intent.total_amount = Some(Money::new(
        intent.amount.value + tips,
        intent.amount.currency_code.clone(),
    ));
}

async fn receipt(Extract(dojo): Extract<ScriptedDojo>, Path(id): Path<String>) -> Response {
    play(&dojo, Operation::Receipt, Some(&id), |_, _| Ok(Value::Null)).await
}
