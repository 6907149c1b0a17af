//! How Dojo's page collects a payment.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Whether an e-mail address is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentIntentConfigCustomerEmail {
    /// It must be given.
    #[serde(default)]
    pub collection_required: bool,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// What the page shows of the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentIntentConfigDetails {
    /// The total.
    #[serde(default)]
    pub show_total: bool,
    /// The reference.
    #[serde(default)]
    pub show_reference: bool,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Whether the payer's address is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentIntentConfigBillingAddress {
    /// It must be given.
    #[serde(default)]
    pub collection_required: bool,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Whether a delivery address is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentIntentConfigShippingDetails {
    /// It must be given.
    #[serde(default)]
    pub collection_required: bool,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// What may change before the payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentConfigDetails {
    /// The amount.
    #[serde(default)]
    pub custom_amount_allowed: bool,
    /// The tip.
    #[serde(default)]
    pub tips_allowed: bool,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// How a payment is to be collected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentIntentConfigRequest {
    /// The page's title, at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the payer goes after paying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// Where the payer goes after giving up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_email: Option<PaymentIntentConfigCustomerEmail>,
    /// The order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<PaymentIntentConfigDetails>,
    /// The payer's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<PaymentIntentConfigBillingAddress>,
    /// Delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_details: Option<PaymentIntentConfigShippingDetails>,
    /// Amount and tip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentConfigDetails>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// How a payment is collected, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentIntentConfigResponse {
    /// The page's title, at most 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where the payer goes after paying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
    /// Where the payer goes after giving up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_email: Option<PaymentIntentConfigCustomerEmail>,
    /// The order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<PaymentIntentConfigDetails>,
    /// The payer's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<PaymentIntentConfigBillingAddress>,
    /// Delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_details: Option<PaymentIntentConfigShippingDetails>,
    /// Amount and tip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentConfigDetails>,
    /// The merchant's look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branding: Option<Branding>,
    /// The merchant's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trading_name: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A merchant's look. In Dojo's samples, not in its schema.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Branding {
    /// A picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
    /// A small picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favicon_url: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
