//! Today's takings and what needs attention.

use axum::Json;
use axum::extract::State;
use shared::console::overview::{Attention, Overview};

use crate::app::App;
use crate::error::StaffError;
use crate::overview;

/// `GET /api/console/overview`
///
/// # Errors
/// 503.
pub async fn show(State(app): State<App>) -> Result<Json<Overview>, StaffError> {
    Ok(Json(overview::overview(&app).await?))
}

/// `GET /api/console/overview/attention`
///
/// # Errors
/// 503.
pub async fn attention(State(app): State<App>) -> Result<Json<Attention>, StaffError> {
    Ok(Json(overview::attention(&app).await?))
}
