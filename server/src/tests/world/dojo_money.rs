//! The scripted Dojo's captures, refunds and reversals.

use axum::extract::{Path, State as Extract};
use axum::response::Response;
use axum::routing::post;
use axum::{Json, Router};
use dojo::{
    CaptureDetails, CaptureMode, CaptureStatus, CreateCaptureRequest, CreateRefundRequest,
    PaymentEvent, PaymentEventType, PaymentIntent, PaymentIntentStatus,
};
use http::{HeaderMap, StatusCode};
use serde_json::json;

use super::dojo::{Operation, ScriptedDojo};
use super::dojo_routes::play;

pub(super) fn router() -> Router<ScriptedDojo> {
    Router::new()
        .route("/payment-intents/{id}/captures", post(capture))
        .route("/payment-intents/{id}/refunds", post(refund))
        .route("/payment-intents/{id}/reversal", post(reverse))
}

fn note(intent: &mut PaymentIntent, event_type: PaymentEventType, now: jiff::Timestamp) {
    intent.updated_at = Some(now);
    intent.payment_events.push(PaymentEvent {
        event_type,
        transaction_date_time: Some(now.to_string()),
        ..PaymentEvent::default()
    });
}

fn captured(intent: &PaymentIntent) -> i64 {
    match intent.capture_mode {
        CaptureMode::Manual => intent.captures.iter().map(|capture| capture.amount).sum(),
        _ => intent.total_amount.as_ref().unwrap().value,
    }
}

async fn capture(
    Extract(dojo): Extract<ScriptedDojo>,
    Path(id): Path<String>,
    Json(request): Json<CreateCaptureRequest>,
) -> Response {
    play(&dojo, Operation::Capture, Some(&id), |dojo, state| {
        let now = dojo.now();
        let intent = state.intents.get_mut(&id).ok_or(StatusCode::NOT_FOUND)?;
        let open = intent.capture_mode == CaptureMode::Manual
            && [
                PaymentIntentStatus::Authorized,
                PaymentIntentStatus::Captured,
            ]
            .contains(&intent.status);
        let total = intent.total_amount.as_ref().unwrap().value;
        let amount = request.amount + request.tips_amount.unwrap_or(0);
        if !open || captured(intent) + amount > total {
            return Err(StatusCode::CONFLICT);
        }
        intent.status = PaymentIntentStatus::Captured;
        intent.captures.push(CaptureDetails {
            amount,
            status: CaptureStatus::Successful,
            created_at: Some(now),
            ..CaptureDetails::default()
        });
        note(intent, PaymentEventType::Captured, now);
        Ok(json!({"captureId": "cp_1"}))
    })
    .await
}

async fn refund(
    Extract(dojo): Extract<ScriptedDojo>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(request): Json<CreateRefundRequest>,
) -> Response {
    let key = headers["idempotencykey"].to_str().unwrap().to_owned();
    play(&dojo, Operation::Refund, Some(&id), |dojo, state| {
        let now = dojo.now();
        if state.refunds.contains(&key) {
            return Ok(json!({"refundId": format!("rfnd_{key}")}));
        }
        let intent = state.intents.get_mut(&id).ok_or(StatusCode::NOT_FOUND)?;
        let refunded = intent.refunded_amount.unwrap_or(0) + request.amount;
        if intent.status != PaymentIntentStatus::Captured
            || request.amount <= 0
            || refunded > captured(intent)
        {
            return Err(StatusCode::BAD_REQUEST);
        }
        intent.refunded_amount = Some(refunded);
        if refunded == captured(intent) {
            intent.status = PaymentIntentStatus::Refunded;
        }
        note(intent, PaymentEventType::Refunded, now);
        state.refunds.push(key.clone());
        Ok(json!({"refundId": format!("rfnd_{key}")}))
    })
    .await
}

async fn reverse(Extract(dojo): Extract<ScriptedDojo>, Path(id): Path<String>) -> Response {
    play(&dojo, Operation::Reverse, Some(&id), |dojo, state| {
        let now = dojo.now();
        let intent = state.intents.get_mut(&id).ok_or(StatusCode::NOT_FOUND)?;
        let fits = match (&intent.status, &intent.capture_mode) {
            (PaymentIntentStatus::Authorized, _) => true,
            (PaymentIntentStatus::Captured, CaptureMode::Auto) => {
                intent.refunded_amount.unwrap_or(0) == 0
            }
            _ => false,
        };
        if !fits {
            return Err(StatusCode::CONFLICT);
        }
        intent.status = PaymentIntentStatus::Reversed;
        note(intent, PaymentEventType::Reversed, now);
        Ok(json!({"reversalId": "rvs_1"}))
    })
    .await
}
