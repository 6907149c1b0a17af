//! Today's takings and what needs attention.

use serde::{Deserialize, Serialize};

use crate::Money;

/// `GET /api/console/overview`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// The business's time zone, in which days begin and end.
    pub time_zone: String,
    /// Fourteen days, the oldest first; the last is today, the one before it yesterday.
    pub days: Vec<Day>,
    /// How those fourteen days' payments were made, the most money first.
    pub methods: Vec<Method>,
}

/// One day, from midnight to midnight in the business's time zone. A payment belongs to the day on which it was captured, not to
/// that on which it was made, and what is given back later to the day of its payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Day {
    /// Such as `2026-11-21`.
    pub date: String,
    /// Its first moment, in milliseconds since 1970.
    pub from: i64,
    /// The first moment of the next day. A day may have 23 or 25 hours.
    pub until: i64,
    /// What was taken, one sum a currency.
    pub takings: Vec<Takings>,
    /// Payments that were approved, taken or only authorized.
    pub paid: i64,
    /// Payments that somebody tried to make: those that were approved, and those that were declined and never paid.
    pub tried: i64,
}

/// What was taken in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Takings {
    /// Captured, before anything was given back.
    pub taken: Money,
    /// How much of it was refunded or reversed since.
    pub given_back: Money,
    /// How many payments.
    pub count: i64,
    /// The mean of what was taken, rounded down.
    pub average: Money,
}

/// Payments that were made in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Method {
    /// `card`, `saved_card`, `wallet`, `phone`, `terminal`, or `unknown`.
    pub method: String,
    /// What was taken, one sum a currency.
    pub takings: Vec<Takings>,
}

/// `GET /api/console/overview/attention`: what a person should look at, the most urgent first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attention {
    /// One for each kind of which there is something.
    pub items: Vec<AttentionItem>,
}

/// Things of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttentionItem {
    /// Which kind.
    pub kind: AttentionKind,
    /// How many there are.
    pub count: i64,
    /// The first few.
    pub first: Vec<AttentionEntry>,
}

/// Why something needs attention, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttentionKind {
    /// Money was taken twice, or after a checkout was closed: give it back.
    DoubleCapture,
    /// What Dojo has is not what was asked for.
    Disagreement,
    /// Dojo was asked for a refund and has not answered.
    RefundUnknown,
    /// A second person must confirm a refund.
    RefundAwaiting,
    /// An authorization ends within 48 hours.
    AuthorizationLapsing,
    /// Dojo does not send us webhooks.
    WebhooksMissing,
    /// Webhooks were given up.
    WebhookFailing,
    /// Callbacks to the shop were given up.
    CallbackFailing,
    /// E-mails could not be sent.
    EmailFailing,
    /// A hold, or the card that is held, ends within 48 hours.
    HoldExpiring,
    /// A payment link that can still be paid ends within 48 hours.
    LinkExpiring,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttentionEntry {
    /// Of the thing to look at: a payment intent's for payments and refunds, else its own.
    pub id: String,
    /// What people know it by.
    pub title: String,
    /// How much it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// When it ends or since when it is so, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// More, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
