//! E-mails that staff had sent, and how far they came.

use serde::{Deserialize, Serialize};

/// An e-mail about a link, a hold, an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmailState {
    /// `em_…`
    pub id: String,
    /// Whom to.
    pub to: String,
    /// Its subject line.
    pub subject: String,
    /// How far it came.
    pub status: EmailStatus,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next, in milliseconds since 1970; absent once it is sent or given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_at: Option<i64>,
    /// Why it was not sent, in words for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error: Option<String>,
    /// The same, word for word, for whoever looks after the mail server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_error_detail: Option<String>,
    /// The same address had one about the same thing before.
    #[serde(default)]
    pub reminder: bool,
    /// When it was written, in milliseconds since 1970.
    pub created_at: i64,
}

/// How far an e-mail came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailStatus {
    /// On its way: tried at growing pauses.
    New,
    /// A mail server took it.
    Sent,
    /// Given up; it can be tried again.
    Parked,
}
