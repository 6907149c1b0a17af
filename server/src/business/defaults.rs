//! What is set before anybody has set anything.

use shared::console::settings::Messages;

/// £100.00 or €100.00.
pub(super) const REFUND_LIMIT: i64 = 10_000;

pub(super) const NO_SHOW_TERMS: &str = "We keep your card details safe with our payment provider, Dojo, and charge nothing now. \
If you do not come, or cancel less than 24 hours before your booking, we may charge up to the amount shown here.";

pub(super) const UNSCHEDULED_TERMS: &str = "We keep your card details safe with our payment provider, Dojo, and charge nothing now. \
We may charge up to the amount shown here for what you owe us under our agreement, such as damage, extras or late fees. \
We tell you what for when we do.";

pub(super) fn messages() -> Messages {
    Messages {
        link_subject: "Pay {amount} to {business}".to_owned(),
        link_email: "Hello,\n\n{business} asks you to pay {amount} for {reference}.\n\nPay safely here:\n{link}\n\n\
                     If you do not expect this, please ask us before you pay.\n\n{business}"
            .to_owned(),
        link_text: "{business}: please pay {amount} for {reference}: {link}".to_owned(),
        hold_subject: "Secure your booking with {business}".to_owned(),
        hold_email: "Hello,\n\nto secure your booking {reference}, {business} asks you to leave your card details. \
                     Nothing is charged now.\n\n{link}\n\nIf you do not expect this, please ask us first.\n\n{business}"
            .to_owned(),
        hold_text: "{business}: please secure your booking {reference} with a card, nothing is charged now: {link}"
            .to_owned(),
    }
}
