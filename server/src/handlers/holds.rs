//! The shopper's side of a hold.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;

use crate::app::App;
use crate::error::ApiError;
use crate::extract::{Form, Path};
use crate::holds;
use crate::pages::{PageContext, hold};

/// What the form sends: the box, if it is ticked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AgreeForm {
    agree: String,
}

/// `GET /h/{code}`: the terms and the question, or how it ended.
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    context: PageContext,
) -> Result<Response, ApiError> {
    let (row, visit) = holds::visit(&app, &code).await?;
    Ok(hold::page(&context, &row, visit, None).into_response())
}

/// `POST /h/{code}/agree`: to Dojo's page, or back to ours if the box was not ticked.
///
/// # Errors
/// 404, 502, 503.
pub async fn agree(
    State(app): State<App>,
    Path(code): Path<String>,
    context: PageContext,
    Form(form): Form<AgreeForm>,
) -> Result<Response, ApiError> {
    let (row, visit) = holds::visit(&app, &code).await?;
    if form.agree != "yes" {
        let problem = "Tick the box to agree to the terms. Without that, your card is not kept.";
        let page = hold::page(&context, &row, visit, Some(problem));
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    }
    let words = holds::consent(&context.merchant.name, row.amount);
    let next = holds::agree(&app, &code, words).await?;
    Ok(match next {
        Some(page) => Redirect::to(page.as_str()).into_response(),
        None => Redirect::to(&format!("/h/{code}")).into_response(),
    })
}

/// `GET /h/{code}/return`: back from Dojo's page, which is a reason to look, and proves nothing.
///
/// # Errors
/// 404, 503.
pub async fn back(State(app): State<App>, Path(code): Path<String>) -> Result<Redirect, ApiError> {
    holds::back(&app, &code).await?;
    Ok(Redirect::to(&format!("/h/{code}")))
}
