//! Charging a card that a setup intent holds: `POST /payment-intents/{id}/charge`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::CaptureStatus;

/// Answer to a charge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChargeResponse {
    /// `pi_…`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_intent_id: Option<String>,
    /// How it went.
    pub status: CaptureStatus,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
