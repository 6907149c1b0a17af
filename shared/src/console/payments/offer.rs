//! What can be done with a payment.

use serde::{Deserialize, Serialize};

use crate::Money;

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// Take authorized money.
    Capture,
    /// Withdraw an unpaid payment.
    Cancel,
    /// Undo it as a whole: the money is not taken, or never settles.
    Reverse,
    /// Give a part or all of it back.
    Refund,
    /// Ask for another amount.
    ChangeAmount,
    /// Another tip.
    ChangeTip,
    /// Have Dojo send its receipt.
    SendReceipt,
    /// Ask Dojo how it stands.
    Refresh,
    /// Copy the address where it is paid.
    CopyLink,
    /// Write something down.
    AddNote,
}

/// Something that state and role allow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// What.
    pub kind: OfferKind,
    /// At most how much, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Money>,
    /// What goes back of one payment above this, all refunds together, a second person must confirm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// How much of that limit is left: more than this waits for a second person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alone: Option<Money>,
    /// The address to copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}
