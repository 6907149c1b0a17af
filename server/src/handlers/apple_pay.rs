//! The file by which Apple sees that the merchant may use Apple Pay on this domain.

use axum::extract::State;
use http::header::CONTENT_TYPE;

use crate::app::App;
use crate::error::ApiError;

/// The file's name, in the data directory and below `/.well-known/`.
pub const FILE: &str = "apple-developer-merchantid-domain-association";

/// `GET /.well-known/apple-developer-merchantid-domain-association`: the file that the operator put into the data directory.
///
/// # Errors
/// 404 while there is none.
pub async fn domain_association(
    State(app): State<App>,
) -> Result<([(http::HeaderName, &'static str); 1], Vec<u8>), ApiError> {
    let path = app.config.data_dir.join(FILE);
    let read = tokio::task::spawn_blocking(move || std::fs::read(path)).await;
    match read.map_err(ApiError::internal)? {
        Ok(bytes) => Ok(([(CONTENT_TYPE, "text/plain")], bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(ApiError::not_found()),
        Err(error) => Err(ApiError::internal(error)),
    }
}
