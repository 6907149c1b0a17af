//! What was asked of the API, and what Dojo would have sent by e-mail; newest first.

use axum::Json;
use serde_json::{Value, json};

use super::Owner;
use crate::{api::Problem, emails::Email, requests::RequestEntry};

pub(super) async fn requests(Owner(account): Owner) -> Result<Json<Value>, Problem> {
    let newest_first: Vec<RequestEntry> = account
        .change(|state, _| state.requests.iter().rev().cloned().collect())
        .await?;
    Ok(Json(json!({ "data": newest_first })))
}

pub(super) async fn emails(Owner(account): Owner) -> Result<Json<Value>, Problem> {
    let newest_first: Vec<Email> = account
        .change(|state, _| state.emails.iter().rev().cloned().collect())
        .await?;
    Ok(Json(json!({ "data": newest_first })))
}
