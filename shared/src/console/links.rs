//! Payment links: what staff ask for, and how a link fares.

mod import;
mod terms;

pub use import::*;
pub use terms::*;

use serde::{Deserialize, Serialize};

use super::emails::EmailState;
use crate::checkout::AmountLimits;
use crate::{CheckoutStatus, EmailAddress, Money, Reference};

/// Whether a link can be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// It can.
    Open,
    /// As often as it may be, it was.
    UsedUp,
    /// Nobody can any more.
    Expired,
    /// Staff withdrew it; it can be put back.
    Deactivated,
}

/// How far a link has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkStage {
    /// Nobody has looked at it.
    Made,
    /// Somebody has.
    Opened,
    /// Somebody has tried a card.
    Tried,
    /// Somebody's card was declined, and nobody has paid.
    Declined,
    /// A card is authorized, to be charged later.
    Authorized,
    /// An authorization was released, and no money was taken.
    Released,
    /// Somebody has paid.
    Paid,
}

/// How many came how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Funnel {
    /// Browsers that opened it; programs that only make previews do not count.
    pub opened: i64,
    /// Of them, those that tried a card.
    pub tried: i64,
    /// Cards that were declined.
    pub declined: i64,
    /// Cards that are authorized and not charged yet.
    pub authorized: i64,
    /// Payments.
    pub paid: i64,
}

/// A link in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkSummary {
    /// `ln_…`
    pub id: String,
    /// What shoppers open.
    pub url: String,
    /// The business's name for it.
    pub reference: Reference,
    /// One line below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How much, if the shopper does not choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Within which limits, if the shopper chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_amount: Option<AmountLimits>,
    /// How often it can be paid; absent: as often as people like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<i64>,
    /// How often it was used: paid or authorized.
    pub used: i64,
    /// Whether it can be paid.
    pub state: LinkState,
    /// How far it has come.
    pub stage: LinkStage,
    /// How many came how far.
    pub funnel: Funnel,
    /// All that was paid through it.
    pub paid_amount: Money,
    /// Whether cards are only authorized.
    pub capture_later: bool,
    /// Whom it was sent to, or is to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// When it was made, in milliseconds since 1970, as are the other times.
    pub created_at: i64,
    /// When staff changed it last. Sent back with a change, so that nobody overwrites what they have not seen.
    pub updated_at: i64,
    /// Until when it can be paid.
    pub expire_at: i64,
    /// When it was opened last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<i64>,
    /// When it was paid last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<i64>,
}

/// Everything about a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkDetail {
    /// As in the list.
    pub summary: LinkSummary,
    /// As it was asked for.
    pub terms: LinkTerms,
    /// The customer's name, if it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// Ways to send it.
    pub share: Share,
    /// E-mails about it, the newest first.
    pub emails: Vec<EmailState>,
    /// Its checkouts, the newest first, at most 100.
    pub visits: Vec<LinkVisit>,
    /// What staff did to it, the newest first.
    pub history: Vec<LinkHistory>,
}

/// Ways to send a link, with the words filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Share {
    /// The words, with the link.
    pub text: String,
    /// Whom to write to: the link's own address, or else its customer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<EmailAddress>,
    /// `sms:…?&body=…`
    pub sms: String,
    /// `https://wa.me/…?text=…`
    pub whatsapp: String,
    /// `mailto:…`, for staff whose server sends no e-mails.
    pub mailto: String,
    /// Whether the server sends e-mails itself.
    pub sends_emails: bool,
}

/// A checkout that a link opened for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkVisit {
    /// `co_…`
    pub checkout_id: String,
    /// How it stands.
    pub status: CheckoutStatus,
    /// How much, tip included.
    pub total_amount: Money,
    /// What of it was captured, if only a part was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured_amount: Option<Money>,
    /// How often cards were declined on it.
    pub declines: i64,
    /// `pi_…`, once it is paid or authorized.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_intent_id: Option<String>,
    /// When it was opened.
    pub created_at: i64,
    /// When it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<i64>,
}

/// Something that staff did to a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkHistory {
    /// As the audit trail has it, such as `link.deactivated`.
    pub action: String,
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// When.
    pub at: i64,
}

/// Body of `PUT /links/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkChange {
    /// As it is to be. Once the link was paid, only expiry, uses, description, e-mail address and note may change.
    pub terms: LinkTerms,
    /// The link's `updatedAt` as the screen showed it.
    pub seen_updated_at: i64,
}

/// Body of `POST /links/{id}/deactivate` and `POST /links/{id}/reactivate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkSwitch {
    /// The link's `updatedAt` as the screen showed it.
    pub seen_updated_at: i64,
    /// With a reactivation: until when it can be paid, if it has expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<i64>,
}

/// Body of `POST /links/{id}/emails`. Whoever was sent the link before is reminded of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkEmail {
    /// Whom to.
    pub to: EmailAddress,
}

impl LinkState {
    /// As addresses have it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::UsedUp => "used_up",
            Self::Expired => "expired",
            Self::Deactivated => "deactivated",
        }
    }
}

impl LinkSummary {
    /// The one word for how it fares, for people.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match (self.state, self.stage) {
            (LinkState::Expired, _) => "Expired",
            (LinkState::Deactivated, _) => "Deactivated",
            (_, LinkStage::Made) => "Not opened",
            (_, LinkStage::Opened) => "Opened",
            (_, LinkStage::Tried) => "Card tried",
            (_, LinkStage::Declined) => "Declined",
            (_, LinkStage::Authorized) => "Authorized",
            (_, LinkStage::Released) => "Released",
            (LinkState::UsedUp, LinkStage::Paid) if self.uses != Some(1) => "Used up",
            (LinkState::UsedUp, LinkStage::Paid) => "Paid",
            (LinkState::Open, LinkStage::Paid) => "In use",
        }
    }
}
