//! What the business can set, and how the connection to Dojo stands.

use serde::{Deserialize, Serialize};

/// Limits, receipts and terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PaymentRules {
    /// Above this sum, in minor units, a second person confirms a refund; absent: nobody has to.
    #[serde(default)]
    pub refund_limit: Option<i64>,
    /// Whether a shopper who has paid is offered a receipt by e-mail.
    pub offer_receipts: bool,
    /// What a customer agrees to when a card is held.
    pub hold_terms: String,
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
