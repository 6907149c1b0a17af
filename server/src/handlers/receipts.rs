//! Dojo's receipt by e-mail.

use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use http::StatusCode;
use shared::CheckoutId;
use shared::checkout::ReceiptRequest;

use super::payer;
use crate::app::App;
use crate::checkout;
use crate::error::ApiError;
use crate::extract::{Json, Path};

/// `POST /api/checkouts/{id}/receipt`
///
/// # Errors
/// 400, 404, 409 unless paid, 429, 502, 503.
pub async fn create(
    State(app): State<App>,
    Path(id): Path<CheckoutId>,
    cookies: CookieJar,
    Json(request): Json<ReceiptRequest>,
) -> Result<StatusCode, ApiError> {
    payer::check(&app, &cookies, &id).await?;
    checkout::send_receipt(&app, &id, &request.email_address).await?;
    Ok(StatusCode::NO_CONTENT)
}
