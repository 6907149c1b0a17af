//! The demo shop at `/`.

use anyhow::Result;

use super::CheckoutPage;
use crate::{
    browser::Browser,
    element::{Name, Role},
};

/// Three products and a basket.
#[derive(Clone, Copy, Debug)]
pub struct ShopPage<'a> {
    browser: &'a Browser,
}

impl<'a> ShopPage<'a> {
    /// Opens it.
    ///
    /// # Errors
    /// If it cannot be reached.
    pub async fn open(browser: &'a Browser, address: &str) -> Result<Self> {
        browser.open(address).await?;
        Ok(Self { browser })
    }

    /// Puts one of the product into the basket.
    ///
    /// # Errors
    /// If it is not sold.
    pub async fn add(&self, product: &str) -> Result<()> {
        self.browser.press(&format!("Add {product}")).await
    }

    /// Shops as this customer.
    ///
    /// # Errors
    /// If there is no such customer.
    pub async fn shop_as(&self, customer: &str) -> Result<()> {
        self.browser
            .choose(Role::Radio, Name::Begins(customer))
            .await
    }

    /// Goes to the checkout of the basket.
    ///
    /// # Errors
    /// If it does not open.
    pub async fn check_out(&self) -> Result<CheckoutPage<'a>> {
        self.order("Check out").await
    }

    /// Goes to the checkout behind this button.
    ///
    /// # Errors
    /// If it does not open.
    pub async fn order(&self, button: &str) -> Result<CheckoutPage<'a>> {
        self.browser.press(button).await?;
        self.browser.is_at("/pay/co_").await?;
        Ok(CheckoutPage::new(self.browser))
    }
}
