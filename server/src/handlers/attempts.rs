//! Making a checkout ready to be paid.

use axum::Json as Answer;
use axum::extract::State;
use shared::{AttemptRequest, CheckoutId, PreparedAttempt};

use crate::app::App;
use crate::checkout;
use crate::error::ApiError;
use crate::extract::{Json, Path};

/// `POST /api/checkouts/{id}/attempts`
///
/// # Errors
/// 400, 404, 429, 502, 503.
pub async fn create(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
    Json(request): Json<AttemptRequest>,
) -> Result<Answer<PreparedAttempt>, ApiError> {
    Ok(Answer(checkout::prepare(&app, &id, request).await?))
}
