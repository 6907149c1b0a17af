//! The token with which shops open checkouts.

use axum::extract::FromRequestParts;
use http::header::AUTHORIZATION;
use http::request::Parts;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use shared::ErrorCode;
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::business::tokens;
use crate::error::ApiError;

/// Proof that the request carries the shops' token.
#[derive(Clone, Copy, Debug)]
pub struct ShopToken;

impl FromRequestParts<App> for ShopToken {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let given = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        let Some(token) = given else {
            return Err(unauthorized());
        };
        // Both are always looked at, so that the time tells nothing about either.
        let configured = app.config.api_token.as_ref();
        let is_configured =
            configured.is_some_and(|expected| same(token, expected.expose_secret()));
        let is_of_console = tokens::works(app, token).await?;
        if is_configured || is_of_console {
            Ok(Self)
        } else {
            Err(unauthorized())
        }
    }
}

fn unauthorized() -> ApiError {
    ApiError::new(
        ErrorCode::Unauthorized,
        "Send the header authorization: Bearer … with an API token of this server. Nothing was changed. \
         Tokens are made in the console, under Settings.",
    )
}

/// Compares hashes, so that neither content nor length shows in the time that it takes.
fn same(given: &str, expected: &str) -> bool {
    let (given, expected) = (Sha256::digest(given), Sha256::digest(expected));
    given.as_slice().ct_eq(expected.as_slice()).into()
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn only_the_whole_token_will_do() {
        assert!(same("token", "token"));
        for wrong in ["", "toke", "tokenn", "Token"] {
            assert!(!same(wrong, "token"), "{wrong}");
        }
    }
}
