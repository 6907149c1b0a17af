//! The account as a whole: forget it, save it, restore it.

use axum::{Json, body::Bytes, http::StatusCode};
use serde_json::Value;

use super::Owner;
use crate::{api::Problem, store::StoreError};

pub(super) async fn reset(Owner(account): Owner) -> Result<StatusCode, Problem> {
    account.change(|state, _| state.forget()).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn save(Owner(account): Owner) -> Result<Json<Value>, Problem> {
    let snapshot = account.change(|state, _| state.snapshot()).await?;
    Ok(Json(snapshot.map_err(StoreError::from)?))
}

pub(super) async fn restore(Owner(account): Owner, body: Bytes) -> Result<StatusCode, Problem> {
    let snapshot: Value = serde_json::from_slice(&body)
        .map_err(|error| Problem::field("$", format!("The body is not valid JSON: {error}.")))?;
    account
        .change(|state, _| state.restore(&snapshot))
        .await?
        .map_err(|error| Problem::field("$", error.to_string()))?;
    Ok(StatusCode::NO_CONTENT)
}
