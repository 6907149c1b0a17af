//! Asking Dojo how a payment ended.

use axum::Json as Answer;
use axum::extract::State;
use shared::{Checkout, CheckoutId, Confirmation};

use crate::app::App;
use crate::checkout;
use crate::error::ApiError;
use crate::extract::{Json, Path};

/// `POST /api/checkouts/{id}/confirm`
///
/// # Errors
/// 400, 404, 503.
pub async fn create(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
    Json(confirmation): Json<Confirmation>,
) -> Result<Answer<Checkout>, ApiError> {
    Ok(Answer(checkout::confirm(&app, &id, confirmation).await?))
}
