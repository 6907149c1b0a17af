//! Finding intents: `POST /payment-intents/search`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{PaymentIntent, PaymentIntentStatus, lenient::null_as_default, lenient::time};

/// What to look for. Dojo filters by status and time only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchPaymentIntentRequest {
    /// Any of these; all, if empty.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub statuses: Vec<PaymentIntentStatus>,
    /// Not before.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub start_date: Option<Timestamp>,
    /// Not after.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub end_date: Option<Timestamp>,
    /// Which page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Which page. `before` and `after` exclude each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cursor {
    /// How many on it: 1 to 100, 50 unless told otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The page before this place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The page after this place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A page of intents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PagedPaymentIntent {
    /// The intents.
    #[serde(default, deserialize_with = "null_as_default")]
    pub data: Vec<PaymentIntent>,
    /// For the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// For the page after; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The name that Dojo's schema gives to what [`PagedPaymentIntent`] is made of.
pub type PagedResultOfPaymentIntent = PagedPaymentIntent;
