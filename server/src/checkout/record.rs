//! A checkout as the store keeps it, and what is told about it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use shared::checkout::{AmountLimits, Collect, Decline, TipOptions};
use shared::{AttemptMethod, CheckoutId, CheckoutStatus, Currency, Money, Reference};
use url::Url;

use super::{NewItemLine, NewTaxLine, Origin};
use crate::DomainError;
use crate::app::App;
use crate::store::checkouts::Closing;
use crate::store::payments::PaymentRow;

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
    /// Where the bill leads back to.
    pub cancel_url: Option<Url>,
    /// The shop's own notes.
    pub metadata: BTreeMap<String, String>,
    /// How the last attempt failed.
    pub decline: Option<Decline>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// Until when it can be paid.
    pub expire_at: Timestamp,
    /// When the bank began to hold the money, if it is captured later.
    pub authorized_at: Option<Timestamp>,
    /// When the money was captured, or the first part of it.
    pub paid_at: Option<Timestamp>,
    /// Dojo's `pi_…` that paid it.
    pub(crate) paid_intent_id: Option<String>,
    /// What it becomes once Dojo has confirmed that it cannot be paid.
    pub(crate) closing: Option<Closing>,
    /// Whether an intent exists, or may exist, that can pay it.
    pub(crate) has_live_attempt: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// What was paid, for the outcome page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// All that was authorized, tip included.
    pub total_amount: Money,
    /// What of it was charged: nothing of what is only authorized, and perhaps only a part of it afterwards.
    pub captured_amount: Money,
    /// What of that was given back.
    pub refunded_amount: Money,
    /// When it was given back, or the last of it.
    pub refunded_at: Option<Timestamp>,
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
}

/// What the shop sees of a checkout; also the `data` of the callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShopCheckout {
    /// `co_…`
    pub id: CheckoutId,
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
    /// Where the outcome page leads back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<Url>,
    /// Where the bill leads back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_url: Option<Url>,
    /// The shop's own notes.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// Until when it can be paid.
    pub expire_at: Timestamp,
    /// Present once it is paid or needs review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<ShopPayment>,
}

/// What the shop sees of a checkout's payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShopPayment {
    /// Dojo's `pi_…`
    pub payment_intent_id: String,
    /// The last four digits of the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_four: Option<String>,
    /// `VISA`, …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card_type: Option<String>,
    /// The issuer's authorization code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_code: Option<String>,
    /// What was taken: nothing of what is only authorized, and perhaps only a part of it afterwards.
    pub captured_amount: Money,
    /// What of that was given back, by a refund or a reversal.
    pub refunded_amount: Money,
    /// When the bank began to hold the money, if it is captured later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorized_at: Option<Timestamp>,
    /// When the money was captured, or the first part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<Timestamp>,
}

impl CheckoutRecord {
    /// Amount and tip together.
    #[must_use]
    pub fn total_amount(&self) -> Money {
        let tips = self.tips_amount.map_or(0, |tips| tips.value);
        Money::new(
            self.amount.value.saturating_add(tips),
            self.amount.currency_code,
        )
    }
}

impl Outcome {
    /// What was charged and what was authorized before, if only a part of it was charged.
    #[must_use]
    pub fn part(&self) -> Option<(Money, Money)> {
        let (charged, authorized) = (self.captured_amount, self.total_amount);
        (0 < charged.value && charged.value < authorized.value).then_some((charged, authorized))
    }

    pub(super) fn new(
        record: &CheckoutRecord,
        payment: PaymentRow,
        refunded_at: Option<Timestamp>,
    ) -> Result<Self, DomainError> {
        // In review the currency, too, may not be the one that was asked for.
        let currency = Currency::try_from(payment.currency.as_str())
            .map_err(|cause| DomainError::Internal(format!("{}: {cause}", payment.currency)))?;
        Ok(Self {
            total_amount: Money::new(payment.total_amount, currency),
            captured_amount: Money::new(payment.captured_amount, currency),
            refunded_amount: Money::new(payment.returned_amount(), currency),
            refunded_at,
            tips_amount: (payment.tips_amount != 0)
                .then(|| Money::new(payment.tips_amount, currency)),
            reference: record.reference.clone(),
            payment_intent_id: payment.payment_intent_id,
            last_four: payment.last_four,
            card_type: payment.card_type,
            auth_code: payment.auth_code,
        })
    }
}

impl ShopCheckout {
    pub(crate) fn new(
        app: &App,
        record: &CheckoutRecord,
        payment: Option<&PaymentRow>,
    ) -> Result<Self, DomainError> {
        let url = app
            .public_url
            .join(&format!("pay/{}", record.id))
            .map_err(|cause| DomainError::Internal(format!("public_url: {cause}")))?;
        Ok(Self {
            id: record.id.clone(),
            status: record.status,
            url,
            reference: record.reference.clone(),
            amount: record.amount,
            tips_amount: record.tips_amount,
            total_amount: record.total_amount(),
            redirect_url: record.redirect_url.clone(),
            cancel_url: record.cancel_url.clone(),
            metadata: record.metadata.clone(),
            created_at: record.created_at,
            expire_at: record.expire_at,
            payment: payment
                .map(|payment| ShopPayment::new(record, payment))
                .transpose()?,
        })
    }
}

impl ShopPayment {
    fn new(record: &CheckoutRecord, payment: &PaymentRow) -> Result<Self, DomainError> {
        // In review the currency, too, may not be the one that was asked for.
        let currency = Currency::try_from(payment.currency.as_str())
            .map_err(|cause| DomainError::Internal(format!("{}: {cause}", payment.currency)))?;
        Ok(Self {
            payment_intent_id: payment.payment_intent_id.clone(),
            last_four: payment.last_four.clone(),
            card_type: payment.card_type.clone(),
            auth_code: payment.auth_code.clone(),
            captured_amount: Money::new(payment.captured_amount, currency),
            refunded_amount: Money::new(payment.returned_amount(), currency),
            authorized_at: record.authorized_at,
            paid_at: record.paid_at,
        })
    }
}
