//! The headers that tell the browser what our pages may do, and the nonce that lets our own scripts run.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{CACHE_CONTROL, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::app::App;
use crate::error::ApiError;

/// Lets exactly the scripts and styles of one answer run; new for every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    /// A nonce that nobody can guess.
    ///
    /// # Errors
    /// If the system gives no randomness.
    pub fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(STANDARD.encode(bytes)))
    }

    /// The value of `nonce="…"`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What differs from one installation to another.
#[derive(Clone, Debug)]
pub struct SecurityHeaders {
    components: String,
    hosted: String,
    https: bool,
    live: bool,
}

impl SecurityHeaders {
    /// Those of this installation.
    #[must_use]
    pub fn of(app: &App) -> Self {
        let hosted = app.access.hosted_page();
        Self::new(&app.public_url, &app.access.components_url, &hosted)
    }

    /// `components` is where Dojo's script comes from, `hosted` where Dojo's payment page stands.
    #[must_use]
    pub fn new(public_url: &Url, components: &Url, hosted: &Url) -> Self {
        let components = components.origin().ascii_serialization();
        Self {
            live: components.starts_with("https:"),
            components,
            hosted: hosted.origin().ascii_serialization(),
            https: public_url.scheme() == "https",
        }
    }

    fn content_security_policy(&self, nonce: &Nonce) -> String {
        let (components, hosted) = (&self.components, &self.hosted);
        let nonce = nonce.as_str();
        // Dojo's components open frames and call services on its other hosts, and wallets on Apple's and Google's.
        let (scripts, frames) = if self.live {
            (
                " https://*.dojo.tech https://pay.google.com https://applepay.cdn-apple.com",
                " https://*.dojo.tech https://pay.google.com",
            )
        } else {
            ("", "")
        };
        // `form-action` names the hosted page: Chromium applies it also to the redirect that follows our own form.
        [
            "default-src 'none'".to_owned(),
            format!("script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval' {components}{scripts}"),
            format!("style-src 'self' 'nonce-{nonce}'"),
            format!("img-src 'self' data: {components}{frames}"),
            "font-src 'self'".to_owned(),
            format!("connect-src 'self' {components}{frames}"),
            format!("frame-src {components}{frames}"),
            format!("form-action 'self' {hosted}"),
            "manifest-src 'self'".to_owned(),
            "base-uri 'none'".to_owned(),
            "frame-ancestors 'none'".to_owned(),
        ]
        .join("; ")
    }

    fn apply(&self, nonce: &Nonce, headers: &mut HeaderMap) {
        let policy = self.content_security_policy(nonce);
        let payment = format!(
            "payment=(self \"{}\"), camera=(), geolocation=(), microphone=(), usb=()",
            self.components
        );
        for (name, value) in [
            ("content-security-policy", policy),
            ("permissions-policy", payment),
        ] {
            if let Ok(value) = HeaderValue::try_from(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        // `same-origin`, not `no-referrer`: with the latter, forms would carry `Origin: null` and could not be told
        // from another site's. Either way no other site learns a checkout's address.
        // Wallets may open a window that must be able to answer, hence `allow-popups`.
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin-allow-popups"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        // A checkout changes by the second and its address is a secret: only files say that they may be kept.
        headers
            .entry(CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
        if self.https {
            headers.insert(
                http::header::STRICT_TRANSPORT_SECURITY,
                HeaderValue::from_static("max-age=31536000"),
            );
        }
    }
}

/// Middleware: makes the nonce, lets the handler have it, and sets the headers on whatever it answers.
///
/// # Errors
/// Without randomness there is no safe page, so the request is refused.
pub async fn protect(
    State(policy): State<Arc<SecurityHeaders>>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let nonce = Nonce::fresh().map_err(ApiError::internal)?;
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    policy.apply(&nonce, response.headers_mut());
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(public_url: &str, components: &str, hosted: &str) -> HeaderMap {
        let url = |text: &str| Url::parse(text).unwrap();
        let mut headers = HeaderMap::new();
        SecurityHeaders::new(&url(public_url), &url(components), &url(hosted))
            .apply(&Nonce("bm9uY2U=".to_owned()), &mut headers);
        headers
    }

    #[test]
    fn the_policy_names_dojo_and_nobody_else_in_the_sandbox() {
        let headers = headers(
            "http://127.0.0.1:8080",
            "http://127.0.0.1:8081/payments/v1/client.js",
            "http://127.0.0.1:8081/checkout",
        );
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains(
            "script-src 'self' 'nonce-bm9uY2U=' 'wasm-unsafe-eval' http://127.0.0.1:8081;"
        ));
        assert!(policy.contains("form-action 'self' http://127.0.0.1:8081;"));
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe-inline") && !policy.contains("https:"));
        assert!(!headers.contains_key("strict-transport-security"));
        assert!(
            headers["permissions-policy"]
                .to_str()
                .unwrap()
                .starts_with("payment=(self \"http://127.0.0.1:8081\")")
        );
    }

    #[test]
    fn https_is_made_to_stay() {
        let headers = headers(
            "https://pay.example",
            "https://cdn.dojo.tech/payments/v1/client.js",
            "https://pay.dojo.tech",
        );
        assert!(headers.contains_key("strict-transport-security"));
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("form-action 'self' https://pay.dojo.tech;"));
    }

    #[test]
    fn no_two_answers_share_a_nonce() {
        assert_ne!(Nonce::fresh().unwrap(), Nonce::fresh().unwrap());
    }
}
