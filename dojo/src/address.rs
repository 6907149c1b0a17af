//! Where people live and where things go.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// First line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address1: Option<String>,
    /// Second line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address2: Option<String>,
    /// Third line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address3: Option<String>,
    /// Fourth line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address4: Option<String>,
    /// City, town or village.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State, province or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code. The issuer's address check looks at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// ISO 3166-1 alpha-2. The only required field.
    pub country_code: String,
    /// Beside `city`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    /// County or zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Whom and where to deliver.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShippingDetails {
    /// The recipient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// At most 1,024 characters for the courier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_notes: Option<String>,
    /// Where to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
