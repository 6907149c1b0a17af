//! The card form: what a shopper types, and what is wrong with it, as the component's `errorType` names it.

use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;

use super::{Expiry, MaskedCard, Scheme, behaviour_of, passes_luhn, scheme_of};

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

pub(super) fn check_cv2(cv2: &str, scheme: Option<Scheme>) -> Result<(), CardError> {
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
