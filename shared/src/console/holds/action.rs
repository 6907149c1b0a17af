//! What staff do with a hold.

use serde::{Deserialize, Serialize};

use crate::Money;

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
