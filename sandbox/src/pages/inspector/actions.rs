//! What the inspector's buttons do. Each is a plain form and leads back to the page that it is on.

use axum::{
    extract::{FromRequestParts, Path},
    response::{IntoResponse, Redirect, Response},
};
use http::request::Parts;

use super::{
    Inspected, clock,
    faults::parse,
    frame::{Tab, account_path},
};
use crate::{
    control,
    pages::{
        error::PageError,
        field::{Submitted, SubmittedForm},
        guard,
    },
    state::Sandbox,
};

/// A form that was sent from a page of the inspector.
pub(super) struct Pressed(Inspected);

/// Moves the clock; what falls due is carried out before the page comes back.
pub(super) async fn advance(
    Pressed(inspected): Pressed,
    Path(account): Path<String>,
    SubmittedForm(submitted): SubmittedForm,
) -> Result<Response, PageError> {
    let wanted: Option<u32> = submitted.text("seconds").parse().ok();
    let known = wanted.filter(|seconds| clock::STEPS.iter().any(|(_, step)| step == seconds));
    if let Some(seconds) = known {
        control::advance(&inspected.account(&account)?, i64::from(seconds)).await?;
    }
    Ok(back(&account, &submitted))
}

/// Sends a delivery once more.
pub(super) async fn replay(
    Pressed(inspected): Pressed,
    Path((account, delivery)): Path<(String, String)>,
    SubmittedForm(submitted): SubmittedForm,
) -> Result<Response, PageError> {
    let known = inspected
        .account(&account)?
        .change(|state, now| state.replay(&delivery, now))
        .await?;
    if known {
        Ok(back(&account, &submitted))
    } else {
        Err(PageError::Unknown)
    }
}

/// Adds a fault.
pub(super) async fn add_fault(
    Pressed(inspected): Pressed,
    Path(account): Path<String>,
    SubmittedForm(submitted): SubmittedForm,
) -> Result<Response, PageError> {
    if let Some(fault) = parse(&submitted) {
        inspected
            .account(&account)?
            .change(|state, _| state.faults.add(fault))
            .await?;
    }
    Ok(Redirect::to(&Tab::Faults.path(&account)).into_response())
}

/// Ends all faults.
pub(super) async fn clear_faults(
    Pressed(inspected): Pressed,
    Path(account): Path<String>,
) -> Result<Response, PageError> {
    inspected
        .account(&account)?
        .change(|state, _| state.faults.clear())
        .await?;
    Ok(Redirect::to(&Tab::Faults.path(&account)).into_response())
}

/// Forgets the account, if the box was ticked.
pub(super) async fn reset(
    Pressed(inspected): Pressed,
    Path(account): Path<String>,
    SubmittedForm(submitted): SubmittedForm,
) -> Result<Response, PageError> {
    if submitted.text("sure") != "yes" {
        return Ok(Redirect::to(&Tab::Faults.path(&account)).into_response());
    }
    inspected
        .account(&account)?
        .change(|state, _| state.forget())
        .await?;
    Ok(Redirect::to(&account_path(&account)).into_response())
}

/// To the page on which the button is, which has to be one of this account.
fn back(account: &str, submitted: &Submitted) -> Response {
    let base = account_path(account);
    let wanted = submitted.text("back");
    let inside = wanted
        .strip_prefix(&base)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    Redirect::to(if inside { wanted } else { &base }).into_response()
}

impl FromRequestParts<Sandbox> for Pressed {
    type Rejection = PageError;

    async fn from_request_parts(
        parts: &mut Parts,
        sandbox: &Sandbox,
    ) -> Result<Self, Self::Rejection> {
        if guard::from_here(&parts.headers) != Some(true) {
            return Err(PageError::Foreign);
        }
        Inspected::from_request_parts(parts, sandbox)
            .await
            .map(Self)
    }
}
