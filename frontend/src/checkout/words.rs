//! What happened, whether money moved, and what to do next, in words.

use shared::Money;
use shared::checkout::Decline;

use super::step::{self, Reason};
use crate::ui::Tone;

/// A notice above the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How grave it is.
    pub tone: Tone,
    /// What happened.
    pub title: String,
    /// Whether money moved, and what to do next.
    pub text: String,
    /// Below it is a button that asks the server once more to get ready.
    pub can_prepare_again: bool,
}

impl Message {
    /// A notice without a button.
    #[must_use]
    pub fn new(tone: Tone, title: &str, text: &str) -> Self {
        Self {
            tone,
            title: title.to_owned(),
            text: text.to_owned(),
            can_prepare_again: false,
        }
    }

    /// Why nothing was charged, and what to do.
    #[must_use]
    pub fn after(reason: Reason) -> Self {
        let (tone, title, text) = match reason {
            Reason::Declined => (
                Tone::Error,
                "Your card was declined",
                "Nothing was charged. Check the card’s details, try another card, or pay in another way.",
            ),
            Reason::Referred => (
                Tone::Error,
                "Your card was declined",
                "Nothing was charged. Your bank wants to speak to you first: call the number on your card, or use another card.",
            ),
            Reason::AuthenticationFailed => (
                Tone::Error,
                "Your bank did not approve the payment",
                "Nothing was charged. Try again, and finish your bank’s check if it asks for one, or use another card.",
            ),
            Reason::SessionEnded => (
                Tone::Warning,
                "The secure session had ended",
                "Nothing was charged. A new one has begun: enter your card again, then press Pay.",
            ),
            Reason::Refused => (
                Tone::Error,
                "The payment was not accepted",
                "Nothing was charged. Check what you entered and try again, or pay in another way.",
            ),
            Reason::Failed => (
                Tone::Error,
                "The payment did not go through",
                "Nothing was charged. Enter your card again and press Pay, or pay in another way.",
            ),
        };
        Self::new(tone, title, text)
    }

    /// How the last attempt failed, when the page opens after it.
    #[must_use]
    pub fn earlier(decline: Decline) -> Self {
        Self::after(step::earlier(decline))
    }

    /// Another total needs another card form.
    #[must_use]
    pub fn new_total(total: Money, card_was_entered: bool) -> Self {
        let text = if card_was_entered {
            "Nothing was charged. The card form was made anew for it: enter your card again, then press Pay."
        } else {
            "Nothing was charged. Enter your card, then press Pay."
        };
        Self::new(Tone::Info, &format!("The total is now {total}"), text)
    }

    /// The card fields are not filled in.
    #[must_use]
    pub fn incomplete(errors: &[String]) -> Self {
        let text = format!("Nothing was charged. {}", errors.join(" "));
        Self::new(Tone::Error, "Check your card’s details", &text)
    }

    /// There is no network.
    #[must_use]
    pub fn offline() -> Self {
        let text = "Nothing was charged. You can pay as soon as the connection is back.";
        Self::new(Tone::Warning, "You are offline", text)
    }

    /// The network went while a component was paying.
    #[must_use]
    pub fn offline_while_paying() -> Self {
        let text = "It is not known yet whether you were charged. Do not pay again: this page finds out \
                    when the connection is back.";
        Self::new(Tone::Warning, "You are offline", text)
    }

    /// A saved card could not be preferred or removed.
    #[must_use]
    pub fn cards_not_changed(text: &str) -> Self {
        Self::new(Tone::Error, "Your saved cards were not changed", text)
    }

    /// Somebody removed a saved card while this page was open.
    #[must_use]
    pub fn card_is_gone() -> Self {
        let text = "Nothing was charged. Choose another card, or pay in another way.";
        Self::new(Tone::Warning, "This card is not kept any more", text)
    }

    /// The shopper closed the wallet.
    #[must_use]
    pub fn wallet_closed() -> Self {
        let text = "Nothing was charged. You can try again, or pay in another way.";
        Self::new(Tone::Info, "You closed the wallet", text)
    }

    /// The server could not get the payment ready.
    #[must_use]
    pub fn not_prepared(text: &str) -> Self {
        Self {
            can_prepare_again: true,
            ..Self::new(Tone::Error, "The payment could not be prepared", text)
        }
    }
}
