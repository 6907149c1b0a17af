//! Card numbers, for the length of a request: what they say about scheme and outcome, and how they look when masked.

use std::fmt;

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// What a shopper typed. It can neither be stored nor printed.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CardInput {
    /// The name on the card.
    pub card_name: String,
    /// 13 to 19 digits; spaces and hyphens between them are allowed.
    pub card_number: String,
    /// `MM/YY`.
    pub expiry_date: String,
    /// The security code.
    pub cv2: String,
}

impl fmt::Debug for CardInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("CardInput([redacted])")
    }
}

/// What may be kept of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MaskedCard {
    /// First eight digits (six of a short number), `****`, last four.
    pub number: String,
    /// The last four digits.
    pub last4: String,
    /// The name on the card.
    pub name: String,
    /// When it expires.
    pub expiry: Expiry,
    /// Who issued it.
    pub scheme: Scheme,
    /// How the issuer behaves.
    pub behaviour: Behaviour,
}

/// The month after which a card is no longer good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Expiry {
    /// For example 2029.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

/// A card scheme, named as Dojo names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Scheme {
    /// 4…
    Visa,
    /// 51…55, 2221…2720
    Mastercard,
    /// 50, 56…58, 6…
    Maestro,
    /// 34, 37
    Amex,
    /// 6011, 644…649, 65
    Discover,
    /// 300…305, 36, 38, 39
    Dci,
}

/// How the pretended issuer of a card behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Behaviour {
    /// Asks for 3-D Secure.
    pub challenges: bool,
    /// Approves in the end.
    pub approves: bool,
}

/// One field of a card form that cannot be right. The names are those of the component's `errorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// No name.
    #[error("Enter the name on the card.")]
    CardNameRequired,
    /// Not a name: longer than 100 characters, or a card number.
    #[error("Enter the name as it stands on the card.")]
    CardNameInvalid,
    /// No number.
    #[error("Enter the card number.")]
    CardNumberRequired,
    /// Not 13 to 19 digits that pass the Luhn check.
    #[error("Check the card number.")]
    CardNumberInvalid,
    /// No expiry date.
    #[error("Enter the expiry date.")]
    ExpiryDateRequired,
    /// Not `MM/YY`.
    #[error("Enter the expiry date as MM/YY.")]
    ExpiryDateInvalid,
    /// The month has passed. Forms refuse it; [`crate::machine::payments::pay`] declines it instead, as the issuer would.
    #[error("The expiry date must be in the future.")]
    ExpiryDateMustBeInFuture,
    /// No security code.
    #[error("Enter the security code.")]
    Cv2Required,
    /// Not three digits (four for American Express).
    #[error("Check the security code.")]
    Cv2Invalid,
}

impl CardError {
    /// The component's `errorType`, for example `cardNumberInvalid`.
    #[must_use]
    pub fn error_type(self) -> &'static str {
        match self {
            Self::CardNameRequired => "cardNameRequired",
            Self::CardNameInvalid => "cardNameInvalid",
            Self::CardNumberRequired => "cardNumberRequired",
            Self::CardNumberInvalid => "cardNumberInvalid",
            Self::ExpiryDateRequired => "expiryDateRequired",
            Self::ExpiryDateInvalid => "expiryDateInvalid",
            Self::ExpiryDateMustBeInFuture => "expiryDateMustBeInFuture",
            Self::Cv2Required => "cv2Required",
            Self::Cv2Invalid => "cv2Invalid",
        }
    }
}

