//! What Dojo answers when it refuses: RFC 7807.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// Why a call was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProblemDetails {
    /// A URI that names the kind of problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// In a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// A sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// A URI that names this very problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// For Dojo's support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// For terminals: `INTERNAL_ERROR`, `TERMINAL_UNAVAILABLE`, `INVALID_REQUEST`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What is wrong with each field, in sentences, by the field's name.
    #[serde(
        default,
        deserialize_with = "messages",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub errors: BTreeMap<String, Vec<String>>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The name of [`ProblemDetails`] in Dojo's schema, where webhooks answer with them.
pub type ErrorResponse = ProblemDetails;

/// Reads `errors` whatever shape its messages have, because a refusal must stay readable.
fn messages<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    let fields: Option<BTreeMap<String, Value>> = Deserialize::deserialize(deserializer)?;
    let text = |message: Value| match message {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Ok(fields
        .unwrap_or_default()
        .into_iter()
        .map(|(field, messages)| match messages {
            Value::Array(messages) => (field, messages.into_iter().map(text).collect()),
            message => (field, vec![text(message)]),
        })
        .collect())
}
