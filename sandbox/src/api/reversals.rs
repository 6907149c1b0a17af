//! `POST /payment-intents/{id}/reversal`

use axum::{Json, extract::Path};
use dojo::Reversal;

use super::{Caller, Problem, answer::Answer};
use crate::machine::reversal;

pub(super) async fn create(caller: Caller, Path(id): Path<String>) -> Answer<Reversal> {
    let made = caller
        .account
        .change(|state, now| {
            state.change_intent(&id, now, |intent| {
                let reversal_id = reversal::reverse(intent, now)?;
                Ok(Reversal {
                    message: Some(format!(
                        "reverse for the order {}",
                        intent.request.reference
                    )),
                    reversal_id: Some(reversal_id),
                    ..Default::default()
                })
            })
        })
        .await?;
    made.map(Json)
        .map_err(|refusal| Problem::of_state(refusal).undocumented_404())
}
