//! What a bill is made of.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Money, lenient::null_as_default, lenient::time};

/// Something that is bought.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemLine {
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<i64>,
    /// At most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The kind of thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Additions and discounts.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub modifiers: Vec<Modifier>,
    /// For all of them, before discounts and taxes.
    pub amount_total: Money,
    /// Price look-up code, at most 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plu: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// An addition to an item, or a discount on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Modifier {
    /// Its id in the till.
    pub id: String,
    /// For people.
    pub name: String,
    /// Negative for a discount.
    pub amount_per_modifier: Money,
    /// How often, for each single item.
    pub quantity: i64,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A tax or another addition to the bill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaxLine {
    /// At most 60 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// At most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// At most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub_caption: Option<String>,
    /// How much.
    pub amount_total: Money,
    /// The price look-up code that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affected_plu: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The order behind a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderDetails {
    /// When it is ready.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub availability_date: Option<Timestamp>,
    /// Whether it replaces an earlier one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_update: Option<bool>,
    /// Dojo's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The id in the till.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
