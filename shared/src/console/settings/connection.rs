//! How the connection to Dojo stands, and what did not get through.

use serde::{Deserialize, Serialize};

use crate::Environment;

/// `GET /api/console/settings/dojo`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DojoConnection {
    /// Whether real money moves.
    pub environment: Environment,
    /// Whether Dojo is played by the sandbox that the server started.
    pub embedded_sandbox: bool,
    /// The last four characters of the secret key.
    pub key_ending: String,
    /// Dojo's API.
    pub api_url: String,
    /// Where Dojo sends webhooks.
    pub webhook_url: String,
    /// Whether it does.
    pub subscription: Subscription,
    /// When the last webhook came, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_webhook_at: Option<i64>,
    /// How many wait to be acted upon.
    pub waiting: i64,
    /// Those that were given up, the newest first, 50 at most.
    pub parked: Vec<ParkedMessage>,
    /// How many were given up in all.
    pub parked_total: i64,
}

/// Whether Dojo sends us webhooks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Subscription {
    /// Not asked yet.
    Unknown,
    /// We are subscribed.
    Active,
    /// Dojo does not take our address, or cannot be reached; payments are found by asking.
    Failing {
        /// In words.
        reason: String,
    },
}

/// A webhook or a callback that was tried until it was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParkedMessage {
    /// `evt_…`
    pub id: String,
    /// Such as `payment_intent.status_updated`.
    pub event: String,
    /// The payment intent, or the checkout, that it is about.
    pub about: String,
    /// When it came or was written, in milliseconds since 1970.
    pub at: i64,
    /// How often it was tried.
    pub tries: i64,
    /// Why it failed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// `GET /api/console/settings/callback/deliveries`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deliveries {
    /// How many wait for the shop.
    pub waiting: i64,
    /// Those that were given up, the newest first, 50 at most.
    pub parked: Vec<ParkedMessage>,
    /// How many were given up in all.
    pub parked_total: i64,
}

/// The answer to `POST /api/console/settings/dojo/test`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TestCall {
    /// Whether Dojo answered, and took the key.
    pub works: bool,
    /// How long it took, in milliseconds.
    pub took: i64,
    /// In words.
    pub message: String,
}

/// What became of a request to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Retried {
    /// How many are tried again now.
    pub count: i64,
}
