//! 3-D Secure: a challenge waits for the shopper's answer and is then concluded once.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    Refusal,
    intent::{Status, later},
    payments::{self, Prepared, TransactionResult},
    setup_intent,
};
use crate::{account::AccountState, id};

/// How long the issuer waits for the shopper.
pub const OPEN_FOR: SignedDuration = SignedDuration::from_mins(15);

/// A challenge by the pretended issuer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Challenge {
    /// `3ds_…`
    pub id: String,
    /// The payment intent or setup intent.
    pub subject_id: String,
    /// For how much it was asked; 0 for a setup intent.
    pub total: i64,
    /// What waits.
    pub prepared: Prepared,
    /// When it was asked.
    pub created_at: Timestamp,
    /// Until when it can be answered.
    pub expires_at: Timestamp,
    /// What became of it.
    pub result: Option<TransactionResult>,
}

/// What the shopper did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Proved who they are.
    #[default]
    Complete,
    /// Failed to.
    Fail,
    /// Went away.
    Abandon,
}

impl Challenge {
    pub(super) fn new(subject_id: &str, total: i64, prepared: Prepared, now: Timestamp) -> Self {
        Self {
            id: id::new("3ds_"),
            subject_id: subject_id.to_owned(),
            total,
            prepared,
            created_at: now,
            expires_at: later(now, OPEN_FOR),
            result: None,
        }
    }
}

/// Remembers a challenge until it is answered.
pub(super) fn open(state: &mut AccountState, challenge: Challenge) {
    state.open_door(&challenge.id);
    let id = challenge.id.clone();
    state.challenges.insert(&id, challenge);
}

/// Concludes a challenge. A second answer gets the result of the first.
///
/// The money is only asked for if the intent is still open and still asks for the same total.
///
/// # Errors
/// If there is no such challenge.
pub fn answer(
    state: &mut AccountState,
    challenge_id: &str,
    answer: Answer,
    now: Timestamp,
) -> Result<TransactionResult, Refusal> {
    let challenge = state
        .challenges
        .get(challenge_id)
        .ok_or_else(|| Refusal::NotFound(format!("There is no challenge {challenge_id}.")))?;
    if let Some(result) = &challenge.result {
        return Ok(result.clone());
    }
    let late = now >= challenge.expires_at;
    let challenge = challenge.clone();
    let result = match answer {
        _ if late => TransactionResult::authorizing(),
        Answer::Abandon => TransactionResult::authorizing(),
        Answer::Fail => fail(state, &challenge, now)?,
        Answer::Complete => complete(state, challenge, now)?,
    };
    if let Some(challenge) = state.challenges.edit(challenge_id) {
        challenge.result = Some(result.clone());
    }
    Ok(result)
}

fn complete(
    state: &mut AccountState,
    challenge: Challenge,
    now: Timestamp,
) -> Result<TransactionResult, Refusal> {
    if state.setup_intents.get(&challenge.subject_id).is_some() {
        return setup_intent::conclude(state, &challenge.subject_id, challenge.prepared, now);
    }
    if let Some(refused) = outdated(state, &challenge) {
        return Ok(refused);
    }
    payments::conclude(state, &challenge.subject_id, challenge.prepared, now)
}

fn fail(
    state: &mut AccountState,
    challenge: &Challenge,
    now: Timestamp,
) -> Result<TransactionResult, Refusal> {
    if state.setup_intents.get(&challenge.subject_id).is_some() {
        return setup_intent::decline(state, &challenge.subject_id, &challenge.prepared.card, now);
    }
    if let Some(refused) = outdated(state, challenge) {
        return Ok(refused);
    }
    payments::decline(state, &challenge.subject_id, &challenge.prepared.card, now)
}

fn outdated(state: &AccountState, challenge: &Challenge) -> Option<TransactionResult> {
    let id = &challenge.subject_id;
    let Some(intent) = state.intents.get(id) else {
        return Some(TransactionResult::invalid(format!(
            "There is no payment intent {id}."
        )));
    };
    match intent.status {
        Status::Created if intent.total() == challenge.total => None,
        Status::Created => Some(TransactionResult::invalid(format!(
            "The amount of {id} changed during 3-D Secure."
        ))),
        Status::Canceled => Some(TransactionResult::invalid(format!("{id} is Canceled."))),
        status => Some(TransactionResult::duplicate(format!(
            "{id} is {status} already."
        ))),
    }
}
