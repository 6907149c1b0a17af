//! `POST /payment-intents/{id}/charge`

use axum::{Json, extract::Path};
use dojo::{CaptureStatus, ChargeResponse};

use super::{Caller, Problem, answer::Answer};
use crate::machine::charge;

pub(super) async fn create(caller: Caller, Path(id): Path<String>) -> Answer<ChargeResponse> {
    let charged = caller
        .account
        .change(|state, now| charge::charge(state, &id, now))
        .await?;
    charged.map_err(|refusal| Problem::from(refusal).undocumented_404())?;
    Ok(Json(ChargeResponse {
        message: Some(format!("{id} was charged")),
        payment_intent_id: Some(id),
        status: CaptureStatus::Successful,
        ..Default::default()
    }))
}
