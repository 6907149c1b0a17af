//! What to say after a card was not accepted: a sentence for the one who pays, one for staff, and the next step.

mod reason;
mod words;

use serde::{Deserialize, Serialize};

use crate::checkout::Decline;
use crate::console::phone_orders::Way;

/// What to say and do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// For the caller, to be read out. Blames nobody.
    pub caller: &'static str,
    /// For staff: what is known.
    pub staff: &'static str,
    /// What to do.
    pub next: Next,
}

/// What to do after a card was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Read the details back and key them again.
    CheckDetails,
    /// Take another card.
    AnotherCard,
    /// Send the link, so that the caller's bank can ask whether it is them.
    SendLink,
    /// Key the same card again.
    KeyAgain,
    /// The caller tries again, or another card, where they pay already.
    TryOnPage,
    /// The caller takes another card where they pay already.
    AnotherCardOnPage,
    /// Look how the payment stands before anything is tried again.
    LookFirst,
}

impl Next {
    /// In words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::CheckDetails => "Read the details back, then key the card again.",
            Self::AnotherCard => "Ask for another card, or send the link.",
            Self::SendLink => "Send the link: the caller’s bank can then ask them to confirm.",
            Self::KeyAgain => "Key the card again.",
            Self::TryOnPage => {
                "Ask the caller to try again or to use another card on the page they have open."
            }
            Self::AnotherCardOnPage => {
                "Ask the caller to use another card on the page they have open."
            }
            Self::LookFirst => "Wait until it is known how this ended. Do not charge again.",
        }
    }
}

/// Advice after a card was not accepted, fit for the way in which it is paid: staff can do nothing on the caller's page.
/// `decline` is what Dojo's API shows; the component's status code and message only choose among the words.
#[must_use]
pub fn advice(
    way: Way,
    decline: Option<Decline>,
    status_code: Option<i32>,
    message: Option<&str>,
) -> Advice {
    let reason = reason::reason(decline, status_code, message);
    match way {
        Way::Link => words::on_page(reason),
        Way::Keyed | Way::Undecided => words::keyed(reason),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_pays_on_their_page_is_not_sent_there_again() {
        let failed = Some(Decline::AuthenticationFailed);
        assert_eq!(
            advice(Way::Keyed, failed, None, None).next,
            Next::SendLink,
            "the link lets the bank ask"
        );
        let on_page = advice(Way::Link, failed, None, None);
        assert_eq!(on_page.next, Next::TryOnPage);
        assert!(on_page.staff.contains("3-D Secure"), "{}", on_page.staff);
        // While nobody knows whether it was charged, nothing is tried again in either way.
        for way in [Way::Keyed, Way::Link] {
            assert_eq!(advice(way, None, Some(500), None).next, Next::LookFirst);
        }
    }
}
