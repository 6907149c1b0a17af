//! What people type freely: names, notes, descriptions, terms. Never a card number.

use std::fmt;

use crate::card_number;

/// Why a text cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but white space.
    Empty,
    /// More than this many characters.
    TooLong(usize),
    /// A hidden character, or a line break where one line is wanted.
    Hidden,
    /// It holds what looks like a card number.
    CardNumber,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Fill this in."),
            Self::TooLong(most) => write!(f, "Use at most {most} characters."),
            Self::Hidden => f.write_str("Use plain text without special characters."),
            Self::CardNumber => f.write_str(
                "This looks like a card number, which must never be written down here. Remove it.",
            ),
        }
    }
}

impl std::error::Error for TextError {}

/// One line without outer white space; may be empty.
///
/// # Errors
/// Every [`TextError`] but [`TextError::Empty`].
pub fn line(text: &str, most: usize) -> Result<String, TextError> {
    check(text, most, is_hidden)
}

/// Several lines without outer white space; may be empty.
///
/// # Errors
/// Every [`TextError`] but [`TextError::Empty`].
pub fn lines(text: &str, most: usize) -> Result<String, TextError> {
    check(&text.replace("\r\n", "\n"), most, |c| {
        is_hidden(c) && c != '\n' && c != '\t'
    })
}

/// Refuses an empty text.
///
/// # Errors
/// [`TextError::Empty`].
pub fn given(text: String) -> Result<String, TextError> {
    if text.is_empty() {
        Err(TextError::Empty)
    } else {
        Ok(text)
    }
}

/// Whether nobody sees this character, or it turns the text around it: a control character, a space without width, a mark of
/// direction. What joins letters and emoji is none of them.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

fn check(text: &str, most: usize, forbidden: fn(char) -> bool) -> Result<String, TextError> {
    let trimmed = text.trim();
    // Dojo counts as .NET does, in UTF-16 units.
    if trimmed.encode_utf16().count() > most {
        return Err(TextError::TooLong(most));
    }
    if trimmed.chars().any(forbidden) {
        return Err(TextError::Hidden);
    }
    if card_number::is_in(trimmed) {
        return Err(TextError::CardNumber);
    }
    Ok(trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_white_space_goes_and_inner_lines_stay() {
        assert_eq!(line("  Ada ", 10), Ok("Ada".to_owned()));
        assert_eq!(lines(" a\r\nb ", 10), Ok("a\nb".to_owned()));
        assert_eq!(line("a\nb", 10), Err(TextError::Hidden));
        assert_eq!(line("  ", 10).and_then(given), Err(TextError::Empty));
    }

    #[test]
    fn nothing_hides_in_a_name() {
        for hiding in ["\u{200b}", "\u{202e}evil", "Ada\u{2066}"] {
            assert_eq!(line(hiding, 20), Err(TextError::Hidden), "{hiding:?}");
        }
        for joined in ["نامه\u{200c}ای", "👩\u{200d}🍳"] {
            assert!(line(joined, 20).is_ok(), "{joined}");
        }
    }

    #[test]
    fn card_numbers_and_too_much_are_refused() {
        assert_eq!(lines("abc", 2), Err(TextError::TooLong(2)));
        let text = "says 5200 0000 0000 1005";
        assert_eq!(lines(text, 100), Err(TextError::CardNumber));
    }
}
