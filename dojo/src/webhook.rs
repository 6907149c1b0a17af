//! Webhooks: subscriptions, their secrets, and what is delivered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    CaptureMode, PaymentIntentStatus, Secret, lenient::null_as_default, lenient::time,
    string_enum::string_enum,
};

string_enum! {
    /// What Dojo tells of.
    #[derive(Default)]
    WebhookEventType {
        /// An intent was made.
        PaymentIntentCreated = "payment_intent.created",
        /// The status of an intent changed.
        #[default]
        PaymentIntentStatusUpdated = "payment_intent.status_updated",
        /// A receipt is to be sent.
        PaymentIntentSendReceipt = "payment_intent.send-receipt",
    }
}

/// What is delivered. It may come twice, late and in any order: read the intent and believe only that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebhookEvent {
    /// `evt_…`, the same in every delivery of the same event.
    pub id: String,
    /// What happened.
    pub event: WebhookEventType,
    /// Dojo's id of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// When it happened.
    #[serde(with = "time")]
    pub created_at: Timestamp,
    /// To what.
    pub data: PaymentIntentEventData,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The intent of a delivered event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentIntentEventData {
    /// `pi_…`
    pub payment_intent_id: String,
    /// Its status when the event was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_status: Option<PaymentIntentStatus>,
    /// Its capture mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_mode: Option<CaptureMode>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Events that can be subscribed to, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebhookEvents {
    /// The kind.
    pub model: String,
    /// The events.
    #[serde(default, deserialize_with = "null_as_default")]
    pub events: Vec<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A subscription: one for each event and address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// `ws_…`
    pub id: String,
    /// Dojo's id of the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// What is delivered.
    #[serde(default, deserialize_with = "null_as_default")]
    pub events: Vec<String>,
    /// Where to.
    pub url: String,
    /// The merchant's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What deliveries are signed with.
    #[serde(default, deserialize_with = "null_as_default")]
    pub secrets: Vec<SubscriptionSecret>,
    /// When it was made.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<Timestamp>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A secret that deliveries are signed with. Several may be active while one replaces another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionSecret {
    /// `sc_…`
    pub id: String,
    /// The secret itself.
    pub value: Secret,
    /// When it was made.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// When it last signed something.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_used_at: Option<Timestamp>,
    /// Whether it signs.
    #[serde(default)]
    pub is_active: bool,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Body of `POST /webhooks`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRequest {
    /// What to deliver.
    pub events: Vec<String>,
    /// Where to; https.
    pub url: String,
    /// The merchant's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Body of `PATCH /webhooks/{id}`: what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionUpdateRequest {
    /// What to deliver.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub events: Vec<String>,
    /// Where to; https.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The merchant's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The secrets of a subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SecretsResponse {
    /// `ws_…`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// All of them, active or not.
    #[serde(default, deserialize_with = "null_as_default")]
    pub secrets: Vec<SubscriptionSecret>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
