//! Making an intent: `POST /payment-intents`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    ActionLink, Address, AutoExpireAction, CaptureMode, ItemLine, Money, OrderDetails,
    PaymentIntentConfigRequest, PaymentMethod, RequestSecurity, Secret, ShippingDetails, TaxLine,
    lenient::null_as_default, lenient::time,
};

/// Body of the creation of an intent. It is not idempotent: use a `reference` of its own for each attempt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatePaymentIntentRequest {
    /// When the money is taken; at once, unless told otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_mode: Option<CaptureMode>,
    /// What is asked for, without a tip.
    pub amount: Money,
    /// A tip known beforehand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tips_amount: Option<Money>,
    /// The merchant's name for it, 1 to 60 characters.
    pub reference: String,
    /// At most 4,096 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Who pays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<PaymentCustomerDetails>,
    /// The payer's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// Whom and where to deliver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_details: Option<ShippingDetails>,
    /// A phone order: no 3-D Secure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_holder_not_present: Option<bool>,
    /// How it is to be collected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<PaymentIntentConfigRequest>,
    /// The payer's device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_security: Option<RequestSecurity>,
    /// What is bought.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub item_lines: Vec<ItemLine>,
    /// Taxes and other additions.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tax_lines: Vec<TaxLine>,
    /// Ways to pay; cards, unless told otherwise.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub payment_methods: Vec<PaymentMethod>,
    /// A link to offer beside the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_link: Option<ActionLink>,
    /// When it is canceled unless it is paid; 30 days, unless told otherwise.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub expire_at: Option<Timestamp>,
    /// How long an authorization is kept, as `dd.hh:MM:ss`: above 30 seconds, below 7 days.
    #[serde(skip_serializing_if = "Option::is_none", alias = "AutoExpireIn")]
    pub auto_expire_in: Option<String>,
    /// What happens to an authorization that nobody captures.
    #[serde(skip_serializing_if = "Option::is_none", alias = "AutoExpireAction")]
    pub auto_expire_action: Option<AutoExpireAction>,
    /// The merchant's own notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// `si_…` whose card is to be charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setup_intent_id: Option<String>,
    /// The order behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_details: Option<OrderDetails>,
    /// Cash given out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashback_amount: Option<Money>,
    /// Service charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_charge_amount: Option<Money>,
    /// Make a client session secret for the components.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generate_remote_token: Option<bool>,
    /// For partners without an online checkout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_not_online_checkout: Option<bool>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl CreatePaymentIntentRequest {
    /// The least that an intent needs.
    pub fn new(amount: Money, reference: impl Into<String>) -> Self {
        Self {
            amount,
            reference: reference.into(),
            ..Self::default()
        }
    }
}

/// Who pays, with leave to use their saved cards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentCustomerDetails {
    /// `cust_…`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// At most 254 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// At most 50 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// The customer's secret, `cs_…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<Secret>,
    /// `pm_…` to be selected when the page opens.
    #[serde(skip_serializing_if = "Option::is_none", alias = "SavedCardId")]
    pub saved_card_id: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
