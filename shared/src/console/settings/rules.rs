//! What settings may be: the same in the form and on the server.

use super::{Messages, PaymentRules, Profile};
use crate::free_text::is_hidden;
use crate::{Money, card_number};

/// The longest terms, in characters.
pub const LONGEST_TERMS: usize = 2_000;

/// The longest e-mail, in characters.
pub const LONGEST_EMAIL: usize = 5_000;

/// The longest text message, in characters: two messages of a phone's.
pub const LONGEST_TEXT: usize = 300;

/// What is filled into messages.
pub const FILLED_IN: [&str; 4] = ["link", "business", "amount", "reference"];

/// What is wrong, and where: the field's name as JSON has it, and a sentence.
pub type Problem = (&'static str, String);

/// Whether this is a colour such as `#1a6b4f`.
#[must_use]
pub fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn check(field: &'static str, text: &str, most: usize) -> Result<(), Problem> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        Err((field, "Enter something here.".to_owned()))
    } else if length > most {
        let message = format!("This has {length} characters. Use at most {most}.");
        Err((field, message))
    } else if text.chars().any(|c| is_hidden(c) && c != '\n') {
        Err((field, "Use plain text only.".to_owned()))
    } else if card_number::is_in(text) {
        Err((
            field,
            "This looks like a card number. Take it out.".to_owned(),
        ))
    } else {
        Ok(())
    }
}

fn check_line(field: &'static str, text: &str, most: usize) -> Result<(), Problem> {
    check(field, text, most)?;
    if text.contains('\n') {
        return Err((field, "Write this on one line.".to_owned()));
    }
    Ok(())
}

/// Whether everything in braces is filled in: the customer would read what is not.
fn check_filled_in(field: &'static str, text: &str) -> Result<(), Problem> {
    for after in text.split('{').skip(1) {
        let name = after.split_once('}').map(|(name, _)| name);
        if name.is_none_or(|name| !FILLED_IN.contains(&name)) {
            let wrong = name.map_or_else(|| "{".to_owned(), |name| format!("{{{name}}}"));
            let known = FILLED_IN.map(|name| format!("{{{name}}}")).join(", ");
            let message = format!("{wrong} is not filled in. What is: {known}.");
            return Err((field, message));
        }
    }
    Ok(())
}

/// What a token, a shop and the like may be called.
///
/// # Errors
/// What is wrong with it.
pub fn check_name(text: &str) -> Result<(), Problem> {
    check_line("name", text, 100)
}

impl Profile {
    /// Whether this can be used, apart from the time zone, which the server knows.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Problem> {
        check_line("name", &self.name, 100)?;
        if let Some(phone) = &self.phone_number {
            check_line("phoneNumber", phone, 30)?;
            let dialled = |c: char| c.is_ascii_digit() || "+ ()-./".contains(c);
            if !phone.chars().all(dialled) || !phone.chars().any(|c| c.is_ascii_digit()) {
                let message = "Enter a phone number such as 020 7946 0000.";
                return Err(("phoneNumber", message.to_owned()));
            }
        }
        match &self.accent {
            Some(accent) if !is_colour(accent) => {
                Err(("accent", "Enter a colour such as #1a6b4f.".to_owned()))
            }
            _ => Ok(()),
        }
    }
}

impl PaymentRules {
    /// Whether this can be used.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Problem> {
        if self
            .refund_limit
            .is_some_and(|limit| !(0..=Money::MAX_VALUE).contains(&limit))
        {
            let message = "Enter a limit from 0 to 99,999,999.99.";
            return Err(("refundLimit", message.to_owned()));
        }
        check("noShowTerms", &self.no_show_terms, LONGEST_TERMS)?;
        check("unscheduledTerms", &self.unscheduled_terms, LONGEST_TERMS)
    }
}

impl Messages {
    /// Whether this can be used: whoever gets a message must get the link.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), Problem> {
        check_line("linkSubject", &self.link_subject, 150)?;
        check_filled_in("linkSubject", &self.link_subject)?;
        check_line("holdSubject", &self.hold_subject, 150)?;
        check_filled_in("holdSubject", &self.hold_subject)?;
        for (field, text, most) in [
            ("linkEmail", &self.link_email, LONGEST_EMAIL),
            ("linkText", &self.link_text, LONGEST_TEXT),
            ("holdEmail", &self.hold_email, LONGEST_EMAIL),
            ("holdText", &self.hold_text, LONGEST_TEXT),
        ] {
            check(field, text, most)?;
            check_filled_in(field, text)?;
            if !text.contains("{link}") {
                let message = "Say where the link goes: write {link} there.";
                return Err((field, message.to_owned()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn profile() -> Profile {
        Profile {
            name: "Tea House".to_owned(),
            email_address: None,
            phone_number: Some("+44 (0)20 7946 0000".to_owned()),
            accent: Some("#1a6b4f".to_owned()),
            time_zone: "Europe/London".to_owned(),
            currency: Currency::Gbp,
        }
    }

    #[test]
    fn the_first_thing_that_is_wrong_is_named() {
        assert_eq!(profile().check(), Ok(()));
        type Change = fn(&mut Profile);
        let cases: [(Change, &str); 6] = [
            (|p| p.name = " ".to_owned(), "name"),
            (|p| p.name = "x".repeat(101), "name"),
            (|p| p.name = "4111 1111 1111 1111".to_owned(), "name"),
            (|p| p.name = "two\nlines".to_owned(), "name"),
            (
                |p| p.phone_number = Some("call me".to_owned()),
                "phoneNumber",
            ),
            (|p| p.accent = Some("#fff".to_owned()), "accent"),
        ];
        for (change, field) in cases {
            let mut changed = profile();
            change(&mut changed);
            assert_eq!(changed.check().unwrap_err().0, field);
        }
    }

    #[test]
    fn a_message_without_the_link_is_refused() {
        let words = "{link}".to_owned();
        let mut messages = Messages {
            link_subject: "Pay".to_owned(),
            link_email: words.clone(),
            link_text: words.clone(),
            hold_subject: "Hold".to_owned(),
            hold_email: words.clone(),
            hold_text: words,
        };
        assert_eq!(messages.check(), Ok(()));
        messages.hold_text = "Come {soon}: {link}".to_owned();
        let (field, message) = messages.check().unwrap_err();
        assert_eq!(field, "holdText");
        assert!(message.starts_with("{soon} is not filled in."), "{message}");
        messages.hold_text = "Come soon".to_owned();
        assert_eq!(messages.check().unwrap_err().0, "holdText");
    }
}
