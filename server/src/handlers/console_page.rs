//! The console's page.

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;

use crate::app::App;
use crate::error::ApiError;
use crate::pages::{PageContext, console};
use crate::router::console::guard;

/// `GET /console` and everything below it: one page, whose script shows the area that the address names.
///
/// # Errors
/// 503.
pub async fn show(
    State(app): State<App>,
    context: PageContext,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let present = guard::present(&app, &headers).await?;
    let bootstrap = console::bootstrap(&app, present.as_ref()).await?;
    console::page(&context, &bootstrap)
}
