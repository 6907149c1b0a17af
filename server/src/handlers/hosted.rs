//! The plain form that leads to Dojo's page.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;
use shared::checkout::Checkout;
use shared::{AttemptMethod, AttemptRequest, CheckoutId, ErrorCode, Money};

use super::pay::{self, Told};
use crate::app::App;
use crate::checkout;
use crate::error::ApiError;
use crate::extract::{Form, Path};
use crate::pages::PageContext;

/// What the form sends; amounts in major units, as people type them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HostedForm {
    amount: String,
    tips_amount: String,
    tip_other: String,
    saved_card_id: String,
}

/// `POST /pay/{id}/hosted`: to Dojo's page, or back to ours with what is wrong.
///
/// # Errors
/// 404, 429, 502, 503.
pub async fn open(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
    context: PageContext,
    Form(form): Form<HostedForm>,
) -> Result<Response, ApiError> {
    let record = checkout::find(&app, &id).await?;
    let record = record.ok_or_else(ApiError::not_found)?;
    let checkout = checkout::view(&app, &record).await?;
    let prepared = match form.into_request(&checkout) {
        Ok(request) => checkout::prepare(&app, &id, request)
            .await
            .map_err(ApiError::from),
        Err(problem) => Err(problem),
    };
    match prepared {
        Ok(prepared) => Ok(match prepared.attempt {
            Some(attempt) => Redirect::to(&attempt.payment_link).into_response(),
            None => Redirect::to(&format!("/pay/{id}")).into_response(),
        }),
        Err(problem) if problem.code() == ErrorCode::InvalidRequest => {
            let message = Some(problem.message());
            let mut page = pay::respond(&app, &id, &context, &Told::default(), message).await?;
            *page.status_mut() = StatusCode::BAD_REQUEST;
            Ok(page)
        }
        Err(problem) => Err(problem),
    }
}

impl HostedForm {
    fn into_request(self, checkout: &Checkout) -> Result<AttemptRequest, ApiError> {
        let amount = match checkout.open_amount {
            Some(_) => Some(self.parse("amount", &self.amount, checkout)?),
            None => None,
        };
        let tips_amount = match (&checkout.tip, self.tips_amount.as_str()) {
            (None, _) => None,
            // Who types a tip means it, whatever is ticked.
            (Some(_), "" | "0") if self.tip_other.trim().is_empty() => Some(0),
            (Some(_), "" | "0") => Some(self.parse("tip_other", &self.tip_other, checkout)?),
            (Some(_), "other") => Some(self.parse("tip_other", &self.tip_other, checkout)?),
            (Some(_), text) => Some(self.parse("tips_amount", text, checkout)?),
        };
        let saved_card_id = Some(self.saved_card_id).filter(|id| !id.is_empty());
        Ok(AttemptRequest {
            method: match saved_card_id {
                Some(_) => AttemptMethod::SavedCard,
                None => AttemptMethod::HostedPage,
            },
            amount,
            tips_amount,
            saved_card_id,
            spent_client_session_secret: None,
        })
    }

    fn parse(&self, field: &str, text: &str, checkout: &Checkout) -> Result<i64, ApiError> {
        Money::parse(text, checkout.amount.currency_code)
            .map(|money| money.value)
            .map_err(|error| ApiError::invalid(Some(field.to_owned()), error.to_string()))
    }
}
