//! The frontend's files.

use axum::response::Response;
use http::{HeaderMap, Method};

use crate::assets;
use crate::error::ApiError;
use crate::extract::Path;

/// `GET /assets/{path}`
///
/// # Errors
/// 404.
pub async fn file(
    Path(path): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    assets::answer(&path, &method, &headers).ok_or_else(ApiError::not_found)
}
