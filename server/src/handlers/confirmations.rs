//! Asking Dojo how a payment ended.

use axum::Json as Answer;
use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use shared::{Checkout, CheckoutId, Confirmation};

use super::payer;
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
    cookies: CookieJar,
    Json(confirmation): Json<Confirmation>,
) -> Result<(CookieJar, Answer<Checkout>), ApiError> {
    let cookies = match confirmation.status_code {
        Some(0) => payer::remember(&app, cookies, &id).await?,
        _ => cookies,
    };
    let checkout = checkout::confirm(&app, &id, confirmation).await?;
    Ok((cookies, Answer(checkout)))
}
