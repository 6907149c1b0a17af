//! The business's logo.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};

use crate::app::App;
use crate::business::logo;
use crate::error::ApiError;
use crate::extract::Path;

/// `GET /logo/{name}`: the name is made of the content, so it can be kept for good. What it is was found out when it was
/// taken in, and browsers are told not to guess.
///
/// # Errors
/// 404, 503.
pub async fn show(State(app): State<App>, Path(name): Path<String>) -> Result<Response, ApiError> {
    let logo = logo::find(&app, &name).await?;
    let logo = logo.ok_or_else(ApiError::not_found)?;
    let mut response = logo.content.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(logo.content_type));
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Ok(response)
}
