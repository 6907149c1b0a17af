//! What to say after a card was not accepted: a sentence for the one who pays, one for staff, and the next step.

use serde::{Deserialize, Serialize};

use crate::checkout::Decline;

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
            Self::LookFirst => "Wait until it is known how this ended. Do not charge again.",
        }
    }
}

/// Why, as far as it is known. Each has its own advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Declined,
    Referred,
    NotConfirmed,
    SecurityCode,
    Number,
    Expiry,
    Funds,
    Limit,
    NotPermitted,
    KeptPrivate,
    Duplicate,
    NotValid,
    SessionEnded,
    Failed,
    Unclear,
    Unknown,
}

/// Parts of Dojo's and of banks' messages and what they mean; the first that fits counts.
const MESSAGES: [(&str, Reason); 26] = [
    ("insufficient", Reason::Funds),
    ("not sufficient", Reason::Funds),
    ("no funds", Reason::Funds),
    ("exceeds", Reason::Limit),
    ("limit", Reason::Limit),
    ("cvv", Reason::SecurityCode),
    ("cv2", Reason::SecurityCode),
    ("cvc", Reason::SecurityCode),
    ("security code", Reason::SecurityCode),
    ("expired token", Reason::SessionEnded),
    ("token", Reason::SessionEnded),
    ("expir", Reason::Expiry),
    ("lost", Reason::KeptPrivate),
    ("stolen", Reason::KeptPrivate),
    ("fraud", Reason::KeptPrivate),
    ("pick up", Reason::KeptPrivate),
    ("retain", Reason::KeptPrivate),
    ("restricted", Reason::NotPermitted),
    ("not permitted", Reason::NotPermitted),
    ("not allowed", Reason::NotPermitted),
    ("card number", Reason::Number),
    ("no such", Reason::Number),
    ("refer", Reason::Referred),
    ("3-d secure", Reason::NotConfirmed),
    ("3ds", Reason::NotConfirmed),
    ("duplicate", Reason::Duplicate),
];

/// Advice after a card was not accepted. `decline` is what Dojo's API shows; the component's status code and message only
/// choose among the words.
#[must_use]
pub fn advice(decline: Option<Decline>, status_code: Option<i32>, message: Option<&str>) -> Advice {
    words(reason(decline, status_code, message))
}

fn reason(decline: Option<Decline>, status_code: Option<i32>, message: Option<&str>) -> Reason {
    let by_code = match status_code {
        Some(3) => Some(Reason::NotConfirmed),
        Some(4) => Some(Reason::Referred),
        Some(20) => Some(Reason::Duplicate),
        Some(400) => Some(Reason::NotValid),
        Some(401 | 404) => Some(Reason::SessionEnded),
        Some(500) if decline.is_none() => Some(Reason::Unclear),
        Some(30) if decline.is_none() => Some(Reason::Failed),
        _ => None,
    };
    if let Some(reason) = by_code {
        return reason;
    }
    let message = message.unwrap_or_default().to_lowercase();
    let told = MESSAGES
        .iter()
        .find(|(part, _)| message.contains(part))
        .map(|(_, reason)| *reason);
    match (told, decline, status_code) {
        (Some(reason), _, _) => reason,
        (None, Some(Decline::AuthenticationFailed), _) => Reason::NotConfirmed,
        (None, Some(Decline::Declined), _) | (None, None, Some(5)) => Reason::Declined,
        (None, None, _) => Reason::Unknown,
    }
}

