//! Where a person can be reached.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::card_number;

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
            && !card_number::is_in(trimmed)
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

/// A telephone number as people write it: 5 to 15 digits (ITU-T E.164), at most 50 characters (Dojo's limit).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// The text cannot be a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPhoneNumber;

impl fmt::Display for InvalidPhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enter a phone number such as 020 7946 0000 or +44 7865 432100.")
    }
}

impl std::error::Error for InvalidPhoneNumber {}

impl PhoneNumber {
    /// The number as it was written, without outer white space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a telephone dials: digits, with a plus before them if there was one.
    #[must_use]
    pub fn dialled(&self) -> String {
        self.0
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect()
    }

    /// The last nine digits, which are the same with and without the country's code, however the number is written.
    #[must_use]
    pub fn key(&self) -> String {
        let digits: Vec<char> = self.0.chars().filter(char::is_ascii_digit).collect();
        let skip = digits.len().saturating_sub(9);
        digits.into_iter().skip(skip).collect()
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = InvalidPhoneNumber;

    fn try_from(text: String) -> Result<Self, InvalidPhoneNumber> {
        let trimmed = text.trim();
        let digits = trimmed.chars().filter(char::is_ascii_digit).count();
        let clean = trimmed
            .char_indices()
            .all(|(at, c)| c.is_ascii_digit() || " -.()/".contains(c) || (c == '+' && at == 0));
        if (5..=15).contains(&digits)
            && trimmed.len() <= 50
            && clean
            && !card_number::is_in(trimmed)
        {
            Ok(Self(trimmed.to_owned()))
        } else {
            Err(InvalidPhoneNumber)
        }
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

impl fmt::Display for PhoneNumber {
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
    fn one_telephone_number_is_the_same_however_it_is_written() {
        for text in ["07700 900123", "+44 7700 900-123", "+44 (0)7700 900123"] {
            let number = PhoneNumber::try_from(text.to_owned()).unwrap();
            assert_eq!(number.key(), "700900123", "{text}");
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

    #[test]
    fn phone_numbers_are_taken_as_people_write_them() {
        for good in ["020 7946 0000", "+44 (0)7865-432100", "12345"] {
            assert!(PhoneNumber::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in ["", "1234", "call me", "44+123456", "5200 0000 0000 1005"] {
            assert!(PhoneNumber::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        let number = PhoneNumber::try_from("+44 7865 432100".to_owned()).unwrap();
        assert_eq!(number.dialled(), "+447865432100");
    }
}
