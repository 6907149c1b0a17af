//! What every page needs to know about the request that it answers.

use axum::extract::FromRequestParts;
use axum_extra::extract::cookie::CookieJar;
use http::Method;
use http::request::Parts;
use shared::Environment;
use shared::checkout::Merchant;

use super::theme::Theme;
use crate::app::App;
use crate::business;
use crate::error::ApiError;
use crate::security_headers::Nonce;

/// Who shows the page, and how.
#[derive(Clone, Debug)]
pub struct PageContext {
    /// Lets the page's own scripts run.
    pub nonce: Nonce,
    /// The look that was chosen.
    pub theme: Theme,
    /// Where the page stands, for forms that lead back to it.
    pub path: String,
    /// Whose page it is.
    pub merchant: Merchant,
    /// Whether real money moves.
    pub environment: Environment,
    /// The merchant's colour, `#rrggbb`.
    pub accent: Option<String>,
    /// The address of the merchant's logo.
    pub logo: Option<String>,
}

impl FromRequestParts<App> for PageContext {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let nonce = parts.extensions.get::<Nonce>().cloned();
        let nonce =
            nonce.ok_or_else(|| ApiError::internal("the route sets no security headers"))?;
        // A form's own address answers no GET, so the way back from its page is the shop or the bill that it belongs to.
        let path = match parts.method {
            Method::GET => parts.uri.path().to_owned(),
            _ => parts
                .uri
                .path()
                .rsplit_once('/')
                .map_or("/", |(parent, _)| parent)
                .to_owned(),
        };
        let business = business::settings(app).await;
        Ok(Self {
            nonce,
            theme: Theme::from_cookies(&CookieJar::from_headers(&parts.headers)),
            path: if path.is_empty() {
                "/".to_owned()
            } else {
                path
            },
            merchant: business.merchant.clone(),
            environment: app.environment,
            accent: business.accent.clone(),
            logo: business.logo_address(),
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A page of "Dojo Dogs" in the sandbox.
    pub(crate) fn context() -> PageContext {
        PageContext {
            nonce: Nonce::fresh().unwrap(),
            theme: Theme::System,
            path: "/".to_owned(),
            merchant: Merchant {
                name: "Dojo Dogs".to_owned(),
                email_address: None,
                phone_number: Some("020 7946 0000".to_owned()),
            },
            environment: Environment::Sandbox,
            accent: None,
            logo: None,
        }
    }
}
