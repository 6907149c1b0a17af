//! What was ordered, and where it goes.

use serde::{Deserialize, Serialize};

use crate::Money;

/// What a payment's document tells of the order; all of it may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Fulfilment {
    /// The recipient and the address, line by line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deliver_to: Vec<String>,
    /// For the courier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_notes: Option<String>,
    /// The payer's address, line by line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub billing_address: Vec<String>,
    /// The payer's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// In the order of the bill.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<OrderedItem>,
}

/// A line of the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderedItem {
    /// What.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// For all of them together.
    pub amount_total: Money,
}
