//! What happens to a hold.

use serde::{Deserialize, Serialize};

/// Something that happened to a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldEvent {
    /// What.
    pub kind: HoldEventKind,
    /// More about it, such as where it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Who of the staff; absent: the shopper, Dojo or the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $kind:ident = $text:literal,)*) => {
        /// What can happen to a hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum HoldEventKind {
            $($(#[$doc])* $kind,)*
        }

        impl HoldEventKind {
            /// As JSON and SQL have it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $text,)* }
            }

            /// The kind of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$kind),)* _ => None }
            }
        }
    };
}

event_kinds! {
    /// Staff made it.
    Created = "created",
    /// Dojo refused to make it.
    Refused = "refused",
    /// Staff sent it; the detail says how and where to.
    Sent = "sent",
    /// The shopper opened the link for the first time.
    Opened = "opened",
    /// The shopper agreed to the terms.
    Agreed = "agreed",
    /// The shopper's card was declined.
    Declined = "declined",
    /// The card is held.
    Authorized = "authorized",
    /// A charge began; the detail says how much.
    ChargeBegun = "charge_begun",
    /// The money was taken; the detail says how much.
    Charged = "charged",
    /// No money was taken; the detail says why.
    ChargeFailed = "charge_failed",
    /// Staff asked for it to be withdrawn.
    CancelAsked = "cancel_asked",
    /// Staff asked for the card to be released.
    ReleaseAsked = "release_asked",
    /// It could not be withdrawn: a card had been given in that moment.
    CancelTooLate = "cancel_too_late",
    /// It was withdrawn.
    Cancelled = "cancelled",
    /// The card was released.
    Closed = "closed",
    /// Nobody gave a card in time.
    Expired = "expired",
    /// The card ran out.
    CardExpired = "card_expired",
    /// The card was charged by somebody else with the same key, or in Dojo's own portal.
    CompletedElsewhere = "completed_elsewhere",
}
