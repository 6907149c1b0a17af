//! Money as the card schemes count it: whole minor units of one currency, never a float.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The currencies that Dojo settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Currency {
    /// Pound sterling, 100 pence.
    #[serde(rename = "GBP")]
    Gbp,
    /// Euro, 100 cents.
    #[serde(rename = "EUR")]
    Eur,
}

impl Currency {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Gbp, Self::Eur];

    /// The ISO 4217 code, as Dojo's `currencyCode` has it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Gbp => "GBP",
            Self::Eur => "EUR",
        }
    }

    /// The sign shown before an amount.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Gbp => "£",
            Self::Eur => "€",
        }
    }

    /// What people call amounts in it: `Pounds`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gbp => "Pounds",
            Self::Eur => "Euros",
        }
    }
}

impl TryFrom<&str> for Currency {
    type Error = MoneyError;

    fn try_from(code: &str) -> Result<Self, MoneyError> {
        match code {
            "GBP" => Ok(Self::Gbp),
            "EUR" => Ok(Self::Eur),
            _ => Err(MoneyError::Currency),
        }
    }
}

/// An amount in minor units: `Money { value: 1250, .. }` is £12.50.
///
/// The JSON is Dojo's own: `{"value":1250,"currencyCode":"GBP"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Money {
    /// Minor units (pence, cents).
    pub value: i64,
    /// The currency of `value`.
    pub currency_code: Currency,
}

/// Why text or a number is no amount that can be charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// Nothing was entered.
    Empty,
    /// Not digits with at most one decimal point.
    NotANumber,
    /// More than two digits after the point.
    TooPrecise,
    /// A comma that does not stand between thousands.
    Comma,
    /// Zero or below.
    NotPositive,
    /// Below zero, where zero will do.
    Negative,
    /// Above [`Money::MAX_VALUE`].
    TooLarge,
    /// Neither GBP nor EUR, or two currencies in one sum.
    Currency,
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter an amount, for example 12.50.",
            Self::NotANumber => "Enter an amount in digits, for example 12.50.",
            Self::TooPrecise => "Enter an amount with at most two decimal places.",
            Self::Comma => {
                "Write pence after a point, for example 12.50. Commas stand between thousands."
            }
            Self::NotPositive => "The amount must be more than zero.",
            Self::Negative => "Enter 0 or more.",
            Self::TooLarge => "The amount must be at most 99,999,999.99.",
            Self::Currency => "The currency must be GBP or EUR.",
        })
    }
}

impl std::error::Error for MoneyError {}

impl Money {
    /// 99,999,999.99, the most that one checkout may ask for.
    pub const MAX_VALUE: i64 = 9_999_999_999;

    /// An amount that may also be zero or negative, such as a tip or a difference.
    #[must_use]
    pub const fn new(value: i64, currency_code: Currency) -> Self {
        Self {
            value,
            currency_code,
        }
    }

    /// An amount that can be charged.
    ///
    /// # Errors
    /// [`MoneyError::NotPositive`] and [`MoneyError::TooLarge`].
    pub fn chargeable(value: i64, currency_code: Currency) -> Result<Self, MoneyError> {
        match value {
            ..=0 => Err(MoneyError::NotPositive),
            1..=Self::MAX_VALUE => Ok(Self::new(value, currency_code)),
            _ => Err(MoneyError::TooLarge),
        }
    }

    /// Reads what a person typed, in major units: `12`, `12.5`, `£1,250.00`.
    ///
    /// # Errors
    /// Every [`MoneyError`] but `Currency` and `Negative`.
    pub fn parse(text: &str, currency_code: Currency) -> Result<Self, MoneyError> {
        match Self::parse_or_zero(text, currency_code) {
            Ok(money) => Self::chargeable(money.value, currency_code),
            Err(MoneyError::Negative) => Err(MoneyError::NotPositive),
            Err(error) => Err(error),
        }
    }

