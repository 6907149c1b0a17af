//! What a shop asks for when it opens a checkout.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::checkout::{AmountLimits, Collect, TipOptions};
use shared::{AttemptMethod, EmailAddress, Money, Reference};
use url::Url;

/// Body of `POST /api/v1/checkouts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCheckout {
    /// The shop's name for the order.
    pub reference: Reference,
    /// What is asked for, before a tip. Left out where the shopper chooses (`openAmount`).
    #[serde(default)]
    pub amount: Option<Money>,
    /// The shopper chooses the amount within these limits.
    #[serde(default)]
    pub open_amount: Option<AmountLimits>,
    /// The shopper may add a tip.
    #[serde(default)]
    pub tip: Option<TipOptions>,
    /// One line below the reference, at most 200 characters.
    #[serde(default)]
    pub description: Option<String>,
    /// What is bought. Shown, not added up: `amount` counts.
    #[serde(default)]
    pub item_lines: Vec<NewItemLine>,
    /// Taxes and fees that `amount` includes.
    #[serde(default)]
    pub tax_lines: Vec<NewTaxLine>,
    /// What the shopper must tell.
    #[serde(default)]
    pub collect: Collect,
    /// A returning customer, whose cards can be saved.
    #[serde(default)]
    pub customer: Option<NewCustomer>,
    /// Ways to pay that are offered; left out: all.
    #[serde(default, rename = "paymentMethods")]
    pub methods: Option<Vec<AttemptMethod>>,
    /// Until when it can be paid; left out: 30 days.
    #[serde(default)]
    pub expire_at: Option<Timestamp>,
    /// Where the outcome page leads back to.
    #[serde(default)]
    pub redirect_url: Option<Url>,
    /// Where the bill leads back to for a shopper who does not want to pay.
    #[serde(default)]
    pub cancel_url: Option<Url>,
    /// The shop's own notes, given back to it and shown to nobody else: at most 20, names up to 50 characters, texts up to
    /// 200.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

/// A line of the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewItemLine {
    /// What, at most 100 characters.
    pub name: String,
    /// How many, at least 1.
    pub quantity: u32,
    /// For all of them together.
    pub amount_total: Money,
}

/// A tax or fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewTaxLine {
    /// Such as `VAT (20%)`, at most 100 characters.
    pub caption: String,
    /// Such as the rate, at most 100 characters.
    #[serde(default)]
    pub sub_caption: Option<String>,
    /// How much of `amount` it is.
    pub amount_total: Money,
}

/// A returning customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCustomer {
    /// The shop's own name for the customer; the same one finds the same saved cards. At most 100 characters.
    pub reference: String,
    /// As the page greets them, at most 100 characters.
    pub name: String,
    /// For the receipt.
    #[serde(default)]
    pub email_address: Option<EmailAddress>,
}
