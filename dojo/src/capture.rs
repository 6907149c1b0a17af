//! Taking authorized money: `POST /payment-intents/{id}/captures`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{lenient::time, string_enum::string_enum};

string_enum! {
    /// When authorized money is taken.
    #[derive(Default)]
    CaptureMode {
        /// At once.
        #[default]
        Auto = "Auto",
        /// When a capture asks for it, or when `autoExpireIn` has passed and `autoExpireAction` says so.
        Manual = "Manual",
    }
}

string_enum! {
    /// How a capture or a charge went.
    #[derive(Default)]
    CaptureStatus {
        /// Asked for.
        #[default]
        Created = "Created",
        /// The money is taken.
        Successful = "Successful",
        /// The issuer said no.
        Declined = "Declined",
        /// Something else went wrong.
        Failed = "Failed",
    }
}

/// Body of a capture: the whole or a part of what is authorized.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateCaptureRequest {
    /// Minor units, in the intent's currency.
    pub amount: i64,
    /// Minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tips_amount: Option<i64>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Answer to a capture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Capture {
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// `cp_…`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_id: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A capture as the payment intent lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaptureDetails {
    /// `cp_…`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Minor units.
    pub amount: i64,
    /// Minor units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tips_amount: Option<i64>,
    /// How it went.
    pub status: CaptureStatus,
    /// When it was asked for.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
