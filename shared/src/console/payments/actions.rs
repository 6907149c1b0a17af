//! What staff do with a payment.

use serde::{Deserialize, Serialize};

use super::PaymentStatus;
use crate::{EmailAddress, Money};

/// What the screen showed when the action was chosen. If it is not so any more, the action is refused as stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Seen {
    /// How it stood.
    pub status: PaymentStatus,
    /// Amount and tip, in minor units.
    pub total: i64,
    /// What was captured.
    pub captured: i64,
    /// What was refunded.
    pub refunded: i64,
    /// What was on its way back.
    pub reserved: i64,
}

/// Body of an action that takes nothing but what was seen: cancel, reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeenRequest {
    /// What the screen showed.
    pub seen: Seen,
}

/// Body of `POST /api/console/payments/{id}/capture`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaptureRequest {
    /// How much, at most what is authorized and not captured yet.
    pub amount: Money,
    /// What the screen showed.
    pub seen: Seen,
}

/// Body of `POST /api/console/payments/{id}/refunds`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefundRequest {
    /// How much, at most what is left.
    pub amount: Money,
    /// Dojo keeps it with the refund: at most 200 characters.
    #[serde(default)]
    pub reason: Option<String>,
    /// Likewise: at most 1,000 characters.
    #[serde(default)]
    pub notes: Option<String>,
    /// What the screen showed.
    pub seen: Seen,
}

/// Body of `POST /api/console/payments/{id}/amount` and `…/tip`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAmount {
    /// The new one; a tip may be zero.
    pub amount: Money,
    /// What the screen showed.
    pub seen: Seen,
}

/// Body of `POST /api/console/payments/{id}/receipt`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReceiptRequest {
    /// Where to.
    pub email_address: EmailAddress,
}

/// Body of `POST /api/console/payments/{id}/notes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteRequest {
    /// 1 to 1,000 characters, never a card number.
    pub text: String,
}

/// Body of `POST /api/console/refunds/{id}/outcome`: what a manager found at Dojo about a refund of which neither Dojo's answer nor
/// the payment tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FoundOutcome {
    /// Whether the money went back.
    pub went_back: bool,
    /// What the screen showed.
    pub seen: Seen,
}

/// Body of `POST /api/console/refunds/{id}/decision`: a second person's word on a refund above the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Decision {
    /// Whether it may go out.
    pub approve: bool,
    /// What the screen showed. It counts for what goes out; declining moves nothing.
    pub seen: Seen,
}
