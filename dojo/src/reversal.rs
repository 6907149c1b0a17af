//! Undoing a whole payment: `POST /payment-intents/{id}/reversal`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Answer to a reversal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reversal {
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `rvs_…`
    #[serde(skip_serializing_if = "Option::is_none", alias = "id")]
    pub reversal_id: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
