//! Acts as the shopper.

use axum::{Json, extract::Path};
use serde::Deserialize;
use serde_json::Value;

use super::Owner;
use crate::{
    account::AccountState,
    api::{Field, Input, Problem, Rule, Shape, Shaped, closed, optional, text},
    cards::CardInput,
    machine::{
        Refusal,
        challenge::{self, Answer},
        payments::{self, Attempt, Instrument, Outcome, Shopper, TransactionResult},
        setup_intent,
    },
};

/// What the shopper does.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Act {
    #[serde(flatten)]
    card: CardInput,
    postcode: Option<String>,
    #[serde(default)]
    save_card: bool,
    saved_card_id: Option<String>,
    wallet: Option<Value>,
    #[serde(default)]
    three_ds: Answer,
}

const FIELDS: &[Field] = &[
    optional("cardNumber", text(100)),
    optional("expiryDate", text(100)),
    optional("cv2", text(100)),
    optional("cardName", text(100)),
    optional("postcode", text(50)),
    optional("saveCard", Rule::Boolean),
    optional("savedCardId", text(100)),
    optional("wallet", Rule::Anything),
    optional("threeDs", Rule::OneOf(&["complete", "fail", "abandon"])),
];

impl Shaped for Act {
    const SHAPE: &'static Shape = &closed(FIELDS);
}

pub(super) async fn payment_intent(
    Owner(account): Owner,
    Path(id): Path<String>,
    Input(act): Input<Act>,
) -> Result<Json<TransactionResult>, Problem> {
    let result = account
        .change(|state, now| {
            let answer = act.three_ds;
            let outcome = payments::pay(state, &id, act.into_attempt(), now)?;
            conclude(state, outcome, answer, now)
        })
        .await??;
    Ok(Json(result))
}

pub(super) async fn setup_intent(
    Owner(account): Owner,
    Path(id): Path<String>,
    Input(act): Input<Act>,
) -> Result<Json<TransactionResult>, Problem> {
    let result = account
        .change(|state, now| {
            let answer = act.three_ds;
            let outcome = setup_intent::authorize(state, &id, &act.into_attempt(), now)?;
            conclude(state, outcome, answer, now)
        })
        .await??;
    Ok(Json(result))
}

fn conclude(
    state: &mut AccountState,
    outcome: Outcome,
    answer: Answer,
    now: jiff::Timestamp,
) -> Result<TransactionResult, Refusal> {
    match outcome {
        Outcome::Finished(result) => Ok(result),
        Outcome::Challenge(id) => challenge::answer(state, &id, answer, now),
    }
}

impl Act {
    fn into_attempt(self) -> Attempt {
        let wallet = self.wallet.filter(|wallet| *wallet != Value::Bool(false));
        let instrument = match (wallet, self.saved_card_id) {
            (Some(_), _) => Instrument::Wallet {
                card: (!self.card.card_number.is_empty()).then_some(self.card),
                approve: true,
            },
            (None, Some(id)) => Instrument::SavedCard {
                id,
                cv2: self.card.cv2,
            },
            (None, None) => Instrument::Card(self.card),
        };
        Attempt {
            instrument,
            save_card: self.save_card,
            shopper: Shopper {
                postcode: self.postcode,
                ..Shopper::default()
            },
            token: None,
        }
    }
}
