//! What happened to a payment: approval, captures, refunds, events.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::cards::MaskedCard;

/// An approval by the pretended issuer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorization {
    /// A UUID.
    pub transaction_id: String,
    /// When.
    pub at: Timestamp,
    /// Six digits.
    pub auth_code: String,
    /// The card, masked.
    pub card: MaskedCard,
    /// `pm_…` if a saved card paid or this card was saved.
    pub payment_method_id: Option<String>,
    /// What the check of the address found, if there was an address to check.
    pub avs_result: Option<String>,
    /// Whether a wallet handed the card over.
    pub wallet: bool,
}

/// One capture; all of them succeed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaptureRecord {
    /// `cp_…`
    pub id: String,
    /// Minor units, without the tip.
    pub amount: i64,
    /// The tip within this capture.
    pub tips: Option<i64>,
    /// When.
    pub at: Timestamp,
}

/// One refund; all of them succeed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundRecord {
    /// `rfnd_…`
    pub id: String,
    /// The key under which a repetition is recognized.
    pub idempotency_key: String,
    /// Minor units.
    pub amount: i64,
    /// Why, as given.
    pub reason: Option<String>,
    /// As given.
    pub notes: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Something that happened to the payment.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventRecord {
    /// What.
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// The transaction that it belongs to.
    pub transaction_id: Option<String>,
    /// For approvals.
    pub auth_code: Option<String>,
    /// The card, masked.
    pub card: Option<MaskedCard>,
    /// `pm_…`
    pub payment_method_id: Option<String>,
}

/// The kinds of payment events that the sandbox makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
    /// 3-D Secure was asked for.
    AuthChallenged,
    /// Approved, to be captured.
    Authorized,
    /// Captured.
    Captured,
    /// Refused by the issuer.
    Declined,
    /// Given back in full.
    Reversed,
    /// Given back in part or in full.
    Refunded,
    /// Withdrawn or expired.
    Canceled,
}
