//! The merchant's console at `/console`.

use anyhow::{Context, Result};

use crate::{
    browser::Browser,
    element::{Name, Role},
    stack::Stack,
};

/// A member of the sandbox's demo staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staff {
    /// Looks.
    Viewer,
    /// Takes payments.
    Clerk,
    /// Moves money that was taken.
    Manager,
    /// Everything.
    Owner,
}

impl Staff {
    /// With what they sign in.
    #[must_use]
    pub fn credentials(self) -> (String, String) {
        let role = match self {
            Self::Viewer => "viewer",
            Self::Clerk => "clerk",
            Self::Manager => "manager",
            Self::Owner => "owner",
        };
        (format!("{role}@tatami.example"), format!("tatami-{role}"))
    }
}

/// The console in one browser.
#[derive(Clone, Copy, Debug)]
pub struct ConsolePage<'a> {
    browser: &'a Browser,
    stack: &'a Stack,
}

impl<'a> ConsolePage<'a> {
    /// Opens it and signs in.
    ///
    /// # Errors
    /// If that does not lead to the overview.
    pub async fn sign_in(browser: &'a Browser, stack: &'a Stack, staff: Staff) -> Result<Self> {
        let (email_address, password) = staff.credentials();
        let console = Self::as_signed_in(browser, stack);
        console.open("/console").await?;
        console.enter(&email_address, &password).await?;
        browser.sees(Role::Heading, "Overview").await?;
        Ok(console)
    }

    /// The console of somebody who is signed in already.
    #[must_use]
    pub fn as_signed_in(browser: &'a Browser, stack: &'a Stack) -> Self {
        Self { browser, stack }
    }

    /// Fills in and sends the form for signing in.
    ///
    /// # Errors
    /// If it is not there.
    pub async fn enter(&self, email_address: &str, password: &str) -> Result<()> {
        self.browser.fill("E-mail address", email_address).await?;
        self.browser.fill("Password", password).await?;
        self.browser.press("Sign in").await
    }

    /// Opens an address of the console, such as `/console/links`.
    ///
    /// # Errors
    /// If it cannot be reached.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.browser.open(self.stack.address(path)?.as_str()).await
    }

    /// Goes to an area by the navigation, and waits for its heading.
    ///
    /// # Errors
    /// If the role does not see it.
    pub async fn go_to(&self, area: &str) -> Result<()> {
        self.browser.follow(area).await?;
        self.browser.sees(Role::Heading, area).await
    }

    /// Makes a link for so many pounds and closes the sheet that opens. Answers the link's address.
    ///
    /// # Errors
    /// If the link does not come about.
    pub async fn make_link(&self, reference: &str, pounds: &str) -> Result<String> {
        self.go_to("Links").await?;
        self.browser.follow("New link").await?;
        self.browser.fill("Amount", pounds).await?;
        self.browser.fill("Reference", reference).await?;
        let create = format!("Create link for £{pounds}");
        self.browser.press(&create).await?;
        self.shared("Send this link", reference).await
    }

    /// Makes a hold of up to £20.00 and closes the sheet that opens. Answers the shopper's address.
    ///
    /// # Errors
    /// If the hold does not come about.
    pub async fn make_hold(&self, reference: &str) -> Result<String> {
        self.go_to("Holds").await?;
        self.browser.follow("New hold").await?;
        self.browser.fill("Reference", reference).await?;
        self.browser.fill("At most", "20").await?;
        self.browser.fill("Guest's name", "Ada Lovelace").await?;
        self.browser.press("Make hold of up to £20.00").await?;
        self.shared("Send this hold", reference).await
    }

    /// Writes down a customer.
    ///
    /// # Errors
    /// If that is refused.
    pub async fn make_customer(&self, name: &str) -> Result<()> {
        self.go_to("Customers").await?;
        self.browser.follow("New customer").await?;
        self.browser.fill("Name", name).await?;
        self.browser.press("Save customer").await?;
        self.browser.sees(Role::Heading, name).await
    }

    async fn shared(&self, sheet: &str, reference: &str) -> Result<String> {
        self.browser.sees(Role::Heading, sheet).await?;
        self.browser.press("Done").await?;
        self.browser.sees(Role::Heading, reference).await?;
        let link = self.browser.find(Role::Link, Name::Begins("http")).await?;
        link.text().await.context("the address to send")
    }
}