impl CardInput {
    /// Everything that is wrong with the form, in the order of its fields: what the hosted page and the component show.
    #[must_use]
    pub fn form_errors(&self, now: Timestamp) -> Vec<CardError> {
        let scheme = digits(&self.card_number)
            .ok()
            .map(|digits| scheme_of(&digits));
        let expiry = parse_expiry(&self.expiry_date).and_then(|expiry| {
            if expiry.is_past(now) {
                Err(CardError::ExpiryDateMustBeInFuture)
            } else {
                Ok(expiry)
            }
        });
        [
            check_name(&self.card_name, true).err(),
            digits(&self.card_number).err(),
            expiry.err(),
            check_cv2(&self.cv2, scheme).err(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The card without what may not be kept.
    ///
    /// # Errors
    /// The first field that cannot be right.
    pub fn mask(&self) -> Result<MaskedCard, CardError> {
        check_name(&self.card_name, false)?;
        let digits = digits(&self.card_number)?;
        let expiry = parse_expiry(&self.expiry_date)?;
        let last4 = digits[digits.len() - 4..].to_owned();
        Ok(MaskedCard {
            // PCI DSS 3.4.1 allows an eight-digit BIN only for numbers of 16 digits and more.
            number: format!(
                "{}****{last4}",
                &digits[..if digits.len() < 16 { 6 } else { 8 }]
            ),
            last4,
            name: self.card_name.trim().to_owned(),
            expiry,
            scheme: scheme_of(&digits),
            behaviour: behaviour_of(&digits),
        })
    }
}

impl MaskedCard {
    /// The card in the sandbox's pretended wallets.
    #[must_use]
    pub fn in_wallet() -> Self {
        Self {
            number: "42424242****4242".to_owned(),
            last4: "4242".to_owned(),
            name: "Wallet Holder".to_owned(),
            expiry: Expiry {
                year: 2099,
                month: 12,
            },
            scheme: Scheme::Visa,
            behaviour: Behaviour {
                challenges: false,
                approves: true,
            },
        }
    }

    /// Whether the security code is the one that the issuer knows.
    ///
    /// # Errors
    /// If it is no security code at all.
    pub fn accepts_cv2(&self, cv2: &str) -> Result<bool, CardError> {
        check_cv2(cv2, Some(self.scheme))?;
        Ok(match self.scheme {
            Scheme::Visa => cv2 == "341",
            Scheme::Mastercard => cv2 == "020",
            Scheme::Maestro | Scheme::Amex | Scheme::Discover | Scheme::Dci => true,
        })
    }
}

impl Expiry {
    /// Whether the month has ended.
    #[must_use]
    pub fn is_past(self, now: Timestamp) -> bool {
        let today = now.to_zoned(TimeZone::UTC).date();
        (today.year(), today.month()) > (self.year, self.month)
    }

    /// The first moment after the month, as far as the calendar reaches.
    #[must_use]
    pub fn ends_at(self) -> Timestamp {
        let (year, month) = match self.month {
            12 => (self.year.saturating_add(1), 1),
            month => (self.year, month.saturating_add(1)),
        };
        jiff::civil::Date::new(year, month, 1)
            .and_then(|date| date.to_zoned(TimeZone::UTC))
            .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }

    /// `MM/YY`.
    #[must_use]
    pub fn to_mm_yy(self) -> String {
        format!("{:02}/{:02}", self.month, self.year.rem_euclid(100))
    }

    /// The last day of the month as `YYYY-MM-DD`, as Dojo shows it in answers.
    #[must_use]
    pub fn to_last_day(self) -> String {
        jiff::civil::Date::new(self.year, self.month, 1)
            .map_or_else(|_| self.to_mm_yy(), |date| date.last_of_month().to_string())
    }
}

impl Scheme {
    /// As Dojo writes it: `VISA`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visa => "VISA",
            Self::Mastercard => "MASTERCARD",
            Self::Maestro => "MAESTRO",
            Self::Amex => "AMEX",
            Self::Discover => "DISCOVER",
            Self::Dci => "DCI",
        }
    }
}

/// Whether the digits pass the check that every card number passes (ISO/IEC 7812-1, annex B).
#[must_use]
pub fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(
            |(at, byte)| match (at % 2, u32::from(byte.wrapping_sub(b'0'))) {
                (0, digit) => digit,
                (_, digit @ 0..=4) => digit * 2,
                (_, digit) => digit * 2 - 9,
            },
        )
        .sum();
    sum.is_multiple_of(10)
}

fn digits(number: &str) -> Result<String, CardError> {
    let digits: String = number
        .chars()
        .filter(|character| !matches!(character, ' ' | '-'))
        .collect();
    if digits.is_empty() {
        return Err(CardError::CardNumberRequired);
    }
    let plausible = (13..=19).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.bytes().any(|byte| byte != b'0');
    if plausible && passes_luhn(&digits) {
        Ok(digits)
    } else {
        Err(CardError::CardNumberInvalid)
    }
}

fn check_name(name: &str, required: bool) -> Result<(), CardError> {
    let name = name.trim();
    if name.is_empty() && required {
        return Err(CardError::CardNameRequired);
    }
    // A number in the field for the name would be kept with the payment.
    let holds_number = name.chars().filter(char::is_ascii_digit).count() >= 8;
    if name.chars().count() > 100 || holds_number || name.chars().any(char::is_control) {
        return Err(CardError::CardNameInvalid);
    }
    Ok(())
}

fn parse_expiry(text: &str) -> Result<Expiry, CardError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CardError::ExpiryDateRequired);
    }
    let (month, year) = text.split_once('/').ok_or(CardError::ExpiryDateInvalid)?;
    let (month, year) = (month.trim(), year.trim());
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if month.len() != 2 || !matches!(year.len(), 2 | 4) || !numeric(month) || !numeric(year) {
        return Err(CardError::ExpiryDateInvalid);
    }
    let month: i8 = month.parse().map_err(|_| CardError::ExpiryDateInvalid)?;
    let parsed: i16 = year.parse().map_err(|_| CardError::ExpiryDateInvalid)?;
    let year = if year.len() == 2 {
        2000 + parsed
    } else {
        parsed
    };
    if !(1..=12).contains(&month) || !(2000..=2099).contains(&year) {
        return Err(CardError::ExpiryDateInvalid);
    }
    Ok(Expiry { year, month })
}

