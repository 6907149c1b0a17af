//! A link to offer beside a payment.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::string_enum::string_enum;

string_enum! {
    /// What a link does.
    ActionType {
        /// Opens.
        OpenLink = "OpenLink",
        /// Downloads.
        DownloadFile = "DownloadFile",
    }
}

/// A link to offer beside a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionLink {
    /// Where to.
    pub url: String,
    /// What it does; opening, unless told otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionType>,
    /// At most 60 characters.
    pub label: String,
    /// For a download.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
