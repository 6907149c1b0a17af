//! The cards that Dojo keeps for a returning customer.

use axum::Json;
use axum::extract::State;
use shared::{Checkout, CheckoutId};

use crate::app::App;
use crate::checkout::saved_cards;
use crate::error::ApiError;
use crate::extract::Path;

/// `PUT /api/checkouts/{id}/saved-cards/{payment_method_id}/preferred`
///
/// # Errors
/// 404, 502, 503.
pub async fn prefer(
    State(app): State<App>,
    Path((id, payment_method_id)): Path<(CheckoutId, String)>,
) -> Result<Json<Checkout>, ApiError> {
    let checkout = saved_cards::prefer(&app, &id, &payment_method_id).await?;
    Ok(Json(checkout))
}

/// `DELETE /api/checkouts/{id}/saved-cards/{payment_method_id}`
///
/// # Errors
/// 404, 502, 503.
pub async fn remove(
    State(app): State<App>,
    Path((id, payment_method_id)): Path<(CheckoutId, String)>,
) -> Result<Json<Checkout>, ApiError> {
    let checkout = saved_cards::remove(&app, &id, &payment_method_id).await?;
    Ok(Json(checkout))
}
