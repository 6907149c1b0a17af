//! Holds in words.

use shared::card::card_name;
use shared::console::holds::{
    HeldCard, HoldEventKind, HoldItem, HoldKind, HoldStatus, HoldWarning,
};

use crate::ui::Tone;

/// How a hold stands.
#[must_use]
pub fn status(status: HoldStatus) -> &'static str {
    match status {
        HoldStatus::Creating => "Being made",
        HoldStatus::Created => "Not sent",
        HoldStatus::Sent => "Sent",
        HoldStatus::Opened => "Opened",
        HoldStatus::Authorized => "Authorized",
        HoldStatus::Charging => "Being charged",
        HoldStatus::Completed => "Completed",
        HoldStatus::Closing => "Being ended",
        HoldStatus::Closed => "Released",
        HoldStatus::Cancelled => "Cancelled",
        HoldStatus::Expired => "Expired",
        HoldStatus::CardExpired => "Card expired",
        HoldStatus::Failed => "Not made",
    }
}

/// What that means for whoever looks at it.
#[must_use]
pub fn tone(status: HoldStatus) -> Tone {
    match status {
        HoldStatus::Authorized => Tone::Success,
        HoldStatus::Sent | HoldStatus::Opened | HoldStatus::Creating => Tone::Info,
        HoldStatus::Charging | HoldStatus::Closing | HoldStatus::CardExpired => Tone::Warning,
        HoldStatus::Failed => Tone::Error,
        HoldStatus::Created
        | HoldStatus::Completed
        | HoldStatus::Closed
        | HoldStatus::Cancelled
        | HoldStatus::Expired => Tone::Neutral,
    }
}

/// Why the card may be charged.
pub(super) fn kind(kind: HoldKind) -> &'static str {
    match kind {
        HoldKind::NoShow => "No-show: only if the guest does not come",
        HoldKind::Unscheduled => "Unscheduled: later, as the terms say",
    }
}

/// What staff should act upon.
pub(super) fn warning(warning: HoldWarning) -> &'static str {
    match warning {
        HoldWarning::ExpiresSoon => "Ends within two days without a card",
        HoldWarning::CardExpiresSoon => "The card runs out within 30 days",
        HoldWarning::ChargeUnknown => {
            "Whether the card was charged is not known yet. It settles by itself."
        }
        HoldWarning::EndUnknown => "Dojo has not confirmed the end yet. It is asked again.",
    }
}

/// The card that is held.
pub(super) fn card(card: &HeldCard) -> String {
    card_name(Some(&card.scheme), Some(&card.last_four))
}

/// The card of a hold, as a sentence names it.
pub(super) fn card_of(hold: &HoldItem) -> String {
    hold.card
        .as_ref()
        .map_or_else(|| "the held card".to_owned(), card)
}

/// What happened.
pub(super) fn event(kind: HoldEventKind) -> &'static str {
    match kind {
        HoldEventKind::Created => "Made",
        HoldEventKind::Refused => "Dojo refused to make it",
        HoldEventKind::Sent => "Sent",
        HoldEventKind::Opened => "Opened by the shopper",
        HoldEventKind::Agreed => "The shopper agreed to the terms",
        HoldEventKind::Declined => "A card was declined",
        HoldEventKind::Authorized => "Card authorized and held",
        HoldEventKind::ChargeBegun => "Charge asked for",
        HoldEventKind::Charged => "Charged",
        HoldEventKind::ChargeFailed => "Not charged",
        HoldEventKind::CancelAsked => "Cancelling asked for",
        HoldEventKind::ReleaseAsked => "Release asked for",
        HoldEventKind::CancelTooLate => {
            "Not cancelled: a card was given in that moment. Release it instead"
        }
        HoldEventKind::Cancelled => "Cancelled",
        HoldEventKind::Closed => "Card released",
        HoldEventKind::Expired => "Expired without a card",
        HoldEventKind::CardExpired => "The card has run out",
        HoldEventKind::CompletedElsewhere => "Charged elsewhere with the same key",
    }
}