fn check_cv2(cv2: &str, scheme: Option<Scheme>) -> Result<(), CardError> {
    if cv2.is_empty() {
        return Err(CardError::Cv2Required);
    }
    let long_enough = match scheme {
        Some(Scheme::Amex) => cv2.len() == 4,
        Some(_) => cv2.len() == 3,
        None => matches!(cv2.len(), 3 | 4),
    };
    if long_enough && cv2.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(CardError::Cv2Invalid)
    }
}

fn scheme_of(digits: &str) -> Scheme {
    let prefix = |length: usize| digits[..length].parse::<u32>().unwrap_or(0);
    match (prefix(2), prefix(3), prefix(4)) {
        (40..=49, _, _) => Scheme::Visa,
        (34 | 37, _, _) => Scheme::Amex,
        (51..=55, _, _) | (_, _, 2221..=2720) => Scheme::Mastercard,
        (36 | 38 | 39, _, _) | (_, 300..=305, _) => Scheme::Dci,
        (65, _, _) | (_, 644..=649, _) | (_, _, 6011) => Scheme::Discover,
        _ => Scheme::Maestro,
    }
}

/// The table of test cards; every other number is approved without a challenge.
fn behaviour_of(digits: &str) -> Behaviour {
    let (challenges, approves) = match digits {
        "5200000000001096" | "4456530000001096" => (true, true),
        "4456530000001013" => (false, false),
        "5200000000001013" => (true, false),
        _ => (false, true),
    };
    Behaviour {
        challenges,
        approves,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(number: &str) -> CardInput {
        CardInput {
            card_name: "A Shopper".to_owned(),
            card_number: number.to_owned(),
            expiry_date: "12/29".to_owned(),
            cv2: "020".to_owned(),
        }
    }

    #[test]
    fn a_masked_card_keeps_eight_and_four_digits() {
        let masked = card("5200 0000 0000 1005").mask().expect("a test card");
        assert_eq!(masked.number, "52000000****1005");
        assert_eq!(masked.scheme, Scheme::Mastercard);
        assert_eq!(masked.expiry.to_last_day(), "2029-12-31");
    }

    #[test]
    fn every_documented_test_card_passes_the_luhn_check() {
        for number in [
            "5200000000001005",
            "5200000000001096",
            "4456530000001005",
            "4456530000001096",
            "4456530000001013",
            "5200000000001013",
        ] {
            assert!(passes_luhn(number), "{number}");
        }
    }

    #[test]
    fn a_form_names_each_wrong_field_as_the_component_does() {
        let now: Timestamp = "2026-03-01T00:00:00Z".parse().expect("a time");
        let types = |card: &CardInput| {
            card.form_errors(now)
                .into_iter()
                .map(CardError::error_type)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            types(&CardInput::default()),
            [
                "cardNameRequired",
                "cardNumberRequired",
                "expiryDateRequired",
                "cv2Required"
            ]
        );
        let wrong = CardInput {
            card_name: "5200 0000 0000 1005".to_owned(),
            card_number: "5200000000001006".to_owned(),
            expiry_date: "13/29".to_owned(),
            cv2: "02".to_owned(),
        };
        assert_eq!(
            types(&wrong),
            [
                "cardNameInvalid",
                "cardNumberInvalid",
                "expiryDateInvalid",
                "cv2Invalid"
            ]
        );
        let past = CardInput {
            expiry_date: "02/26".to_owned(),
            ..card("5200000000001005")
        };
        assert_eq!(types(&past), ["expiryDateMustBeInFuture"]);
    }

    #[test]
    fn a_card_is_good_to_the_end_of_its_month() {
        let expiry = Expiry {
            year: 2029,
            month: 12,
        };
        assert!(!expiry.is_past("2029-12-31T23:59:59Z".parse().expect("a time")));
        assert!(expiry.is_past("2030-01-01T00:00:00Z".parse().expect("a time")));
        assert_eq!(expiry.ends_at().to_string(), "2030-01-01T00:00:00Z");
    }

    #[test]
    fn odd_numbers_are_refused_without_panic() {
        for number in ["", "٤٤٥٦", "0000000000000000", "4", "é".repeat(16).as_str()] {
            assert!(card(number).mask().is_err(), "{number}");
        }
    }
}
