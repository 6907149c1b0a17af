//! With what people pay, and what a merchant accepts.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{lenient::null_as_default, string_enum::string_enum};

string_enum! {
    /// Ways to pay that an intent offers.
    PaymentMethod {
        /// A card typed in.
        Card = "Card",
        /// Apple Pay or Google Pay.
        Wallet = "Wallet",
        /// A card that Dojo keeps for the customer.
        SavedCard = "SavedCard",
    }
}

string_enum! {
    /// Card schemes.
    CardScheme {
        /// Visa.
        Visa = "VISA",
        /// Mastercard.
        Mastercard = "MASTERCARD",
        /// Maestro.
        Maestro = "MAESTRO",
        /// Discover.
        Discover = "DISCOVER",
        /// Diners Club International.
        Dci = "DCI",
        /// American Express.
        Amex = "AMEX",
    }
}

string_enum! {
    /// Wallets.
    WalletPaymentOption {
        /// Apple Pay.
        ApplePay = "APPLE_PAY",
        /// Google Pay.
        GooglePay = "GOOGLE_PAY",
    }
}

string_enum! {
    /// How the card details came in.
    TerminalSessionPaymentEntryMode {
        /// Held to a reader.
        Contactless = "Contactless",
        /// Put into a reader.
        ContactChip = "ContactChip",
        /// Swiped.
        Magstripe = "Magstripe",
        /// Typed in.
        ManualEntry = "ManualEntry",
        /// Dojo does not know.
        Unknown = "Unknown",
    }
}

string_enum! {
    /// How it was made sure that the card is the payer's.
    TerminalSessionPaymentVerificationMode {
        /// A number typed in.
        Pin = "Pin",
        /// A signature.
        Signature = "Signature",
        /// The payer's own device.
        Device = "Device",
        /// Not at all.
        None = "None",
    }
}

/// What a merchant accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SupportedPaymentMethods {
    /// Cards.
    #[serde(default, deserialize_with = "null_as_default")]
    pub card_schemes: Vec<CardScheme>,
    /// Wallets.
    #[serde(default, deserialize_with = "null_as_default")]
    pub wallets: Vec<WalletPaymentOption>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// The merchant behind an intent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MerchantConfig {
    /// What they accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supported_payment_methods: Option<SupportedPaymentMethods>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
