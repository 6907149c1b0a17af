//! `/pay/{id}` while it can be paid.

use anyhow::Result;

use super::{HostedPage, OutcomePage, WalletSheet};
use crate::{
    browser::Browser,
    cards::{Card, EXPIRY, NAME},
    element::{Name, Role},
    wait::{until, until_true},
};

/// The title of the frame with Dojo's card fields.
pub(crate) const CARD_FRAME: &str = "Card details";
/// The title of the frame in which the bank asks.
pub(crate) const CHALLENGE_FRAME: &str = "Confirm it is you";
/// The wallets' row, and the title of their frames.
pub(crate) const WALLET: &str = "Apple Pay or Google Pay";
/// The row and the button that lead to Dojo's page.
pub(crate) const HOSTED: &str = "Pay on Dojo's secure page";

/// The bill and the ways to pay it.
#[derive(Clone, Copy, Debug)]
pub struct CheckoutPage<'a> {
    browser: &'a Browser,
}

/// What the shopper answers the bank.
#[derive(Clone, Copy, Debug)]
pub enum Challenge {
    /// It is me.
    Complete,
    /// Not convincingly.
    Fail,
    /// Never mind.
    Leave,
}

impl Challenge {
    /// The bank's button for it.
    #[must_use]
    pub fn button(self) -> &'static str {
        match self {
            Self::Complete => "Complete authentication",
            Self::Fail => "Fail authentication",
            Self::Leave => "Cancel authentication",
        }
    }
}

impl<'a> CheckoutPage<'a> {
    /// The page that the browser shows.
    #[must_use]
    pub fn new(browser: &'a Browser) -> Self {
        Self { browser }
    }

    /// Opens the checkout at this address.
    ///
    /// # Errors
    /// If it cannot be reached.
    pub async fn open(browser: &'a Browser, address: &str) -> Result<Self> {
        browser.open(address).await?;
        Ok(Self::new(browser))
    }

    /// Ticks a way to pay.
    ///
    /// # Errors
    /// If it is not offered.
    pub async fn choose(&self, method: &str) -> Result<()> {
        self.browser.choose(Role::Radio, Name::Begins(method)).await
    }

    /// Whether this way to pay is offered now.
    ///
    /// # Errors
    /// If the page cannot be asked.
    pub async fn offers(&self, method: &str) -> Result<bool> {
        let found = self.browser.all(Role::Radio, Name::Begins(method)).await?;
        Ok(!found.is_empty())
    }

    /// Ticks "Card", waits for Dojo's fields and types the card.
    ///
    /// # Errors
    /// If the fields do not come.
    pub async fn type_card(&self, card: Card) -> Result<()> {
        self.choose("Card").await?;
        self.in_card_frame(card).await
    }

    /// Waits until Dojo's fields can be typed into.
    ///
    /// # Errors
    /// If they do not come.
    pub async fn card_fields_are_ready(&self) -> Result<()> {
        self.browser.enter_frame(CARD_FRAME).await?;
        until_true("an enabled card number field", async || {
            let fields = self
                .browser
                .all(Role::Field, Name::Is("Card number"))
                .await?;
            match fields.first() {
                Some(field) => Ok(field.is_enabled().await?),
                None => Ok(false),
            }
        })
        .await?;
        self.browser.leave_frames().await
    }

    /// Types the card into Dojo's fields, which are there already or come.
    ///
    /// # Errors
    /// If the fields do not come.
    pub async fn in_card_frame(&self, card: Card) -> Result<()> {
        self.browser.enter_frame(CARD_FRAME).await?;
        type_card(self.browser, card).await?;
        self.browser.leave_frames().await
    }

    /// Presses "Pay £12.50", which must say so.
    ///
    /// # Errors
    /// If there is no such button, or it stays disabled.
    pub async fn press_pay(&self, amount: &str) -> Result<()> {
        self.browser.press(&format!("Pay {amount}")).await
    }

    /// Pays with this card; what comes of it is seen afterwards.
    ///
    /// # Errors
    /// If the form cannot be filled in.
    pub async fn pay_by_card(&self, card: Card, amount: &str) -> Result<()> {
        self.type_card(card).await?;
        self.press_pay(amount).await
    }

