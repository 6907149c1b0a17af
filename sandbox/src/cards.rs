//! Card numbers, for the length of a request: what they say about scheme and outcome, and how they look when masked.

mod form;

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use form::check_cv2;
pub use form::{CardError, CardInput};

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
