//! One payment in full.

use serde::{Deserialize, Serialize};

use super::list::PaymentLine;
use super::{Fulfilment, Method, Offer, Seen};
use crate::Money;

/// Everything that is known of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentDetail {
    /// As in the list.
    pub line: PaymentLine,
    /// Where the money is.
    pub figures: Figures,
    /// What an action gives back, so that a screen that is not true any more is noticed.
    pub seen: Seen,
    /// The merchant's description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What was ordered, and where it goes.
    #[serde(default)]
    pub fulfilment: Fulfilment,
    /// Why nobody has paid, if cards were declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declines: Option<Declines>,
    /// The card, once one was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardFacts>,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// Whether it is captured by hand.
    pub is_manual: bool,
    /// When it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<i64>,
    /// When it is canceled unless somebody pays, while nobody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<i64>,
    /// When the authorization ends by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapses_at: Option<i64>,
    /// Whether it is then captured, rather than released.
    pub lapses_to_capture: bool,
    /// `co_…`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkout_id: Option<String>,
    /// `ln_…`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link_id: Option<String>,
    /// `cu_…`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// What happened, the newest first.
    pub timeline: Vec<Happening>,
    /// Money on its way back or given back from here, the newest first.
    pub refunds: Vec<RefundLine>,
    /// What a person must look at.
    pub flags: Vec<FlagLine>,
    /// What staff wrote, the oldest first.
    pub notes: Vec<NoteLine>,
    /// What state and role allow.
    pub offers: Vec<Offer>,
    /// When Dojo was last asked.
    pub read_at: i64,
}

/// Where the money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// What is asked for, without a tip.
    pub amount: Money,
    /// The tip.
    pub tips_amount: Money,
    /// What the bank has agreed to, once it has.
    pub authorized: Money,
    /// What was taken.
    pub captured: Money,
    /// What was given back.
    pub refunded: Money,
    /// What is on its way back, or waits for a second person.
    pub reserved: Money,
    /// What can still be given back.
    pub left: Money,
    /// What can still be captured.
    pub left_to_capture: Money,
}

/// Cards that were declined, of a payment that nobody has made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Declines {
    /// How many.
    pub times: i64,
    /// Why the last one was, as far as it is known, in words.
    pub reason: String,
    /// What to do, in words, where something is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The card and how it was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CardFacts {
    /// `VISA`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_type: Option<String>,
    /// `DEBIT`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<String>,
    /// The last four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_four: Option<String>,
    /// `MM/YY`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry: Option<String>,
    /// The issuer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_code: Option<String>,
    /// The acquirer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Dojo's `avsResult`; [`crate::checks::address`] puts it into words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avs_result: Option<String>,
    /// What is known of 3-D Secure, in words.
    pub three_d_secure: String,
    /// What is known of the security code, in words.
    pub security_code: String,
}

/// What kind of thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HappeningKind {
    /// Money came or is held.
    Good,
    /// An attempt failed.
    Bad,
    /// Money went back.
    Back,
    /// Staff did something.
    Staff,
    /// Anything else.
    Plain,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Happening {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What kind.
    pub kind: HappeningKind,
    /// What, in a few words.
    pub title: String,
    /// More of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// By whom, if a member of staff did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A part of the payment given back, or all of it undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundKind {
    /// Given back after it was captured.
    Refund,
    /// Undone as a whole.
    Reversal,
}

/// How a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// A second person must confirm it.
    AwaitingApproval,
    /// Dojo is being asked.
    Sending,
    /// Dojo was asked and did not answer; it settles itself, or a manager says what became of it.
    Unknown,
    /// Dojo said yes; the payment will show it in a moment.
    Accepted,
    /// The money went back.
    Done,
    /// Dojo said no, or it turned out that nothing went back.
    Refused,
    /// The second person said no.
    Rejected,
    /// Whoever asked for it took it back before a second person had confirmed it.
    TakenBack,
}

/// A refund or reversal that staff asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundLine {
    /// `rf_…`
    pub id: String,
    /// The payment.
    pub payment_id: String,
    /// A part, or everything undone.
    pub kind: RefundKind,
    /// How it stands.
    pub status: RefundStatus,
    /// How much.
    pub amount: Money,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// More of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Who asked for it.
    pub requested_by: String,
    /// When.
    pub requested_at: i64,
    /// Who confirmed or declined it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Why it did not work, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Whether whoever asks may confirm or decline it.
    pub can_decide: bool,
    /// Whether whoever asks may take it back: their own, as long as it waits.
    pub can_take_back: bool,
    /// Whether whoever asks may say what became of it, because nothing here can tell.
    pub can_settle: bool,
}

/// Something about the money that is not as asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FlagLine {
    /// `double_capture`, …
    pub kind: String,
    /// What is wrong, in a sentence.
    pub title: String,
    /// The figures.
    pub detail: String,
    /// What to do, in a sentence.
    pub proposal: String,
    /// Whether giving the whole payment back is proposed.
    pub propose_return: bool,
    /// Since when.
    pub created_at: i64,
    /// Whether whoever asks may take it down.
    pub can_resolve: bool,
}

/// What a member of staff wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteLine {
    /// When.
    pub at: i64,
    /// Who.
    pub by: String,
    /// What.
    pub text: String,
}