    /// Reads what a person typed where nothing is an amount too, such as a tip or a limit.
    ///
    /// # Errors
    /// Every [`MoneyError`] but `Currency` and `NotPositive`.
    pub fn parse_or_zero(text: &str, currency_code: Currency) -> Result<Self, MoneyError> {
        let text = text
            .trim()
            .trim_start_matches(currency_code.symbol())
            .trim_start();
        let (major, minor) = text.split_once('.').unwrap_or((text, ""));
        if major.is_empty() && minor.is_empty() {
            return Err(MoneyError::Empty);
        }
        if text.starts_with(['-', '−']) {
            return Err(MoneyError::Negative);
        }
        if !minor.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MoneyError::NotANumber);
        }
        if minor.len() > 2 {
            return Err(MoneyError::TooPrecise);
        }
        if !has_thousands(major) {
            return Err(MoneyError::Comma);
        }
        let mut value: i64 = 0;
        let digits = major.bytes().filter(|b| *b != b',').chain(minor.bytes());
        for byte in digits.chain(std::iter::repeat_n(b'0', 2 - minor.len())) {
            if !byte.is_ascii_digit() {
                return Err(MoneyError::NotANumber);
            }
            value = value
                .checked_mul(10)
                .and_then(|v| v.checked_add(i64::from(byte - b'0')))
                .ok_or(MoneyError::TooLarge)?;
        }
        if value > Self::MAX_VALUE {
            return Err(MoneyError::TooLarge);
        }
        Ok(Self::new(value, currency_code))
    }

    /// `1,234.50`, as it stands in a field, which shows the symbol beside it. [`Self::parse`] reads it.
    #[must_use]
    pub fn without_symbol(self) -> String {
        let shown = self.to_string();
        let digits = shown.strip_prefix(self.currency_code.symbol());
        digits.map_or_else(|| shown.clone(), str::to_owned)
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::Currency`] if they differ, [`MoneyError::TooLarge`] on overflow.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency_code != other.currency_code {
            return Err(MoneyError::Currency);
        }
        let value = self
            .value
            .checked_add(other.value)
            .ok_or(MoneyError::TooLarge)?;
        Ok(Self::new(value, self.currency_code))
    }

    /// A share of the amount in whole per cent, rounded half up to a minor unit.
    #[must_use]
    pub fn percent(self, percent: u8) -> Self {
        let share = (i128::from(self.value) * i128::from(percent) + 50).div_euclid(100);
        Self::new(i64::try_from(share).unwrap_or(i64::MAX), self.currency_code)
    }
}

/// Whether every comma stands between thousands, as in `1,250`. In `12,50` it would be a mistake to leave it out.
fn has_thousands(major: &str) -> bool {
    let mut groups = major.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3))
}

impl fmt::Display for Money {
    /// `£1,234.50`, `-£0.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.value < 0 {
            f.write_str("-")?;
        }
        f.write_str(self.currency_code.symbol())?;
        let absolute = self.value.unsigned_abs();
        let major = (absolute / 100).to_string();
        for (at, digit) in major.chars().enumerate() {
            if at > 0 && (major.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        write!(f, ".{:02}", absolute % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pounds(value: i64) -> Money {
        Money::new(value, Currency::Gbp)
    }

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(pounds(1250).to_string(), "£12.50");
        assert_eq!(pounds(Money::MAX_VALUE).to_string(), "£99,999,999.99");
        assert_eq!(Money::new(-5, Currency::Eur).to_string(), "-€0.05");
    }

    #[test]
    fn a_comma_for_a_point_is_refused_and_not_left_out() {
        for text in [
            "12,50", "7,5", "1,250,5", ",500", "1,,250", "1250,000", "1,250,",
        ] {
            let read = Money::parse(text, Currency::Gbp);
            assert_eq!(read, Err(MoneyError::Comma), "{text}");
        }
    }

    #[test]
    fn typed_amounts_become_minor_units() {
        for (text, value) in [
            ("12", 1200),
            ("12.5", 1250),
            (" £1,250.00 ", 125_000),
            (".5", 50),
            ("99,999,999.99", Money::MAX_VALUE),
        ] {
            assert_eq!(
                Money::parse(text, Currency::Gbp),
                Ok(pounds(value)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_cannot_be_charged_says_why() {
        for (text, error) in [
            ("", MoneyError::Empty),
            ("0", MoneyError::NotPositive),
            ("-5", MoneyError::NotPositive),
            ("−5", MoneyError::NotPositive),
            ("1.005", MoneyError::TooPrecise),
            ("ten", MoneyError::NotANumber),
            ("1e3", MoneyError::NotANumber),
            ("1.2.3", MoneyError::NotANumber),
            ("100000000.00", MoneyError::TooLarge),
            ("999999999999999999999", MoneyError::TooLarge),
        ] {
            assert_eq!(Money::parse(text, Currency::Gbp), Err(error), "{text}");
        }
    }

    #[test]
    fn nothing_is_an_amount_only_where_it_may_be() {
        let read = |text| Money::parse_or_zero(text, Currency::Gbp);
        for text in ["0", "0.00", "£0", ".0"] {
            assert_eq!(read(text), Ok(pounds(0)), "{text}");
            let price = Money::parse(text, Currency::Gbp);
            assert_eq!(price, Err(MoneyError::NotPositive), "{text}");
        }
        assert_eq!(read("12.50"), Ok(pounds(1250)));
        for (text, error) in [
            ("", MoneyError::Empty),
            ("-5", MoneyError::Negative),
            ("−5", MoneyError::Negative),
            ("100000000.00", MoneyError::TooLarge),
        ] {
            assert_eq!(read(text), Err(error), "{text}");
        }
    }

    #[test]
    fn two_currencies_do_not_add_up() {
        let euro = Money::new(1, Currency::Eur);
        assert_eq!(pounds(1).checked_add(euro), Err(MoneyError::Currency));
    }

    proptest! {
        #[test]
        fn every_chargeable_amount_survives_being_shown_and_read(value in 1..=Money::MAX_VALUE) {
            let shown = pounds(value).to_string();
            prop_assert_eq!(Money::parse(&shown, Currency::Gbp), Ok(pounds(value)));
            let in_a_field = pounds(value).without_symbol();
            prop_assert!(!in_a_field.contains('£'));
            prop_assert_eq!(Money::parse(&in_a_field, Currency::Gbp), Ok(pounds(value)));
        }

        #[test]
        fn a_percentage_never_exceeds_the_whole(value in 0..=Money::MAX_VALUE, percent in 0u8..=100) {
            let share = pounds(value).percent(percent).value;
            prop_assert!((0..=value).contains(&share));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*") {
            let _ = Money::parse(&text, Currency::Gbp);
        }
    }
}
