//! The token with which shops open checkouts.

use axum::extract::FromRequestParts;
use http::header::AUTHORIZATION;
use http::request::Parts;
use secrecy::ExposeSecret as _;
use sha2::{Digest as _, Sha256};
use shared::ErrorCode;
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::error::ApiError;

/// Proof that the request carries the shops' token.
#[derive(Clone, Copy, Debug)]
pub struct ShopToken;

impl FromRequestParts<App> for ShopToken {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Some(expected) = &app.config.api_token else {
            return Err(unauthorized(
                "This server has no API token, so nobody can open checkouts here. \
                 Set TATAMI_API_TOKEN or api_token in tatami.toml and start it again.",
            ));
        };
        let given = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim());
        match given {
            Some(token) if same(token, expected.expose_secret()) => Ok(Self),
            _ => Err(unauthorized(
                "Send the header authorization: Bearer … with this server's API token. Nothing was changed.",
            )),
        }
    }
}

fn unauthorized(message: &'static str) -> ApiError {
    ApiError::new(ErrorCode::Unauthorized, message)
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
