//! `POST /payment-intents/{id}/captures`

use axum::{Json, extract::Path};
use dojo::{Capture, CreateCaptureRequest};

use super::{Caller, Input, Problem, answer::Answer};
use crate::machine::captures;

pub(super) async fn create(
    caller: Caller,
    Path(id): Path<String>,
    Input(request): Input<CreateCaptureRequest>,
) -> Answer<Capture> {
    let made = caller
        .account
        .change(|state, now| {
            state.change_intent(&id, now, |intent| {
                let capture_id =
                    captures::capture(intent, request.amount, request.tips_amount, now)?;
                Ok(Capture {
                    message: Some(format!(
                        "collect payment for the order {}",
                        intent.request.reference
                    )),
                    capture_id: Some(capture_id),
                    ..Default::default()
                })
            })
        })
        .await?;
    made.map(Json)
        .map_err(|refusal| Problem::of_state(refusal).undocumented_404())
}
