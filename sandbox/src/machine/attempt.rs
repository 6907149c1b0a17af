//! What a shopper brings to pay, and what comes of it.

use std::collections::BTreeMap;

use dojo::{Address, ShippingDetails};
use serde::{Deserialize, Serialize};

use crate::cards::{CardInput, MaskedCard};

/// One attempt of a shopper to pay.
#[derive(Clone, Debug, Default)]
pub struct Attempt {
    /// With what.
    pub instrument: Instrument,
    /// Whether to save the card for the intent's customer.
    pub save_card: bool,
    /// What the shopper tells besides; overrides what the intent was created with.
    pub shopper: Shopper,
    /// The client session secret that a component presents. The hosted page and the control plane present none; their
    /// attempts consume the intent's secret all the same.
    pub token: Option<String>,
}

/// With what a shopper pays.
#[derive(Clone, Debug)]
pub enum Instrument {
    /// A card typed in.
    Card(CardInput),
    /// A saved card of the intent's customer.
    SavedCard {
        /// `pm_…`
        id: String,
        /// Asked for again each time.
        cv2: String,
    },
    /// Apple Pay or Google Pay.
    Wallet {
        /// The card in the wallet; the pretended Visa ending in 4242 if none is named.
        card: Option<CardInput>,
        /// What the issuer says.
        approve: bool,
    },
}

impl Default for Instrument {
    fn default() -> Self {
        Self::Card(CardInput::default())
    }
}

/// What a shopper tells besides the card.
#[derive(Clone, Debug, Default)]
pub struct Shopper {
    /// For the receipt.
    pub email: Option<String>,
    /// For the merchant.
    pub phone: Option<String>,
    /// For the issuer's address check.
    pub billing_address: Option<Address>,
    /// A postcode alone, for the issuer's address check.
    pub postcode: Option<String>,
    /// Where to deliver.
    pub shipping_details: Option<ShippingDetails>,
    /// Merged into the intent's metadata.
    pub metadata: BTreeMap<String, String>,
}

/// What became of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is over.
    Finished(TransactionResult),
    /// The shopper has to answer this challenge (`3ds_…`) with [`challenge::answer`].
    Challenge(String),
}

/// The component's transaction result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TransactionResult {
    /// 0 for success; see the component's documents for the others.
    pub status_code: u16,
    /// Six digits after a success, else empty.
    pub auth_code: String,
    /// In words.
    pub message: String,
}

impl TransactionResult {
    /// Paid.
    #[must_use]
    pub fn successful(auth_code: &str) -> Self {
        Self {
            status_code: 0,
            auth_code: auth_code.to_owned(),
            message: "Successful".to_owned(),
        }
    }

    /// 3: the shopper has not answered the challenge.
    #[must_use]
    pub fn authorizing() -> Self {
        Self::failed(3, "The card holder has not completed 3-D Secure.")
    }

    /// 5: the issuer said no.
    #[must_use]
    pub fn declined() -> Self {
        Self::failed(5, "The transaction was declined.")
    }

    /// 20: the intent is paid already.
    #[must_use]
    pub fn duplicate(message: impl Into<String>) -> Self {
        Self::failed(20, message)
    }

    /// 400: nothing was attempted, because the request cannot be right.
    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::failed(400, message)
    }

    /// 401: the client session secret is wrong, spent or expired; nothing was attempted.
    #[must_use]
    pub fn token_refused() -> Self {
        Self::failed(
            401,
            "The access token is not valid: it was used already or has expired.",
        )
    }

    /// 404: no client session secret was given; nothing was attempted.
    #[must_use]
    pub fn token_missing() -> Self {
        Self::failed(404, "No access token was supplied.")
    }

    fn failed(status_code: u16, message: impl Into<String>) -> Self {
        Self {
            status_code,
            auth_code: String::new(),
            message: message.into(),
        }
    }
}

/// A card that was looked at and may be charged: what is kept while a challenge is open.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prepared {
    /// The card, masked.
    pub card: MaskedCard,
    /// Whether the issuer will approve.
    pub approves: bool,
    /// `pm_…` of the saved card that pays.
    pub payment_method_id: Option<String>,
    /// Whether to save it.
    pub save_card: bool,
    /// Of the address check.
    pub avs_result: Option<String>,
    /// Whether a wallet handed it over.
    pub wallet: bool,
}
