//! The merchant's console at `/console`.

use anyhow::Result;

use crate::{browser::Browser, element::Role, stack::Stack};

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
}
