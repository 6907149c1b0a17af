//! The two ways to pay a phone order: staff key the card, or the caller is sent a link.

use serde::{Deserialize, Serialize};

use super::PhoneOrder;
use crate::{Address, Attempt, EmailAddress};

/// Body of `POST /api/console/phone-orders/{id}/keyed-attempt`: staff are about to key the card. A link that was open is
/// closed at Dojo first. Answer: [`KeyedAttempt`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeyedAttemptRequest {
    /// The cardholder's address, for the bank's check; not kept here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub billing_address: Option<Address>,
    /// The client session secret that Dojo no longer takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent_client_session_secret: Option<String>,
}

/// Answer to a [`KeyedAttemptRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyedAttempt {
    /// How the order stands now.
    pub order: PhoneOrder,
    /// For Dojo's component, and Dojo's page for staff; absent if the order cannot be paid (any more).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempt: Option<Attempt>,
}

/// Body of `POST /api/console/phone-orders/{id}/confirm`: the component has answered, look at Dojo now. Answer:
/// [`PhoneOrder`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeyedConfirmation {
    /// `at_…`
    pub attempt_id: String,
    /// The component's `statusCode`, if it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<i32>,
    /// The component's `message`; chooses words and nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Body of `POST /api/console/phone-orders/{id}/link`: opens the public page to the caller, and tells how the link got
/// there. A card that was about to be keyed is closed at Dojo first. Answer: [`SharedLink`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkRequest {
    /// How the link gets to the caller; absent while staff have not chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// With [`Channel::Email`]: where to. Left out: the caller's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
}

/// How a link gets to the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Text message, from the device of the staff.
    Sms,
    /// WhatsApp, from the device of the staff.
    Whatsapp,
    /// E-mail, sent by the server.
    Email,
    /// E-mail, from the mail program of the staff.
    MailProgram,
    /// Copied.
    Copied,
    /// Shown as a QR code.
    Qr,
}

impl Channel {
    /// As a step says it of the link.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Sms => "sent by text message",
            Self::Whatsapp => "sent by WhatsApp",
            Self::Email => "sent by e-mail",
            Self::MailProgram => "sent with the mail program",
            Self::Copied => "copied",
            Self::Qr => "shown as a QR code",
        }
    }
}

/// Answer to a [`LinkRequest`], and to `GET /api/console/phone-orders/{id}/link`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedLink {
    /// How the order stands now.
    pub order: PhoneOrder,
    /// What to send; absent if the order cannot be paid by link (any more).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

/// A link and the ways to send it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// Where the caller pays.
    pub url: String,
    /// What a message says.
    pub text: String,
    /// Opens the text message, filled in.
    pub sms_url: String,
    /// Opens WhatsApp, filled in.
    pub whatsapp_url: String,
    /// Opens the mail program, filled in.
    pub mail_url: String,
    /// The address as a QR code: a whole SVG document.
    pub qr_svg: String,
    /// Whether the server can send e-mail itself.
    pub can_email: bool,
}
