//! Holds: a card that is kept for a booking, to be charged once if the terms allow it (a setup intent at Dojo).

mod action;
mod event;
mod form;

use serde::{Deserialize, Serialize};

use super::customers::Consent;
use crate::Money;

pub use action::{ChargeHold, EndHold, HoldChannel, SendHold};
pub use event::{HoldEvent, HoldEventKind};
pub use form::{HoldDefaults, HoldFields, HoldForm};

/// Why the card may be charged later, in Dojo's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// The guest did not come.
    #[default]
    NoShow,
    /// As the terms say, without a schedule.
    Unscheduled,
}

/// How a hold stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldStatus {
    /// Written down here; Dojo has not confirmed yet that it has it. It can be sent all the same.
    Creating,
    /// Waits to be sent.
    Created,
    /// The shopper has the link.
    Sent,
    /// The shopper has opened the link.
    Opened,
    /// The card is held and can be charged.
    Authorized,
    /// A charge is under way; how it ends is not known yet.
    Charging,
    /// Charged. There is nothing more to take.
    Completed,
    /// It is being cancelled or released; Dojo has not confirmed it yet.
    Closing,
    /// Released: the card was held and is no more.
    Closed,
    /// Withdrawn before a card was held.
    Cancelled,
    /// Nobody gave a card in time.
    Expired,
    /// The held card has run out and cannot be charged any more.
    CardExpired,
    /// Dojo refused to make it.
    Failed,
}

impl HoldStatus {
    /// Every status, in the order of a hold's life.
    pub const ALL: [Self; 13] = [
        Self::Creating,
        Self::Created,
        Self::Sent,
        Self::Opened,
        Self::Authorized,
        Self::Charging,
        Self::Completed,
        Self::Closing,
        Self::Closed,
        Self::Cancelled,
        Self::Expired,
        Self::CardExpired,
        Self::Failed,
    ];

    /// Whether the shopper can still give a card.
    #[must_use]
    pub fn waits_for_card(self) -> bool {
        matches!(
            self,
            Self::Creating | Self::Created | Self::Sent | Self::Opened
        )
    }

    /// Whether nothing can happen any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::Completed
                | Self::Closed
                | Self::Cancelled
                | Self::Expired
                | Self::CardExpired
                | Self::Failed
        )
    }
}

/// What of the list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldFilter {
    /// Those that wait for a card.
    Waiting,
    /// Those that hold one.
    Authorized,
    /// Those that were charged.
    Charged,
    /// Those that ended without a charge.
    Ended,
    /// Those that end, or whose card runs out, within 48 hours.
    Ending,
}

impl HoldFilter {
    /// As the address has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Authorized => "authorized",
            Self::Charged => "charged",
            Self::Ended => "ended",
            Self::Ending => "ending",
        }
    }
}

/// What staff should act upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldWarning {
    /// No card was given yet, and the link ends within two days.
    ExpiresSoon,
    /// The held card runs out within 30 days.
    CardExpiresSoon,
    /// Whether the charge was carried out is not known yet. It settles by itself.
    ChargeUnknown,
    /// Dojo was asked to end the hold and has not confirmed it yet. It is asked again by itself.
    EndUnknown,
}

/// A hold in the list: `GET /api/console/holds?filter=&search=&cursor=&limit=` answers a page of them, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldItem {
    /// `hd_…`
    pub id: String,
    /// The booking's.
    pub reference: String,
    /// Why the card may be charged later.
    pub kind: HoldKind,
    /// How it stands.
    pub status: HoldStatus,
    /// The most that may be charged.
    pub intended_amount: Money,
    /// What was charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charged_amount: Option<Money>,
    /// `cu_…`, if it is for a known customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// Whom it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// The card that is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<HeldCard>,
    /// What staff should act upon.
    pub warnings: Vec<HoldWarning>,
    /// Until when a card can be given, in milliseconds since 1970.
    pub expire_at: i64,
    /// When it was made.
    pub created_at: i64,
    /// When it last changed.
    pub updated_at: i64,
}

/// A card that is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeldCard {
    /// Dojo's word for it, such as `VISA`.
    pub scheme: String,
    /// The last four digits; may be unknown.
    pub last_four: String,
    /// `MM/YY`; may be unknown.
    pub expiry_date: String,
}

/// Everything about a hold: `GET /api/console/holds/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldDetail {
    /// What the list shows.
    pub hold: HoldItem,
    /// What the shopper agrees to.
    pub terms: String,
    /// For staff only.
    pub note: String,
    /// Where the link may go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// Where the link may go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// `si_…`, once Dojo has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup_intent_id: Option<String>,
    /// What the shopper agreed to, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// How many cards were declined.
    pub declines: i64,
    /// When Dojo was last asked how it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_at: Option<i64>,
    /// How to bring it to the shopper.
    pub share: HoldShare,
    /// Every try to charge the card, the newest first.
    pub charges: Vec<HoldCharge>,
    /// What happened, the oldest first.
    pub events: Vec<HoldEvent>,
    /// The e-mails that were sent about it, the newest first.
    pub emails: Vec<super::emails::EmailState>,
}

/// A hold's link and the words that go with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldShare {
    /// `https://…/h/…`
    pub url: String,
    /// For SMS and WhatsApp, with the address in it.
    pub message: String,
    /// Of the e-mail.
    pub email_subject: String,
    /// Of the e-mail, with the address in it.
    pub email_text: String,
    /// Whether the server can send the e-mail; else the mail program of this device does.
    pub mail_is_configured: bool,
}

/// A try to charge the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldCharge {
    /// `hc_…`
    pub id: String,
    /// How it went.
    pub status: HoldChargeStatus,
    /// What was asked for; once charged, what Dojo took. Absent if that is in a currency that is not offered here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// `pi_…`, once Dojo has it: the payment that it made, or would have made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_intent_id: Option<String>,
    /// Why, in the words of whoever charged.
    pub note: String,
    /// Why it failed, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// Who.
    pub staff_name: String,
    /// When, in milliseconds since 1970.
    pub created_at: i64,
}

/// How a charge went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldChargeStatus {
    /// Not known yet. It settles by itself.
    UnderWay,
    /// The money was taken.
    Charged,
    /// No money was taken, and by this try none will be.
    Failed,
}
