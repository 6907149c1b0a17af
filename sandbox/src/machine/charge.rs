//! Charging the card that a setup intent holds.

use jiff::Timestamp;

use super::{
    Refusal, captures,
    intent::{Authorization, CaptureMode, Status},
    setup_intent::{SetupStatus, not_found},
};
use crate::{account::AccountState, id};

/// Charges the held card in full, once, and completes the setup intent.
///
/// # Errors
/// If the payment intent is not open or names no setup intent that holds a card.
pub fn charge(state: &mut AccountState, intent_id: &str, now: Timestamp) -> Result<(), Refusal> {
    let intent = state
        .intents
        .get(intent_id)
        .ok_or_else(|| Refusal::NotFound(format!("There is no payment intent {intent_id}.")))?;
    if intent.status != Status::Created || intent.total() <= 0 {
        return Err(Refusal::state(intent_id, intent.status, "charged"));
    }
    let Some(setup_id) = intent.request.setup_intent_id.clone() else {
        return Err(Refusal::State(format!(
            "{intent_id} is {} without a setup intent and cannot be charged.",
            intent.status
        )));
    };
    let setup = state
        .setup_intents
        .edit(&setup_id)
        .ok_or_else(|| not_found(&setup_id))?;
    let held = match (&setup.authorization, setup.status) {
        (Some(held), SetupStatus::Authorized) => held.clone(),
        (_, status) => return Err(Refusal::state(&setup_id, status, "charged")),
    };
    setup.status = SetupStatus::Completed;
    setup.updated_at = now;
    let authorization = Authorization {
        transaction_id: id::transaction(),
        auth_code: id::auth_code(),
        at: now,
        ..held
    };
    state.change_intent(intent_id, now, |intent| {
        intent.capture_mode = CaptureMode::Auto;
        captures::approve(intent, authorization, now);
        Ok(())
    })
}
