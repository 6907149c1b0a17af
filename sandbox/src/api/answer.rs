//! What handlers answer with.

use axum::Json;

use super::Problem;

/// A document, or why not.
pub(crate) type Answer<T> = Result<Json<T>, Problem>;
