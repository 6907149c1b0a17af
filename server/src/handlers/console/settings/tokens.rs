//! Tokens with which shops open checkouts.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use shared::console::settings::tokens::{ApiTokens, MadeApiToken, NewApiToken};

use crate::app::App;
use crate::business::tokens;
use crate::error::StaffError;
use crate::extract::{self, Path, Staff};

/// `GET /api/console/settings/tokens`
///
/// # Errors
/// 503.
pub async fn list(State(app): State<App>) -> Result<Json<ApiTokens>, StaffError> {
    Ok(Json(tokens::list(&app).await?))
}

/// `POST /api/console/settings/tokens`: the answer shows the token, for the only time.
///
/// # Errors
/// 400 with the field, 409 if there are many already, 503.
pub async fn create(
    State(app): State<App>,
    Staff(actor): Staff,
    extract::Json(new): extract::Json<NewApiToken>,
) -> Result<(StatusCode, Json<MadeApiToken>), StaffError> {
    let made = tokens::make(&app, &actor, &new.name).await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// `DELETE /api/console/settings/tokens/{id}`: it works no more.
///
/// # Errors
/// 404, 503.
pub async fn revoke(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<StatusCode, StaffError> {
    tokens::revoke(&app, &actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
