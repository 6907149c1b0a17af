//! The checkout as the page's scripts see it.

use axum::Json;
use axum::extract::State;
use shared::{Checkout, CheckoutId};

use crate::app::App;
use crate::checkout;
use crate::error::ApiError;
use crate::extract::Path;

/// `GET /api/checkouts/{id}`
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
) -> Result<Json<Checkout>, ApiError> {
    let record = checkout::find(&app, &id).await?;
    let record = record.ok_or_else(ApiError::not_found)?;
    Ok(Json(checkout::view(&app, &record).await?))
}
