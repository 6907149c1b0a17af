//! A checkout as the store keeps it, and what is told about it.

use jiff::Timestamp;
use serde::Serialize;
use shared::checkout::{AmountLimits, Collect, Decline, TipOptions};
use shared::{AttemptMethod, CheckoutId, CheckoutStatus, Money, Reference};
use url::Url;

use super::{NewItemLine, NewTaxLine};

/// A checkout as the store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckoutRecord {
    /// `co_…`
    pub id: CheckoutId,
    /// How it stands.
    pub status: CheckoutStatus,
    /// The shop's name for the order.
    pub reference: Reference,
    /// One line below it.
    pub description: Option<String>,
    /// What is asked for before a tip; of an open amount what was chosen so far, or zero.
    pub amount: Money,
    /// The tip chosen so far.
    pub tips_amount: Option<Money>,
    /// Present if the shopper chooses the amount.
    pub open_amount: Option<AmountLimits>,
    /// Present if a tip may be added.
    pub tip: Option<TipOptions>,
    /// What is bought.
    pub item_lines: Vec<NewItemLine>,
    /// Taxes and fees in it.
    pub tax_lines: Vec<NewTaxLine>,
    /// What the shopper must tell.
    pub collect: Collect,
    /// Ways to pay.
    pub methods: Vec<AttemptMethod>,
    /// The returning customer's row, if there is one.
    pub customer_id: Option<String>,
    /// Where the outcome page leads back to.
    pub redirect_url: Option<Url>,
    /// How the last attempt failed.
    pub decline: Option<Decline>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// Until when it can be paid.
    pub expire_at: Timestamp,
    /// When Dojo confirmed the payment.
    pub paid_at: Option<Timestamp>,
}

/// What was paid, for the outcome page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// All that was charged, tip included.
    pub total_amount: Money,
    /// The tip in it.
    pub tips_amount: Option<Money>,
    /// The shop's name for the order.
    pub reference: Reference,
    /// Dojo's `pi_…`
    pub payment_intent_id: String,
    /// The last four digits, if Dojo told them.
    pub last_four: Option<String>,
    /// `VISA`, …
    pub card_type: Option<String>,
    /// The issuer's authorization code.
    pub auth_code: Option<String>,
    /// When it was paid.
    pub paid_at: Timestamp,
}

/// What the shop sees of a checkout; also the `data` of the callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShopCheckout {
    /// `co_…`
    pub checkout_id: CheckoutId,
    /// How it stands.
    pub status: CheckoutStatus,
    /// Where to send the shopper.
    pub url: Url,
    /// The shop's name for the order.
    pub reference: Reference,
    /// Before a tip.
    pub amount: Money,
    /// The tip.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tips_amount: Option<Money>,
    /// With the tip.
    pub total_amount: Money,
    /// Dojo's `pi_…`, once paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment_intent_id: Option<String>,
    /// The last four digits of the card, once paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_four: Option<String>,
    /// `VISA`, …, once paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_type: Option<String>,
    /// The issuer's authorization code, once paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_code: Option<String>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// Until when it can be paid.
    pub expire_at: Timestamp,
    /// When it was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
}
