//! `POST /payment-intents/{id}/refunds`, `GET /payment-intents/refunds/{id}`

use axum::{Json, extract::Path, http::HeaderMap};
use dojo::{CreateRefundRequest, Refund};

use super::{Caller, Input, Problem, answer::Answer};
use crate::machine::{
    intent::{Intent, RefundRecord},
    refunds,
};

/// The longest `idempotencyKey`.
const LONGEST_KEY: usize = 100;

pub(super) async fn create(
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    Input(request): Input<CreateRefundRequest>,
) -> Answer<Refund> {
    let key = idempotency_key(&headers)?;
    let made = caller
        .account
        .change(|state, now| {
            state.change_intent(&id, now, |intent| {
                let record = refunds::refund(intent, request, &key, now)?;
                Ok(shown(intent, &record))
            })
        })
        .await?;
    made.map(Json)
        .map_err(|refusal| Problem::from(refusal).undocumented_404())
}

pub(super) async fn show(caller: Caller, Path(id): Path<String>) -> Answer<Refund> {
    let found = caller
        .account
        .change(|state, _| {
            state.intents.iter().find_map(|intent| {
                let record = intent.refunds.iter().find(|refund| refund.id == id)?;
                Some(shown(intent, record))
            })
        })
        .await?;
    found
        .map(Json)
        .ok_or_else(|| Problem::field("RefundId", format!("There is no refund {id}.")))
}

fn shown(intent: &Intent, record: &RefundRecord) -> Refund {
    Refund {
        payment_intent_id: Some(intent.id.clone()),
        refund_id: Some(record.id.clone()),
        refund_reason: record.reason.clone(),
        notes: record.notes.clone(),
        ..Default::default()
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, Problem> {
    let name = "IdempotencyKey";
    let key = headers
        .get("idempotencykey")
        .and_then(|key| key.to_str().ok())
        .filter(|key| !key.is_empty())
        .ok_or_else(|| Problem::field(name, "The IdempotencyKey field is required."))?;
    if key.len() > LONGEST_KEY {
        let message = format!("The key must have at most {LONGEST_KEY} characters.");
        return Err(Problem::field(name, message));
    }
    Ok(key.to_owned())
}
