//! Identifiers that travel in addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A checkout's identifier and its capability: `co_` and 128 random bits in 22 base64url characters.
///
/// Whoever holds it may see the bill and pay it, so it comes from a secure source (the server) only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CheckoutId(String);

/// The text has not the form of the identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedId;

impl fmt::Display for MalformedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("This is not the identifier of a checkout.")
    }
}

impl std::error::Error for MalformedId {}

impl CheckoutId {
    /// The identifier as it stands in an address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CheckoutId {
    type Error = MalformedId;

    fn try_from(text: String) -> Result<Self, MalformedId> {
        let body = text.strip_prefix("co_").ok_or(MalformedId)?;
        let base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if body.len() == 22 && body.bytes().all(base64url) {
            Ok(Self(text))
        } else {
            Err(MalformedId)
        }
    }
}

impl From<CheckoutId> for String {
    fn from(id: CheckoutId) -> Self {
        id.0
    }
}

impl fmt::Display for CheckoutId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_form_is_an_identifier() {
        let good = "co_AAAAAAAAAAAAAAAAAAAA-_".to_owned();
        assert_eq!(CheckoutId::try_from(good.clone()).unwrap().as_str(), good);
        for bad in [
            "",
            "co_",
            "co_short",
            "pi_AAAAAAAAAAAAAAAAAAAAAA",
            "co_AAAAAAAAAAAAAAAAAAAA/+",
        ] {
            assert_eq!(
                CheckoutId::try_from(bad.to_owned()),
                Err(MalformedId),
                "{bad}"
            );
        }
    }
}
