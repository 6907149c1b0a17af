//! How an intent was paid, and what was tried.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    TerminalSessionPaymentEntryMode, TerminalSessionPaymentVerificationMode,
    string_enum::string_enum,
};

/// How an intent was paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentDetails {
    /// The acquirer's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// ISO 8601; a plain text in Dojo's schema, so that a payment never becomes unreadable for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_date_time: Option<String>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `pm_…` if the card was saved or a saved one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method_id: Option<String>,
    /// The issuer's authorization code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_code: Option<String>,
    /// The card, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
    /// The address check, for example `ADDRESS_MATCH_POSTCODE_MATCH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avs_result: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A card, masked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// First and last digits, for example `44565300****1096`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_number: Option<String>,
    /// The name on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_name: Option<String>,
    /// `MM/YY`; in some answers a whole date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_date: Option<String>,
    /// The scheme, for example `VISA`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_type: Option<String>,
    /// Credit, debit, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_funding_type: Option<String>,
    /// The last four digits.
    #[serde(skip_serializing_if = "Option::is_none", rename = "last4PAN")]
    pub last4_pan: Option<String>,
    /// How it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_mode: Option<TerminalSessionPaymentEntryMode>,
    /// How the payer was verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verification_method: Option<TerminalSessionPaymentVerificationMode>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

string_enum! {
    /// What happened to an intent.
    #[derive(Default)]
    PaymentEventType {
        /// It was made.
        Created = "Created",
        /// Money is held.
        Authorized = "Authorized",
        /// Money is taken.
        Captured = "Captured",
        /// Undone.
        Reversed = "Reversed",
        /// Given back.
        Refunded = "Refunded",
        /// Withdrawn.
        Canceled = "Canceled",
        /// 3-D Secure asked the payer to prove who they are.
        AuthChallenged = "AuthChallenged",
        /// An attempt was refused; the intent can still be paid.
        Declined = "Declined",
        /// Ready to be authorized by hand.
        ManualAuthReady = "ManualAuthReady",
        /// Something went wrong.
        Error = "Error",
        /// Dojo does not know.
        #[default]
        Unknown = "Unknown",
    }
}

/// One thing that happened to an intent. Dojo names the schema `PaymentStatusResponse`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentEvent {
    /// The acquirer's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// ISO 8601, a plain text in Dojo's schema.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_date_time: Option<String>,
    /// What.
    pub event_type: PaymentEventType,
    /// The issuer's authorization code; empty if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_code: Option<String>,
    /// Masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_number: Option<String>,
    /// `MM/YY`; in some answers a whole date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry_date: Option<String>,
    /// The scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_type: Option<String>,
    /// The name on the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cardholder_name: Option<String>,
    /// `pm_…`; empty if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_method_id: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The name of [`PaymentEvent`] in Dojo's schema, where setup intents list them.
pub type PaymentStatusResponse = PaymentEvent;

/// The payer's device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestSecurity {
    /// At most 300 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// At most 70 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// At most 120 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
