//! The merchant's own name for an order.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::card_number;

/// The merchant's reference: 1 to 60 characters (Dojo's `CreatePaymentIntentRequest.reference`),
/// no control characters, and never a card number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// Why a text is no reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceError {
    /// Nothing but white space.
    Empty,
    /// More than [`Reference::MAX_CHARS`] characters.
    TooLong,
    /// A line break or another control character.
    ControlCharacter,
    /// It holds what looks like a card number.
    CardNumber,
}

impl fmt::Display for ReferenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter a reference.",
            Self::TooLong => "The reference must be at most 60 characters.",
            Self::ControlCharacter => "The reference must be one line of text.",
            Self::CardNumber => "The reference must not contain a card number.",
        })
    }
}

impl std::error::Error for ReferenceError {}

impl Reference {
    /// Dojo's limit.
    pub const MAX_CHARS: usize = 60;

    /// The text as the merchant gave it, without outer white space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Reference {
    type Error = ReferenceError;

    fn try_from(text: String) -> Result<Self, ReferenceError> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(ReferenceError::Empty);
        }
        if trimmed.chars().count() > Self::MAX_CHARS {
            return Err(ReferenceError::TooLong);
        }
        if trimmed.chars().any(char::is_control) {
            return Err(ReferenceError::ControlCharacter);
        }
        if card_number::is_in(trimmed) {
            return Err(ReferenceError::CardNumber);
        }
        Ok(Self(trimmed.to_owned()))
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Reference, ReferenceError> {
        Reference::try_from(text.to_owned())
    }

    #[test]
    fn sixty_characters_of_any_script_fit() {
        let emoji = "🧦".repeat(60);
        assert_eq!(parse(&emoji).unwrap().as_str(), emoji);
        assert_eq!(parse(&"x".repeat(61)), Err(ReferenceError::TooLong));
    }

    #[test]
    fn what_is_no_reference_says_why() {
        assert_eq!(parse("  "), Err(ReferenceError::Empty));
        assert_eq!(parse("a\nb"), Err(ReferenceError::ControlCharacter));
        assert_eq!(
            parse("card 5200 0000 0000 1005"),
            Err(ReferenceError::CardNumber)
        );
    }
}
