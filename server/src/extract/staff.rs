//! The member of staff whose request this is.

use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::app::App;
use crate::error::ApiError;
use crate::staff::Actor;

/// Who is at work. The guard of the console's routes has found out; elsewhere there is nobody.
#[derive(Clone, Debug)]
pub struct Staff(pub Actor);

impl FromRequestParts<App> for Staff {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        parts
            .extensions
            .get::<Actor>()
            .cloned()
            .map(Self)
            .ok_or_else(|| {
                ApiError::internal(
                    "a handler for staff stands outside the console's table of routes",
                )
            })
    }
}
