//! Every page in every state, and how a shopper gets there: for axe-core and for the pictures.

mod checkout;
mod hosted;
mod outcome;
mod shop;

use anyhow::Result;

use crate::{gate::Held, journey::Journey};

/// A page in one of its states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The shop, nothing in the basket.
    Shop,
    /// The shop with a basket.
    ShopBasket,
    /// The card fields, empty.
    CheckoutCard,
    /// The card fields after a typing error.
    CheckoutCardError,
    /// Another chance after a decline.
    CheckoutDeclined,
    /// The bank asks.
    CheckoutChallenge,
    /// The outcome is being asked for.
    CheckoutPaying,
    /// The wallets' button.
    CheckoutWallet,
    /// The wallets' sheet.
    CheckoutWalletSheet,
    /// A returning customer's cards.
    CheckoutSavedCards,
    /// Suggestions for a tip.
    CheckoutTip,
    /// An amount to choose, one that is too small.
    CheckoutOpenAmount,
    /// E-mail and addresses are asked for.
    CheckoutCollect,
    /// A long bill with long texts.
    CheckoutLongBill,
    /// Dojo's page is chosen.
    CheckoutHostedChosen,
    /// Dojo's script did not come.
    CheckoutScriptMissing,
    /// Dojo's API does not answer.
    CheckoutDojoDown,
    /// The device has lost its network.
    CheckoutOffline,
    /// Scripts are blocked.
    CheckoutNoScripts,
    /// Dojo's page, empty.
    HostedCard,
    /// Dojo's page after a typing error.
    HostedErrors,
    /// Dojo's page after a decline.
    HostedDeclined,
    /// Dojo's page with a saved card.
    HostedSavedCard,
    /// Dojo's page with all that it can ask for.
    HostedCollect,
    /// The bank's page.
    HostedChallenge,
    /// The wallets' page.
    HostedWallet,
    /// Dojo's page after its one use.
    HostedUsed,
    /// Paid.
    Paid,
    /// Paid, and the receipt is on its way.
    PaidReceiptSent,
    /// Dojo has not confirmed yet.
    Waiting,
    /// Too late.
    Expired,
    /// Withdrawn.
    Cancelled,
    /// Paid at another amount.
    NeedsReview,
    /// No such page.
    NotFound,
    /// What the sandbox did.
    Inspector,
}

/// Keeps a state as it is while it is looked at.
#[derive(Debug, Default)]
pub struct Kept {
    held: Option<Held>,
}

impl Kept {
    fn by(held: Held) -> Self {
        Self { held: Some(held) }
    }
}

impl State {
    /// All of them.
    pub const ALL: [Self; 35] = [
        Self::Shop,
        Self::ShopBasket,
        Self::CheckoutCard,
        Self::CheckoutCardError,
        Self::CheckoutDeclined,
        Self::CheckoutChallenge,
        Self::CheckoutPaying,
        Self::CheckoutWallet,
        Self::CheckoutWalletSheet,
        Self::CheckoutSavedCards,
        Self::CheckoutTip,
        Self::CheckoutOpenAmount,
        Self::CheckoutCollect,
        Self::CheckoutLongBill,
        Self::CheckoutHostedChosen,
        Self::CheckoutScriptMissing,
        Self::CheckoutDojoDown,
        Self::CheckoutOffline,
        Self::CheckoutNoScripts,
        Self::HostedCard,
        Self::HostedErrors,
        Self::HostedDeclined,
        Self::HostedSavedCard,
        Self::HostedCollect,
        Self::HostedChallenge,
        Self::HostedWallet,
        Self::HostedUsed,
        Self::Paid,
        Self::PaidReceiptSent,
        Self::Waiting,
        Self::Expired,
        Self::Cancelled,
        Self::NeedsReview,
        Self::NotFound,
        Self::Inspector,
    ];

    /// Its name in files and messages, such as `checkout-card`.
    #[must_use]
    pub fn name(self) -> String {
        let mut name = String::new();
        for character in format!("{self:?}").chars() {
            if character.is_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.extend(character.to_lowercase());
        }
        name
    }

    /// Brings the browser there, from wherever it is.
    ///
    /// # Errors
    /// If the way is blocked.
    pub async fn reach(self, journey: &Journey) -> Result<Kept> {
        match self {
            Self::Shop | Self::ShopBasket | Self::NotFound | Self::Inspector => {
                shop::reach(self, journey).await
            }
            Self::HostedCard
            | Self::HostedErrors
            | Self::HostedDeclined
            | Self::HostedSavedCard
            | Self::HostedCollect
            | Self::HostedChallenge
            | Self::HostedWallet
            | Self::HostedUsed => hosted::reach(self, journey).await,
            Self::Paid
            | Self::PaidReceiptSent
            | Self::Waiting
            | Self::Expired
            | Self::Cancelled
            | Self::NeedsReview => outcome::reach(self, journey).await,
            _ => checkout::reach(self, journey).await,
        }
    }

    /// Makes everything as it was, for the next state.
    ///
    /// # Errors
    /// If the browser or the sandbox refuses.
    pub async fn leave(journey: &Journey, kept: Kept) -> Result<()> {
        journey.browser.network().heal();
        if let Some(held) = kept.held {
            held.release();
        }
        journey.stack.sandbox()?.heal().await?;
        journey.browser.allow_scripts().await?;
        journey.browser.go_offline(false).await?;
        journey.browser.open("about:blank").await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_with_hyphens() {
        assert_eq!(State::CheckoutCard.name(), "checkout-card");
        assert_eq!(State::Shop.name(), "shop");
    }
}
