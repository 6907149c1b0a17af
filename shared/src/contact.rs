//! Where a person can be reached.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An e-mail address: something, one `@`, a domain with a dot; at most 254 characters (RFC 5321).
///
/// Whether mail arrives is known only by sending it, so this refuses what cannot work and no more.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The text cannot be an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidEmailAddress;

impl fmt::Display for InvalidEmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enter an e-mail address such as name@example.com.")
    }
}

impl std::error::Error for InvalidEmailAddress {}

impl EmailAddress {
    /// The address without outer white space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = InvalidEmailAddress;

    fn try_from(text: String) -> Result<Self, InvalidEmailAddress> {
        let trimmed = text.trim();
        let (local, domain) = trimmed.rsplit_once('@').ok_or(InvalidEmailAddress)?;
        let domain_works = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
        let clean = trimmed
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !"<>,;\"".contains(c));
        if trimmed.len() <= 254
            && !local.is_empty()
            && !local.contains('@')
            && domain_works
            && clean
        {
            Ok(Self(trimmed.to_owned()))
        } else {
            Err(InvalidEmailAddress)
        }
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A postal address, in the words of Dojo's `Address`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Address {
    /// First line, at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// Second line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address2: Option<String>,
    /// Town or city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Postcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country_code: String,
}

/// Whom and where to deliver, in the words of Dojo's `ShippingDetails`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShippingDetails {
    /// The recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_can_work_are_taken() {
        for good in [
            "a@example.com",
            " first.last+tag@sub.example.co.uk ",
            "δοκιμή@παράδειγμα.ελ",
        ] {
            assert!(EmailAddress::try_from(good.to_owned()).is_ok(), "{good}");
        }
    }

    #[test]
    fn addresses_that_cannot_work_are_refused() {
        for bad in [
            "",
            "a",
            "a@b",
            "@example.com",
            "a@@example.com",
            "a b@example.com",
            "a@.com",
            "a@example.com,b@example.com",
        ] {
            assert_eq!(
                EmailAddress::try_from(bad.to_owned()),
                Err(InvalidEmailAddress),
                "{bad}"
            );
        }
    }
}
