//! The console's screen for phone orders.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use super::checkout::{CARD_FRAME, type_card};
use crate::{
    browser::Browser,
    cards::Card,
    element::Role,
    wait::{until, until_true},
};

/// The screen in one browser.
#[derive(Clone, Copy, Debug)]
pub struct PhoneOrdersPage<'a> {
    browser: &'a Browser,
}

impl<'a> PhoneOrdersPage<'a> {
    /// The screen that the browser shows.
    #[must_use]
    pub fn new(browser: &'a Browser) -> Self {
        Self { browser }
    }

    /// Fills in an order of £12.50 of Ada's and makes it.
    ///
    /// # Errors
    /// If the form is not there, or nothing is made of it.
    pub async fn take_order(&self, reference: &str) -> Result<()> {
        self.browser.fill("Amount", "12.50").await?;
        self.browser.fill("Reference", reference).await?;
        self.browser.fill("Caller's name", "Ada Lovelace").await?;
        self.browser.fill("Caller's phone", "07700 900123").await?;
        self.browser.press("Take order of £12.50").await
    }

    /// Chooses to key the card and waits until Dojo's fields can be typed into.
    ///
    /// # Errors
    /// If they do not come.
    pub async fn begin_to_key(&self) -> Result<()> {
        self.browser.press("Key the card").await?;
        self.browser.sees(Role::Frame, CARD_FRAME).await
    }

    /// Types a card and the postcode that the caller said, and charges it.
    ///
    /// # Errors
    /// If the fields do not come.
    pub async fn charge(&self, card: Card, postcode: &str) -> Result<()> {
        self.browser.fill("Postcode", postcode).await?;
        self.browser.enter_frame(CARD_FRAME).await?;
        type_card(self.browser, card).await?;
        self.browser.leave_frames().await?;
        self.browser.press("Charge £12.50").await
    }

    /// The address for the caller, once it is on the screen.
    ///
    /// # Errors
    /// If it does not come.
    pub async fn link(&self) -> Result<String> {
        let script = "return document.querySelector('.phone-url')?.textContent.trim() ?? null";
        until("the link", async || {
            let found = self.browser.driver().execute(script, vec![]).await?;
            Ok(found.json().as_str().map(str::to_owned))
        })
        .await
    }

    /// Waits until these are the steps, in this order.
    ///
    /// # Errors
    /// If they do not become so.
    pub async fn steps_become(&self, steps: &[&str]) -> Result<()> {
        let script = "return [...document.querySelectorAll('.phone-steps li span:last-child')].map(s => s.textContent)";
        let wanted = json!(steps);
        until("the steps", async || {
            let found = self.browser.driver().execute(script, vec![]).await?;
            ensure!(*found.json() == wanted, "they are {}", found.json());
            Ok(Some(()))
        })
        .await
        .context("steps of the phone order")
    }

    /// Waits until the page needs no scrolling.
    ///
    /// # Errors
    /// If it does.
    pub async fn fits_on_the_screen(&self) -> Result<()> {
        let script = "return document.documentElement.scrollHeight <= innerHeight";
        until_true("a page that fits on the screen", async || {
            Ok(*self.browser.driver().execute(script, vec![]).await?.json() == json!(true))
        })
        .await
    }
}
