//! Tokens with which shops open checkouts.

use serde::{Deserialize, Serialize};

/// `GET /api/console/settings/tokens`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiTokens {
    /// Those that work, the newest first.
    pub tokens: Vec<ApiToken>,
    /// Whether the configuration names one more (`api_token`), which cannot be revoked here.
    pub configured: bool,
}

/// A token, without the token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApiToken {
    /// `at_…`
    pub id: String,
    /// What it is for, such as the shop's name.
    pub name: String,
    /// Its last four characters.
    pub ending: String,
    /// Milliseconds since 1970.
    pub created_at: i64,
    /// Who made it.
    pub created_by: String,
    /// Milliseconds since 1970, to within a minute; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<i64>,
}

/// Body of `POST /api/console/settings/tokens`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewApiToken {
    /// What it is for.
    pub name: String,
}

/// The answer: the only time that the token is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MadeApiToken {
    /// What is kept of it.
    pub token: ApiToken,
    /// `tatami_…`
    pub secret: String,
}
