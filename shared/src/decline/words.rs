//! What is said and done for each reason.

use super::reason::Reason;
use super::{Advice, Next};

/// Where staff key the card.
pub(super) fn keyed(reason: Reason) -> Advice {
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

/// Where the caller types the card on a page of their own: staff hear nothing of it, and ask nothing about it.
pub(super) fn on_page(reason: Reason) -> Advice {
    let keyed = keyed(reason);
    let (caller, staff) = match reason {
        Reason::Declined => (
            keyed.caller,
            "The bank declined without saying why. The same card will most likely be declined again.",
        ),
        Reason::SecurityCode => (
            "Please check the three or four digits of the security code on your page. Nothing was charged.",
            keyed.staff,
        ),
        Reason::Number => (
            "Please check the card number on your page. Nothing was charged.",
            "The bank does not know this card number. A digit may be mistyped. Do not have it read out.",
        ),
        Reason::Expiry => (
            "Please check the expiry date on your page. Nothing was charged.",
            keyed.staff,
        ),
        Reason::NotPermitted => (
            keyed.caller,
            "The card cannot be used for this kind of payment.",
        ),
        Reason::NotValid => (
            "Please check the card’s details on your page. Nothing was charged.",
            "Dojo refused what the caller typed before it reached a bank.",
        ),
        Reason::SessionEnded => (
            "Please enter the card once more; nothing was charged.",
            "The secure session had ended before the card was taken.",
        ),
        Reason::Referred
        | Reason::NotConfirmed
        | Reason::Funds
        | Reason::Limit
        | Reason::KeptPrivate
        | Reason::Duplicate
        | Reason::Failed
        | Reason::Unclear
        | Reason::Unknown => (keyed.caller, keyed.staff),
    };
    let next = match (reason, keyed.next) {
        (_, Next::LookFirst) => Next::LookFirst,
        (Reason::NotPermitted, _) | (_, Next::AnotherCard) => Next::AnotherCardOnPage,
        _ => Next::TryOnPage,
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
            let callers = [keyed(reason).caller, on_page(reason).caller].map(str::to_lowercase);
            let told = callers.join(" ");
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
                assert!(!told.contains(word), "{reason:?}: {told}");
            }
        }
    }
}
