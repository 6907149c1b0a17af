//! Giving captured money back: `POST /payment-intents/{id}/refunds`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Body of a refund. All refunds together may not exceed what was captured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateRefundRequest {
    /// Minor units, in the intent's currency.
    pub amount: i64,
    /// At most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_transaction_id: Option<String>,
    /// At most 1,024 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_reason: Option<String>,
    /// At most 4,096 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A refund that was carried out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refund {
    /// `pi_…`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_intent_id: Option<String>,
    /// `rfnd_…`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_id: Option<String>,
    /// As in the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_reason: Option<String>,
    /// As in the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
