//! What the frames ask of the sandbox. The client session secret is all the power they have.

use axum::{
    Json,
    extract::{FromRequestParts, Path, State},
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};
use serde::Deserialize;
use serde_json::json;

use super::frames;
use crate::{
    account::AccountState,
    cards::CardInput,
    machine::{
        Refusal,
        challenge::{Answer, answer},
        payments::{self, Attempt, Instrument, Outcome, TransactionResult},
        setup_intent,
    },
    pages::{from_here, subject::Subject},
    state::Sandbox,
    store::StoreError,
};

use super::additional_info::AdditionalInfo;

/// A request that a frame of ours sends, not a page of somebody else's.
pub(super) struct FromFrame;

/// Body of `POST /components/session`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionRequest {
    payment_token: String,
}

/// Body of `POST /components/pay`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PayRequest {
    payment_token: String,
    card: Option<CardInput>,
    wallet: Option<WalletDecision>,
    #[serde(default)]
    additional_info: AdditionalInfo,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WalletDecision {
    Approve,
    Decline,
}

/// Body of `POST /components/challenge/{id}`.
#[derive(Deserialize)]
pub(super) struct ChallengeRequest {
    decision: Answer,
}

/// Why a frame gets no answer of the usual form.
pub(super) enum FrameError {
    Foreign,
    Unknown,
    Store(StoreError),
}

/// Whom to pay and how much, for the wallet's sheet.
pub(super) async fn session(
    _: FromFrame,
    State(sandbox): State<Sandbox>,
    Json(request): Json<SessionRequest>,
) -> Result<Response, FrameError> {
    let Some((account, id)) = sandbox.by_session_secret(&request.payment_token) else {
        return Ok(Json(without_session(&request.payment_token)).into_response());
    };
    account
        .change(|state, now| {
            let token = Some(request.payment_token.as_str());
            let subject = find(state, &id)?;
            let session = match subject {
                Subject::Payment(intent) => intent.session.as_ref(),
                Subject::Setup(setup) => Some(&setup.session),
            };
            if let Err(refused) = payments::check_token(session, token, now) {
                return Ok(Json(refused).into_response());
            }
            let total = subject.total().unwrap_or_default();
            Ok(Json(json!({"title": subject.title(), "total": total})).into_response())
        })
        .await?
}

/// Pays with a card or a wallet: a transaction result, or the way to a challenge.
pub(super) async fn pay(
    _: FromFrame,
    State(sandbox): State<Sandbox>,
    Json(request): Json<PayRequest>,
) -> Result<Response, FrameError> {
    let instrument = match (request.card, request.wallet) {
        (Some(card), None) => Instrument::Card(card),
        (None, Some(decision)) => Instrument::Wallet {
            card: None,
            approve: decision == WalletDecision::Approve,
        },
        _ => {
            let refused = TransactionResult::invalid("Either a card or a wallet has to pay.");
            return Ok(Json(refused).into_response());
        }
    };
    let Some((account, id)) = sandbox.by_session_secret(&request.payment_token) else {
        return Ok(Json(without_session(&request.payment_token)).into_response());
    };
    let attempt = Attempt {
        instrument,
        save_card: request.additional_info.save_payment_method,
        shopper: request.additional_info.into_shopper(),
        token: Some(request.payment_token),
    };
    account
        .change(|state, now| {
            let outcome = if state.intents.get(&id).is_some() {
                payments::pay(state, &id, attempt, now)
            } else {
                setup_intent::authorize(state, &id, &attempt, now)
            };
            Ok(match outcome? {
                Outcome::Finished(result) => Json(result).into_response(),
                Outcome::Challenge(id) => {
                    Json(json!({"challenge": format!("/components/challenge/{id}")}))
                        .into_response()
                }
            })
        })
        .await?
}

/// The bank's page in its frame.
pub(super) async fn show_challenge(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Response, FrameError> {
    let account = sandbox.account_of(&id).ok_or(FrameError::Unknown)?;
    account
        .change(|state, _| {
            let asked = state.challenges.get(&id).ok_or(FrameError::Unknown)?;
            let subject = find(state, &asked.subject_id)?;
            let action = format!("/components/challenge/{id}");
            Ok(frames::challenge(subject, Some(&asked.prepared.card), &action).into_response())
        })
        .await?
}

/// The shopper answered the bank.
pub(super) async fn answer_challenge(
    _: FromFrame,
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Json(request): Json<ChallengeRequest>,
) -> Result<Json<TransactionResult>, FrameError> {
    let account = sandbox.account_of(&id).ok_or(FrameError::Unknown)?;
    let result = account
        .change(|state, now| answer(state, &id, request.decision, now))
        .await??;
    Ok(Json(as_component_says(result)))
}

/// Of 3 the guide says that only the REST API shows it; to a merchant's script a challenge that was left is a failure.
fn as_component_says(result: TransactionResult) -> TransactionResult {
    match result.status_code {
        3 => TransactionResult {
            status_code: 30,
            message: "3-D Secure was not completed.".to_owned(),
            ..result
        },
        _ => result,
    }
}

/// No session was ever opened with this secret.
fn without_session(token: &str) -> TransactionResult {
    if token.is_empty() {
        TransactionResult::token_missing()
    } else {
        TransactionResult::token_refused()
    }
}

fn find<'a>(state: &'a AccountState, id: &str) -> Result<Subject<'a>, FrameError> {
    let payment = state.intents.get(id).map(Subject::Payment);
    payment
        .or_else(|| state.setup_intents.get(id).map(Subject::Setup))
        .ok_or(FrameError::Unknown)
}

impl<S: Send + Sync> FromRequestParts<S> for FromFrame {
    type Rejection = FrameError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        if from_here(&parts.headers) == Some(false) {
            return Err(FrameError::Foreign);
        }
        Ok(Self)
    }
}

impl From<StoreError> for FrameError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refusal> for FrameError {
    /// Frames look before they act, so that a refusal means that the intent has gone in between.
    fn from(_: Refusal) -> Self {
        Self::Unknown
    }
}

impl IntoResponse for FrameError {
    fn into_response(self) -> Response {
        let (status, result) = match self {
            Self::Foreign => (
                StatusCode::FORBIDDEN,
                TransactionResult::invalid(
                    "The request does not come from a frame of the sandbox.",
                ),
            ),
            Self::Unknown => (
                StatusCode::NOT_FOUND,
                TransactionResult::invalid("There is no such payment."),
            ),
            Self::Store(error) => {
                tracing::error!(%error, "the sandbox's data file failed");
                let result = TransactionResult {
                    status_code: 500,
                    auth_code: String::new(),
                    message:
                        "The transaction could not be stored: ask the REST API for its status."
                            .to_owned(),
                };
                (StatusCode::SERVICE_UNAVAILABLE, result)
            }
        };
        (status, Json(result)).into_response()
    }
}
