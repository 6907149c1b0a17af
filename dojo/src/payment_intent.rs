//! The payment intent: one payment from its creation to the last refund.

mod action_link;
mod amount;
mod config;
mod create;
mod details;
mod lines;
mod search;

pub use action_link::*;
pub use amount::*;
pub use config::*;
pub use create::*;
pub use details::*;
pub use lines::*;
pub use search::*;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Address, CaptureDetails, CaptureMode, Customer, MerchantConfig, Money, PaymentLink,
    PaymentMethod, Secret, ShippingDetails, lenient::null_as_default, lenient::time,
    string_enum::string_enum,
};

string_enum! {
    /// How a payment intent stands. There is no status for a decline: see [`PaymentEvent`].
    #[derive(Default)]
    PaymentIntentStatus {
        /// Can be paid.
        #[default]
        Created = "Created",
        /// The money is held, not taken: `captureMode` is `Manual`.
        Authorized = "Authorized",
        /// The money is taken; perhaps partly refunded.
        Captured = "Captured",
        /// Undone as a whole.
        Reversed = "Reversed",
        /// Given back as a whole.
        Refunded = "Refunded",
        /// Withdrawn or run out before anyone paid.
        Canceled = "Canceled",
    }
}

string_enum! {
    /// What happens to an authorization that nobody captures in time.
    AutoExpireAction {
        /// The money is let go: the intent becomes `Reversed`.
        Release = "Release",
        /// The money is taken.
        Capture = "Capture",
    }
}

/// A payment intent, as Dojo tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentIntent {
    /// `pi_…`
    pub id: String,
    /// When the money is taken.
    #[serde(default)]
    pub capture_mode: CaptureMode,
    /// A phone order: no 3-D Secure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_holder_not_present: Option<bool>,
    /// The components' payment token: single use, 30 minutes. Only with `generateRemoteToken`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_session_secret: Option<Secret>,
    /// When it ends; year 1 if there is none.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub client_session_secret_expiration_date: Option<Timestamp>,
    /// How it was paid, once it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_details: Option<PaymentDetails>,
    /// How it stands.
    pub status: PaymentIntentStatus,
    /// Ways to pay that it offers.
    #[serde(default, deserialize_with = "null_as_default")]
    pub payment_methods: Vec<PaymentMethod>,
    /// What is asked for, without a tip.
    pub amount: Money,
    /// The tip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tips_amount: Option<Money>,
    /// The first amount, once it was changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requested_amount: Option<Money>,
    /// Amount, tip, service charge and cashback together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_amount: Option<Money>,
    /// Minor units given back so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refunded_amount: Option<i64>,
    /// Who pays.
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
    /// The merchant's name for it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub reference: String,
    /// The merchant's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The lines together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtotal_line_items: Option<Money>,
    /// What is bought.
    #[serde(default, deserialize_with = "null_as_default")]
    pub item_lines: Vec<ItemLine>,
    /// Taxes and other additions.
    #[serde(default, deserialize_with = "null_as_default")]
    pub tax_lines: Vec<TaxLine>,
    /// A link to offer beside the payment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_link: Option<ActionLink>,
    /// What the merchant accepts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant_config: Option<MerchantConfig>,
    /// How it is to be collected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<PaymentIntentConfigResponse>,
    /// What happens to an authorization that nobody captures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_expire_action: Option<AutoExpireAction>,
    /// When it is canceled unless it is paid.
    #[serde(
        default,
        with = "time::option",
        skip_serializing_if = "Option::is_none"
    )]
    pub expire_at: Option<Timestamp>,
    /// How long an authorization is kept, as `dd.hh:MM:ss`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_expire_in: Option<String>,
    /// The merchant's own notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// The order behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_details: Option<OrderDetails>,
    /// `si_…` whose card it charges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setup_intent_id: Option<String>,
    /// Cash given out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cashback_amount: Option<Money>,
    /// Service charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_charge_amount: Option<Money>,
    /// Dojo's page for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_link: Option<PaymentLink>,
    /// Where it came from: `api`, `payment-links`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_source: Option<String>,
    /// What happened to it, declines too, oldest first.
    #[serde(default, deserialize_with = "null_as_default")]
    pub payment_events: Vec<PaymentEvent>,
    /// What card machines did with it, unread.
    #[serde(default, deserialize_with = "null_as_default")]
    pub terminal_session_history: Vec<Value>,
    /// Captures of a `Manual` intent.
    #[serde(default, deserialize_with = "null_as_default")]
    pub captures: Vec<CaptureDetails>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
