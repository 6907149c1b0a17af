//! The steps beside the form: the bank's 3-D Secure page, and the wallet's sheet.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use http::StatusCode;

use super::{
    challenge,
    error::PageError,
    field::{Submitted, SubmittedForm},
    form::Collects,
    hosted::{execute, find, finished, onward, shopper, suggest},
    layout::Page,
    link::{After, Link},
    outcome, wallet,
};
use crate::{
    account::AccountState,
    machine::{
        challenge::{Answer, Challenge, answer},
        payments::{Attempt, Instrument, Outcome},
    },
    state::Sandbox,
};

/// The bank asks.
pub(super) async fn show_challenge(
    State(sandbox): State<Sandbox>,
    Path((id, challenge_id)): Path<(String, String)>,
    Query(link): Query<Link>,
) -> Result<Response, PageError> {
    let account = sandbox.account_of(&id).ok_or(PageError::Unknown)?;
    account
        .change(|state, _| {
            let subject = find(state, &id)?;
            let asked = asked(state, &id, &challenge_id)?;
            if asked.result.is_some() {
                return Ok(Redirect::to(&link.to(&format!("/checkout/{id}"), None)).into_response());
            }
            let action = link.to(&format!("/checkout/{id}/challenge/{challenge_id}"), None);
            Ok(Page {
                title: "Confirm it is you",
                class: "checkout",
                status: StatusCode::OK,
                leads_to: subject.redirect_url(),
                body: challenge::sheet(subject, Some(&asked.prepared.card), &action),
            }
            .into_response())
        })
        .await?
}

/// The shopper answered the bank.
pub(super) async fn answer_challenge(
    State(sandbox): State<Sandbox>,
    Path((id, challenge_id)): Path<(String, String)>,
    Query(link): Query<Link>,
    SubmittedForm(submitted): SubmittedForm,
) -> Result<Response, PageError> {
    let account = sandbox.account_of(&id).ok_or(PageError::Unknown)?;
    let decision = match submitted.text("decision") {
        "complete" => Answer::Complete,
        "fail" => Answer::Fail,
        _ => Answer::Abandon,
    };
    account
        .change(|state, now| {
            asked(state, &id, &challenge_id)?;
            let result = answer(state, &challenge_id, decision, now)?;
            let subject = find(state, &id)?;
            if subject.is_open() {
                let after = match (decision, result.status_code) {
                    (Answer::Complete, 5) => After::Declined,
                    (Answer::Fail, 5) => After::Failed,
                    (_, 3) => After::Abandoned,
                    _ => After::Changed,
                };
                let form = link.to(&format!("/checkout/{id}"), Some(after));
                return Ok(Redirect::to(&form).into_response());
            }
            Ok(onward(subject, &id, &link))
        })
        .await?
}

/// The wallet's sheet. It is also where the form's button leads, which posts nothing yet.
pub(super) async fn wallet_sheet(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Query(link): Query<Link>,
    SubmittedForm(submitted): SubmittedForm,
) -> Result<Response, PageError> {
    let account = sandbox.account_of(&id).ok_or(PageError::Unknown)?;
    account
        .change(|state, now| {
            let subject = find(state, &id)?;
            if !subject.is_open() {
                return Ok(outcome::of(subject).into_response());
            }
            let approve = match submitted.text("decision") {
                "approve" => true,
                "decline" => false,
                _ => {
                    return sheet(state, &id, &link, Submitted::default(), StatusCode::OK);
                }
            };
            if approve && !Collects::of(subject).errors(&submitted).is_empty() {
                return sheet(
                    state,
                    &id,
                    &link,
                    submitted,
                    StatusCode::UNPROCESSABLE_ENTITY,
                );
            }
            let attempt = Attempt {
                instrument: Instrument::Wallet {
                    card: None,
                    approve,
                },
                shopper: if approve {
                    shopper(subject, &submitted)
                } else {
                    Default::default()
                },
                ..Attempt::default()
            };
            match execute(state, &id, attempt, now)? {
                Outcome::Challenge(_) => Err(PageError::Unknown),
                Outcome::Finished(result) => {
                    finished(state, &id, &link, Submitted::default(), &result)
                }
            }
        })
        .await?
}

fn sheet(
    state: &AccountState,
    id: &str,
    link: &Link,
    mut submitted: Submitted,
    status: StatusCode,
) -> Result<Response, PageError> {
    let subject = find(state, id)?;
    let errors = match status {
        StatusCode::OK => Vec::new(),
        _ => Collects::of(subject).errors(&submitted),
    };
    suggest(subject, &mut submitted);
    let action = link.to(&format!("/checkout/{id}/wallet"), None);
    let back = link.to(&format!("/checkout/{id}"), None);
    Ok(Page {
        title: "Apple Pay or Google Pay",
        class: "checkout",
        status,
        leads_to: subject.redirect_url(),
        body: wallet::sheet(subject, &action, &back, &submitted, &errors),
    }
    .into_response())
}

/// The challenge, if it was asked for this intent.
fn asked<'a>(
    state: &'a AccountState,
    id: &str,
    challenge_id: &str,
) -> Result<&'a Challenge, PageError> {
    state
        .challenges
        .get(challenge_id)
        .filter(|challenge| challenge.subject_id == id)
        .ok_or(PageError::Unknown)
}
