//! Staff: the first owner sets up, a clerk is invited and sees what is hers, the lock keeps what was typed.

use anyhow::{Context, Result, ensure};
use journeys::{
    Browser,
    element::{Name, Role},
    journey,
    pages::{ConsolePage, Staff},
    wait::until_true,
};

const PASSWORD: &str = "correct horse battery";

/// Chooses the password on the page of a link that lets somebody in.
async fn choose_password(browser: &Browser, button: &str) -> Result<()> {
    browser.fill("New password", PASSWORD).await?;
    browser.fill("The same again", PASSWORD).await?;
    browser.press(button).await?;
    browser.sees(Role::Heading, "Overview").await
}

/// The invitation that the page shows.
async fn shown_link(browser: &Browser) -> Result<String> {
    browser.reads("/console/invitation/").await?;
    let text = browser.text().await?;
    let link = text
        .split(' ')
        .find(|word| word.contains("/console/invitation/"));
    Ok(link.context("no invitation is shown")?.to_owned())
}

#[tokio::test]
async fn the_first_owner_sets_up_and_an_invited_clerk_sees_what_is_hers() -> Result<()> {
    journey(async |journey| {
        let business = journey.stack.with_key().await?;
        let owner = &journey.browser;
        owner
            .open(business.shop_url().join("/console")?.as_str())
            .await?;
        owner.reads("Nobody can sign in yet").await?;
        let set_up = business.set_up_address().await?;
        owner.open(&set_up).await?;
        owner.fill("Your name", "Olive Owner").await?;
        owner.fill("E-mail address", "olive@example.com").await?;
        choose_password(owner, "Make account and sign in").await?;
        ConsolePage::as_signed_in(owner, &business)
            .go_to("Team")
            .await?;
        owner.press("Invite someone").await?;
        owner.fill("Name", "Clara Clerk").await?;
        owner.fill("E-mail address", "clara@example.com").await?;
        owner.press("Make invitation").await?;
        let invitation = shown_link(owner).await?;

        let clerk = journey.another_device().await?;
        clerk.open(&invitation).await?;
        choose_password(&clerk, "Make account and sign in").await?;
        clerk.sees(Role::Link, "Links").await?;
        for area in ["Team", "Audit", "Settings"] {
            ensure!(!clerk.has(Role::Link, area).await?, "a clerk sees {area}");
        }
        clerk
            .open(business.address("/console/team")?.as_str())
            .await?;
        clerk.sees(Role::Heading, "Page not found").await?;

        // Whoever finds either link later finds nothing.
        for spent in [set_up, invitation] {
            owner.expect_failed_requests();
            owner.open(&spent).await?;
            owner.sees(Role::Heading, "This link works no more").await?;
        }
        // The business's server ends before the browser does, and with it the live stream.
        clerk.expect_failed_requests();
        Ok(())
    })
    .await
}

#[tokio::test]
async fn whoever_unlocks_a_page_that_was_opened_locked_finds_what_it_shows() -> Result<()> {
    journey(async |journey| {
        let clerk = &journey.browser;
        clerk.expect_failed_requests();
        let console = ConsolePage::sign_in(clerk, &journey.stack, Staff::Clerk).await?;
        console.go_to("Links").await?;
        clerk.reads("No links yet").await?;
        clerk.click(Role::Disclosure, Name::Begins("Clara")).await?;
        clerk.press("Lock").await?;
        clerk.sees(Role::Heading, "Locked").await?;
        let address = clerk.address().await?;
        clerk.open(&address).await?;
        clerk
            .fill("Password", &Staff::Clerk.credentials().1)
            .await?;
        clerk.press("Unlock").await?;
        clerk.reads("No links yet").await
    })
    .await
}

#[tokio::test]
async fn the_lock_covers_the_console_and_keeps_a_half_filled_order() -> Result<()> {
    journey(async |journey| {
        let clerk = &journey.browser;
        let console = ConsolePage::sign_in(clerk, &journey.stack, Staff::Clerk).await?;
        console.go_to("Phone orders").await?;
        clerk.fill("Amount", "12.50").await?;
        clerk.fill("Reference", "Order 245").await?;
        clerk.click(Role::Disclosure, Name::Begins("Clara")).await?;
        clerk.press("Lock").await?;
        clerk.sees(Role::Heading, "Locked").await?;
        until_true("the order to be covered", async || {
            Ok(!clerk.text().await?.contains("Caller"))
        })
        .await?;
        clerk.expect_failed_requests();
        clerk.fill("Password", "a guess").await?;
        clerk.press("Unlock").await?;
        clerk.reads("This is not your password").await?;
        clerk
            .fill("Password", &Staff::Clerk.credentials().1)
            .await?;
        clerk.press("Unlock").await?;
        for (field, text) in [("Amount", "12.50"), ("Reference", "Order 245")] {
            let found = clerk.find(Role::Field, Name::Is(field)).await?;
            let typed = found.value().await?.unwrap_or_default();
            ensure!(typed == text, "{field} holds {typed:?}");
        }
        clerk.sees(Role::Button, "Take order of £12.50").await
    })
    .await
}