fn words(reason: Reason) -> Advice {
    let (caller, staff, next) = match reason {
        Reason::Declined => (
            "The bank has not approved this card, and nothing was charged. Would you like to use another card?",
            "The bank declined without saying why. Keying the same card again will most likely be declined too.",
            Next::AnotherCard,
        ),
        Reason::Referred => (
            "The bank would like to speak with you first; the number is on the card. Nothing was charged.",
            "The bank wants to hear from the cardholder before it decides.",
            Next::AnotherCard,
        ),
        Reason::NotConfirmed => (
            "The bank has not approved the payment, and nothing was charged. Shall we try once more?",
            "The bank’s 3-D Secure check was not finished, or the bank declined after it.",
            Next::SendLink,
        ),
        Reason::SecurityCode => (
            "May I check the three or four digits of the security code with you again? Nothing was charged.",
            "The security code is not the one that the bank has.",
            Next::CheckDetails,
        ),
        Reason::Number => (
            "May I read the card number back to you? Nothing was charged.",
            "The bank does not know this card number. A digit may have been misheard.",
            Next::CheckDetails,
        ),
        Reason::Expiry => (
            "May I check the expiry date on the card with you? Nothing was charged.",
            "The expiry date is past, or not the one that the bank has.",
            Next::CheckDetails,
        ),
        Reason::Funds => (
            "The bank has not approved this amount on this card, and nothing was charged. Would you like to use another \
             card?",
            "The bank says that there is not enough money for this amount. Do not mention it unless the caller does.",
            Next::AnotherCard,
        ),
        Reason::Limit => (
            "The bank does not allow this amount on this card today, and nothing was charged. Would you like to use \
             another card?",
            "The amount is above a limit that the bank has set for this card.",
            Next::AnotherCard,
        ),
        Reason::NotPermitted => (
            "The bank does not allow this kind of payment with this card, and nothing was charged. Would you like to use \
             another card?",
            "The card cannot be used for orders by phone or online. The link may work where keying does not.",
            Next::SendLink,
        ),
        Reason::KeptPrivate => (
            "The bank has not approved this card, and nothing was charged. Would you like to use another card?",
            "The bank gave a reason that stays between it and the cardholder. Do not try this card again, and do not ask \
             about it.",
            Next::AnotherCard,
        ),
        Reason::Duplicate => (
            "One moment please, I am checking whether the payment went through already.",
            "Dojo took this for a payment that was made already.",
            Next::LookFirst,
        ),
        Reason::NotValid => (
            "May I check the card’s details with you again? Nothing was charged.",
            "Dojo refused what was keyed before it reached a bank.",
            Next::CheckDetails,
        ),
        Reason::SessionEnded => (
            "I need to key the card once more; nothing was charged.",
            "The secure session had ended. A new one has begun.",
            Next::KeyAgain,
        ),
        Reason::Failed => (
            "The payment did not go through, and nothing was charged. Shall we try again?",
            "Something failed between Dojo and the bank. It was not the card.",
            Next::KeyAgain,
        ),
        Reason::Unclear => (
            "One moment please, I am waiting for the bank’s answer.",
            "Dojo could not say how it ended.",
            Next::LookFirst,
        ),
        Reason::Unknown => (
            "The payment did not go through, and nothing was charged. Would you like to try another card?",
            "No reason was given.",
            Next::AnotherCard,
        ),
    };
    Advice {
        caller,
        staff,
        next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_chooses_among_declines() {
        let declined = |message| reason(Some(Decline::Declined), Some(5), Some(message));
        assert_eq!(declined("Insufficient funds"), Reason::Funds);
        assert_eq!(declined("CV2 mismatch"), Reason::SecurityCode);
        assert_eq!(declined("Expired card"), Reason::Expiry);
        assert_eq!(declined("Card reported stolen"), Reason::KeptPrivate);
        assert_eq!(declined("The transaction was declined."), Reason::Declined);
        assert_eq!(declined("Zz 99"), Reason::Declined);
    }

    #[test]
    fn the_status_code_counts_where_it_is_plain() {
        let of = |code| reason(None, Some(code), None);
        assert_eq!(of(4), Reason::Referred);
        assert_eq!(of(5), Reason::Declined);
        assert_eq!(of(20), Reason::Duplicate);
        assert_eq!(of(401), Reason::SessionEnded);
        assert_eq!(of(500), Reason::Unclear);
        assert_eq!(of(999), Reason::Unknown);
        assert_eq!(reason(None, None, None), Reason::Unknown);
        let failed = Some(Decline::AuthenticationFailed);
        assert_eq!(reason(failed, None, None), Reason::NotConfirmed);
        // Dojo's API has a decline, so that the outcome is not unclear.
        assert_eq!(
            reason(Some(Decline::Declined), Some(500), None),
            Reason::Declined
        );
    }

    #[test]
    fn the_caller_is_never_blamed_nor_told_what_only_the_bank_may_say() {
        for reason in [
            Reason::Declined,
            Reason::Referred,
            Reason::NotConfirmed,
            Reason::SecurityCode,
            Reason::Number,
            Reason::Expiry,
            Reason::Funds,
            Reason::Limit,
            Reason::NotPermitted,
            Reason::KeptPrivate,
            Reason::Duplicate,
            Reason::NotValid,
            Reason::SessionEnded,
            Reason::Failed,
            Reason::Unclear,
            Reason::Unknown,
        ] {
            let caller = words(reason).caller.to_lowercase();
            for word in [
                "your card was",
                "wrong",
                "stolen",
                "lost",
                "fraud",
                "funds",
                "enough money",
                "you did",
                "your fault",
            ] {
                assert!(!caller.contains(word), "{reason:?}: {caller}");
            }
        }
    }
}
