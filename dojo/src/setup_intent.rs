//! Setup intents: a card held now to be charged later.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Address, CaptureMode, Customer, MerchantConfig, Money, OrderDetails, PaymentDetails,
    PaymentIntentConfigRequest, PaymentIntentConfigResponse, PaymentMethod, PaymentStatusResponse,
    RequestSecurity, Secret, ShippingDetails, lenient::null_as_default, lenient::time,
    string_enum::string_enum,
};

string_enum! {
    /// How a setup intent stands.
    #[derive(Default)]
    SetupIntentStatus {
        /// Waits for a card.
        #[default]
        Created = "Created",
        /// Holds a card.
        Authorized = "Authorized",
        /// Withdrawn before it held one.
        Canceled = "Canceled",
        /// Charged.
        Completed = "Completed",
        /// Ran out.
        Expired = "Expired",
        /// The card ran out.
        CardExpired = "CardExpired",
        /// Withdrawn after it held one.
        Closed = "Closed",
    }
}

string_enum! {
    /// Why the merchant may charge later.
    #[derive(Default)]
    MerchantInitiatedTransactionType {
        /// The customer did not come.
        #[default]
        NoShow = "NoShow",
        /// As the terms say, without a schedule.
        Unscheduled = "Unscheduled",
    }
}

/// Body of `POST /setup-intents`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateSetupIntentRequest {
    /// The merchant's name for it, 1 to 60 characters.
    pub reference: String,
    /// At most 4,096 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whose card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// When the money is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capture_mode: Option<CaptureMode>,
    /// Ways to give the card.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub payment_methods: Vec<PaymentMethod>,
    /// The payer's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// Whom and where to deliver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_details: Option<ShippingDetails>,
    /// How it is to be collected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<PaymentIntentConfigRequest>,
    /// The merchant's own notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// What may be charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intended_amount: Option<Money>,
    /// Why.
    pub merchant_initiated_transaction_type: MerchantInitiatedTransactionType,
    /// What the customer agrees to, at most 10,240 characters.
    pub terms: String,
    /// The order behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_details: Option<OrderDetails>,
    /// When it runs out.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub expire_at: Option<Timestamp>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A setup intent, as anyone may see it who knows its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetupIntentPublicResponse {
    /// `si_…`
    pub id: String,
    /// The components' token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_session_secret: Option<Secret>,
    /// When that ends.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub client_session_secret_expiration_date: Option<Timestamp>,
    /// How it stands.
    pub status: SetupIntentStatus,
    /// Ways to give the card.
    #[serde(default, deserialize_with = "null_as_default")]
    pub payment_methods: Vec<PaymentMethod>,
    /// Whose card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<Customer>,
    /// The payer's device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_security: Option<RequestSecurity>,
    /// The payer's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// Whom and where to deliver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipping_details: Option<ShippingDetails>,
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
    /// When it runs out.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub expire_at: Option<Timestamp>,
    /// The merchant's name for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The merchant's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What the merchant accepts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_config: Option<MerchantConfig>,
    /// How it is collected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<PaymentIntentConfigResponse>,
    /// The merchant's own notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// The card that it holds, masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<PaymentDetails>,
    /// What may be charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intended_amount: Option<Money>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_initiated_transaction_type: Option<MerchantInitiatedTransactionType>,
    /// What the customer agreed to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// Where it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_source: Option<String>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A setup intent, as the merchant sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetupIntentResponse {
    /// What everyone sees, with all fields that these types do not know.
    #[serde(flatten)]
    pub public: SetupIntentPublicResponse,
    /// What happened to it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub setup_events: Vec<PaymentStatusResponse>,
}
