//! Where a request comes from.

use axum::extract::FromRequestParts;
use http::header::USER_AGENT;
use http::request::Parts;

use crate::app::App;
use crate::error::ApiError;
use crate::rate_limit;
use crate::staff::session::Origin;

impl FromRequestParts<App> for Origin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let user_agent = parts.headers.get(USER_AGENT);
        Ok(Self {
            address: rate_limit::client(
                &parts.extensions,
                &parts.headers,
                &app.config.trusted_proxies,
            ),
            user_agent: user_agent
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned(),
        })
    }
}
