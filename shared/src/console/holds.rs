//! Holds: a card that is kept for a booking, to be charged once if the terms allow it (a setup intent at Dojo).

use serde::{Deserialize, Serialize};

use super::customers::{Consent, FieldError, optional};
use crate::{EmailAddress, Money, PhoneNumber, Reference, free_text};

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

/// With what a new hold begins: `GET /api/console/holds/defaults`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldDefaults {
    /// The business's terms, from the settings.
    pub terms: String,
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

/// A new hold, as typed. Body of `POST /api/console/holds`, which answers [`HoldDetail`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HoldForm {
    /// The booking's: 1 to 60 characters.
    pub reference: String,
    /// Why the card may be charged later.
    pub kind: HoldKind,
    /// The most that may be charged.
    pub intended_amount: Money,
    /// What the shopper agrees to: 1 to 4,000 characters.
    pub terms: String,
    /// `cu_…`, if it is for a known customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// Whom it is for.
    #[serde(default)]
    pub customer_name: String,
    /// Empty if there is none.
    #[serde(default)]
    pub email_address: String,
    /// Empty if there is none.
    #[serde(default)]
    pub phone_number: String,
    /// Until when a card can be given, in milliseconds since 1970; absent: for 30 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<i64>,
    /// For staff only.
    #[serde(default)]
    pub note: String,
}

/// A new hold, checked but for its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldFields {
    /// The booking's.
    pub reference: Reference,
    /// The most that may be charged.
    pub intended_amount: Money,
    /// What the shopper agrees to.
    pub terms: String,
    /// Whom it is for.
    pub customer_name: Option<String>,
    /// Where the link may go.
    pub email_address: Option<EmailAddress>,
    /// Where the link may go.
    pub phone_number: Option<PhoneNumber>,
    /// For staff only.
    pub note: String,
}

impl HoldForm {
    /// Within Dojo's limit of 10,240, and still readable on a phone.
    pub const MOST_TERMS: usize = 4_000;
    /// Ours.
    pub const MOST_NOTE: usize = 2_000;
    /// Dojo's limit for a customer's name.
    pub const MOST_NAME: usize = 100;
    /// How long a card can be given at most, in milliseconds: Dojo's own default.
    pub const LONGEST: i64 = 30 * 24 * 60 * 60 * 1000;

    /// Checks every field but the expiry, which needs a clock.
    ///
    /// # Errors
    /// The first field at fault.
    pub fn check(&self) -> Result<HoldFields, FieldError> {
        let reference = Reference::try_from(self.reference.clone())
            .map_err(|error| ("reference", error.to_string()))?;
        let amount = self.intended_amount;
        let intended_amount = Money::chargeable(amount.value, amount.currency_code)
            .map_err(|error| ("intendedAmount", error.to_string()))?;
        let terms = free_text::lines(&self.terms, Self::MOST_TERMS)
            .and_then(free_text::given)
            .map_err(|error| match error {
                free_text::TextError::Empty => (
                    "terms",
                    "Enter the terms that the shopper agrees to.".to_owned(),
                ),
                error => ("terms", error.to_string()),
            })?;
        let name = free_text::line(&self.customer_name, Self::MOST_NAME)
            .map_err(|error| ("customerName", error.to_string()))?;
        Ok(HoldFields {
            reference,
            intended_amount,
            terms,
            customer_name: (!name.is_empty()).then_some(name),
            email_address: optional("emailAddress", &self.email_address)?,
            phone_number: optional("phoneNumber", &self.phone_number)?,
            note: free_text::lines(&self.note, Self::MOST_NOTE)
                .map_err(|error| ("note", error.to_string()))?,
        })
    }
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
    /// How much.
    pub amount: Money,
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

/// Something that happened to a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldEvent {
    /// What.
    pub kind: HoldEventKind,
    /// More about it, such as where it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Who of the staff; absent: the shopper, Dojo or the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_name: Option<String>,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $kind:ident = $text:literal,)*) => {
        /// What can happen to a hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum HoldEventKind {
            $($(#[$doc])* $kind,)*
        }

        impl HoldEventKind {
            /// As JSON and SQL have it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $text,)* }
            }

            /// The kind of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$kind),)* _ => None }
            }
        }
    };
}

event_kinds! {
    /// Staff made it.
    Created = "created",
    /// Dojo refused to make it.
    Refused = "refused",
    /// Staff sent it; the detail says how and where to.
    Sent = "sent",
    /// The shopper opened the link for the first time.
    Opened = "opened",
    /// The shopper agreed to the terms.
    Agreed = "agreed",
    /// The shopper's card was declined.
    Declined = "declined",
    /// The card is held.
    Authorized = "authorized",
    /// A charge began; the detail says how much.
    ChargeBegun = "charge_begun",
    /// The money was taken; the detail says how much.
    Charged = "charged",
    /// No money was taken; the detail says why.
    ChargeFailed = "charge_failed",
    /// Staff asked for it to be withdrawn.
    CancelAsked = "cancel_asked",
    /// Staff asked for the card to be released.
    ReleaseAsked = "release_asked",
    /// It could not be withdrawn: a card had been given in that moment.
    CancelTooLate = "cancel_too_late",
    /// It was withdrawn.
    Cancelled = "cancelled",
    /// The card was released.
    Closed = "closed",
    /// Nobody gave a card in time.
    Expired = "expired",
    /// The card ran out.
    CardExpired = "card_expired",
    /// The card was charged by somebody else with the same key, or in Dojo's own portal.
    CompletedElsewhere = "completed_elsewhere",
}

/// How a link reaches the shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldChannel {
    /// The server sends an e-mail.
    Email,
    /// The mail program of the device.
    MailProgram,
    /// The device's text messages.
    Sms,
    /// WhatsApp.
    Whatsapp,
    /// The address was copied.
    Copied,
    /// The QR code was shown.
    QrCode,
}

/// Body of `POST /api/console/holds/{id}/send`, which answers [`HoldDetail`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SendHold {
    /// How.
    pub channel: HoldChannel,
    /// The e-mail address or phone number; empty where there is none.
    #[serde(default)]
    pub to: String,
}

/// Body of `POST /api/console/holds/{id}/charge`, which answers [`HoldDetail`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChargeHold {
    /// When the hold that the screen shows was last changed; another time is refused as stale.
    pub seen_updated_at: i64,
    /// At most the intended amount.
    pub amount: Money,
    /// Why, at most 200 characters; on the payment's description too.
    #[serde(default)]
    pub note: String,
}

impl ChargeHold {
    /// Ours.
    pub const MOST_NOTE: usize = 200;
}

/// Body of `POST /api/console/holds/{id}/cancel` and `…/release`, which answer [`HoldDetail`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndHold {
    /// When the hold that the screen shows was last changed; another time is refused as stale.
    pub seen_updated_at: i64,
}
