//! Receipts by e-mail: `POST /payment-intents/{id}/receipt`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Where Dojo sends its receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendEmailReceiptRequest {
    /// Addresses, besides the customer's own, which Dojo always includes.
    pub emails: Vec<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
