//! What the business can set, and how the connection to Dojo stands.

pub mod connection;
pub mod rules;
pub mod tokens;

use serde::{Deserialize, Serialize};

use crate::{Currency, EmailAddress};

/// `GET /api/console/settings`, and the answer to each change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Counts the changes. A change sends the version that the screen showed, and is refused if it is not the newest.
    pub version: i64,
    /// Who the business is.
    pub profile: Profile,
    /// The accent as shoppers see it, made readable where it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent_shown: Option<ShownAccent>,
    /// The address of the logo; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Limits, receipts and terms.
    pub rules: PaymentRules,
    /// Words.
    pub messages: Messages,
    /// Where the shop is told; absent: nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback: Option<Callback>,
}

/// Who the business is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// The trading name that shoppers see.
    pub name: String,
    /// Where shoppers can write to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
    /// Where shoppers can call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// The accent colour, as `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// The time zone in which days begin and end, such as `Europe/London`.
    pub time_zone: String,
    /// In which forms begin.
    pub currency: Currency,
}

/// An accent colour as it can be read, `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownAccent {
    /// On white.
    pub light: String,
    /// On the dark theme's surface.
    pub dark: String,
}

/// Limits, receipts and terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentRules {
    /// Above this sum, in minor units of the business's currency, a second person confirms a refund; absent: nobody has to. In
    /// another currency a second person confirms every refund.
    #[serde(default)]
    pub refund_limit: Option<i64>,
    /// Whether a shopper who has paid is offered a receipt by e-mail.
    pub offer_receipts: bool,
    /// What a customer agrees to when a card is held in case they do not come.
    pub no_show_terms: String,
    /// What they agree to when it is held for charges without a schedule.
    pub unscheduled_terms: String,
}

/// The words of e-mails and text messages. `{business}`, `{amount}`, `{reference}` and `{link}` are filled in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Messages {
    /// The subject of the e-mail with a payment link.
    pub link_subject: String,
    /// That e-mail.
    pub link_email: String,
    /// The text message with a payment link, also for WhatsApp.
    pub link_text: String,
    /// The subject of the e-mail that asks to hold a card.
    pub hold_subject: String,
    /// That e-mail.
    pub hold_email: String,
    /// The text message that asks to hold a card, also for WhatsApp.
    pub hold_text: String,
}

/// Where the shop is told that a checkout was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Callback {
    /// The shop's address.
    pub url: String,
    /// The last four characters of the key that signs.
    pub secret_ending: String,
}

/// Body of `PUT /settings/profile`, `/settings/rules`, `/settings/messages`, `/settings/logo` and `/settings/callback`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change<T> {
    /// The version of the settings that the screen showed.
    pub seen_version: i64,
    /// What they are to be.
    pub value: T,
}

/// What `PUT /settings/logo` takes: a picture of at most 200 kB, as PNG, JPEG or WebP.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewLogo {
    /// The file in base64; absent takes the logo away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
}

/// The most that a logo may weigh, in bytes.
pub const LARGEST_LOGO: usize = 200 * 1024;

/// What `PUT /settings/callback` takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCallback {
    /// The shop's address, https unless it is on this machine; absent: nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether a new key is made; the old one signs nothing from then on. One is made too if there was none.
    #[serde(default)]
    pub new_secret: bool,
}

/// The answer to `PUT /settings/callback`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CallbackSaved {
    /// The settings as they are now.
    pub settings: Settings,
    /// The new key, if one was made: shown now and never again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}
