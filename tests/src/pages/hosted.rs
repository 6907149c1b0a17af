//! Dojo's page, as the sandbox plays it.

use anyhow::Result;

use super::{Challenge, checkout};
use crate::{
    browser::Browser,
    cards::Card,
    element::{Name, Role},
};

/// `/checkout/{intent}` at the sandbox.
#[derive(Clone, Copy, Debug)]
pub struct HostedPage<'a> {
    browser: &'a Browser,
}

impl<'a> HostedPage<'a> {
    /// Waits until the browser shows it.
    ///
    /// # Errors
    /// If it does not.
    pub async fn appears(browser: &'a Browser) -> Result<Self> {
        browser.is_at("/checkout/pi_").await?;
        Ok(Self { browser })
    }

    /// Waits until the browser shows that of a setup intent.
    ///
    /// # Errors
    /// If it does not.
    pub async fn appears_to_hold(browser: &'a Browser) -> Result<Self> {
        browser.is_at("/checkout/si_").await?;
        Ok(Self { browser })
    }

    /// Gives a new card to be held.
    ///
    /// # Errors
    /// If the form cannot be filled in.
    pub async fn give_card(&self, card: Card) -> Result<()> {
        self.type_card(card).await?;
        self.browser.press("Save card").await
    }

    /// Types a new card.
    ///
    /// # Errors
    /// If a field is missing.
    pub async fn type_card(&self, card: Card) -> Result<()> {
        checkout::type_card(self.browser, card).await
    }

    /// Ticks a saved card, or "Use another card".
    ///
    /// # Errors
    /// If it is not there.
    pub async fn choose(&self, card: &str) -> Result<()> {
        self.browser.choose(Role::Radio, Name::Begins(card)).await
    }

    /// Whether this card is ticked.
    ///
    /// # Errors
    /// If it is not there.
    pub async fn is_chosen(&self, card: &str) -> Result<bool> {
        let radio = self.browser.find(Role::Radio, Name::Begins(card)).await?;
        Ok(radio.is_selected().await?)
    }

    /// Types the security code of a saved card.
    ///
    /// # Errors
    /// If it is not asked for.
    pub async fn type_security_code(&self, code: &str) -> Result<()> {
        self.browser.fill("Security code", code).await
    }

    /// Presses "Pay £12.50", which must say so.
    ///
    /// # Errors
    /// If there is no such button.
    pub async fn press_pay(&self, amount: &str) -> Result<()> {
        self.browser.press(&format!("Pay {amount}")).await
    }

    /// Pays with a new card.
    ///
    /// # Errors
    /// If the form cannot be filled in.
    pub async fn pay_by_card(&self, card: Card, amount: &str) -> Result<()> {
        self.type_card(card).await?;
        self.press_pay(amount).await
    }

    /// Answers the bank, which asks on a page of its own here.
    ///
    /// # Errors
    /// If it does not ask.
    pub async fn answer_challenge(&self, answer: Challenge) -> Result<()> {
        self.browser.press(answer.button()).await
    }

    /// Goes back to the shop without paying.
    ///
    /// # Errors
    /// If there is no way back.
    pub async fn go_back(&self) -> Result<()> {
        self.browser.follow("Cancel and go back").await
    }
}