    /// Where the page could not pay with what was entered and asks for it again: enters it again.
    ///
    /// # Errors
    /// If neither the outcome nor the form comes.
    pub async fn pay_again_if_asked(&self, card: Card, amount: &str) -> Result<()> {
        let button = format!("Pay {amount}");
        let asked = until("the outcome or the form", async || {
            if self
                .browser
                .has(Role::Heading, "Payment successful")
                .await?
            {
                return Ok(Some(false));
            }
            let again = self.browser.text().await?.contains("Nothing was charged");
            Ok((again && self.browser.has(Role::Button, &button).await?).then_some(true))
        })
        .await?;
        if asked {
            self.in_card_frame(card).await?;
            self.press_pay(amount).await?;
        }
        Ok(())
    }

    /// Waits for the bank's question and answers it.
    ///
    /// # Errors
    /// If it does not come.
    pub async fn answer_challenge(&self, answer: Challenge) -> Result<()> {
        self.browser.enter_frame(CHALLENGE_FRAME).await?;
        self.browser.press(answer.button()).await?;
        self.browser.leave_frames().await
    }

    /// Waits until the bank's question can be answered.
    ///
    /// # Errors
    /// If it does not come.
    pub async fn is_challenged(&self) -> Result<()> {
        self.browser.enter_frame(CHALLENGE_FRAME).await?;
        self.browser
            .sees(Role::Button, Challenge::Complete.button())
            .await?;
        self.browser.leave_frames().await
    }

    /// Ticks the wallets, presses their button and waits for their sheet.
    ///
    /// # Errors
    /// If any of it does not come.
    pub async fn open_wallet(&self) -> Result<WalletSheet<'a>> {
        self.choose(WALLET).await?;
        self.browser.enter_frame(WALLET).await?;
        self.browser.click(Role::Button, Name::Begins("")).await?;
        self.browser.leave_frames().await?;
        WalletSheet::appears(self.browser).await
    }

    /// Chooses Dojo's page and goes there.
    ///
    /// # Errors
    /// If it does not open.
    pub async fn go_to_hosted_page(&self) -> Result<HostedPage<'a>> {
        self.choose(HOSTED).await?;
        self.browser
            .click(Role::Button, Name::Begins("Pay "))
            .await?;
        HostedPage::appears(self.browser).await
    }

    /// Sends the form that is there without scripts.
    ///
    /// # Errors
    /// If Dojo's page does not open.
    pub async fn send_plain_form(&self) -> Result<HostedPage<'a>> {
        self.browser.press(HOSTED).await?;
        HostedPage::appears(self.browser).await
    }

    /// Presses "Pay £12.50", unless the page has found out by itself that it has become this outcome.
    ///
    /// # Errors
    /// If there is neither the button nor the outcome.
    pub async fn press_pay_unless(&self, amount: &str, heading: &str) -> Result<()> {
        let button = format!("Pay {amount}");
        until(&format!("{button:?} or {heading:?}"), async || {
            if self.browser.has(Role::Heading, heading).await? {
                return Ok(Some(Ok(())));
            }
            self.browser
                .click_now(Role::Button, Name::Is(&button))
                .await
        })
        .await?
    }

    /// Waits until the page has been given so many client session secrets in all: each new total has its own.
    ///
    /// # Errors
    /// If it was not in time.
    pub async fn prepared(&self, times: usize) -> Result<()> {
        until_true(&format!("{times} prepared attempts"), async || {
            let exchanges = self.browser.network().exchanges();
            let prepared = exchanges.iter().filter(|exchange| {
                exchange.url.path().ends_with("/attempts") && exchange.status.is_success()
            });
            Ok(prepared.count() >= times)
        })
        .await
    }

    /// Waits until the page says this.
    ///
    /// # Errors
    /// If it does not.
    pub async fn says(&self, words: &str) -> Result<()> {
        self.browser.reads(words).await
    }

    /// Waits until the total of the bill is this.
    ///
    /// # Errors
    /// If it does not become so.
    pub async fn total_becomes(&self, amount: &str) -> Result<()> {
        let total = "return document.getElementById('total')?.textContent.trim()";
        until_true(&format!("a total of {amount}"), async || {
            Ok(self.browser.driver().execute(total, vec![]).await?.json() == amount)
        })
        .await
    }

    /// Waits until the page has become this outcome.
    ///
    /// # Errors
    /// If it does not.
    pub async fn becomes(&self, heading: &str) -> Result<OutcomePage<'a>> {
        OutcomePage::appears(self.browser, heading).await
    }
}

/// Types a card into the four fields of the current document.
pub(super) async fn type_card(browser: &Browser, card: Card) -> Result<()> {
    browser.fill("Name on card", NAME).await?;
    browser.fill("Card number", card.number).await?;
    browser.fill("Expiry date", EXPIRY).await?;
    browser.fill("Security code", card.cv2).await
}
