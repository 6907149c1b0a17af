//! What Dojo tells us.

use axum::extract::State;
use http::{HeaderMap, StatusCode};

use crate::app::App;
use crate::error::ApiError;
use crate::events::inbox;
use crate::extract::RawBody;

/// `POST /webhooks/dojo`: once this answers 200, the event is stored and cannot be lost.
///
/// # Errors
/// 400 for a signed body that is no event, 401 without a fitting signature, 413, 503.
pub async fn receive(
    State(app): State<App>,
    headers: HeaderMap,
    RawBody(body): RawBody,
) -> Result<StatusCode, ApiError> {
    let signature = headers
        .get("dojo-signature")
        .and_then(|value| value.to_str().ok());
    inbox::accept(&app, signature, &body).await?;
    Ok(StatusCode::OK)
}
