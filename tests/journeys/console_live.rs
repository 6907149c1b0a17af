//! The console updates by itself, says when it cannot, and catches up.

use std::time::Duration;

use anyhow::{Result, ensure};
use journeys::{
    cards,
    element::Role,
    journey,
    pages::{ConsolePage, Staff},
    sandbox::NewIntent,
    wait::until_true,
};
use reqwest::Method;
use tokio::time::Instant;

/// From the webhook's confirmation to the open console.
const SOON: Duration = Duration::from_secs(1);

#[tokio::test]
async fn a_payment_made_elsewhere_shows_on_an_open_console_within_a_second() -> Result<()> {
    journey(async |journey| {
        let browser = journey.browser.as_ref();
        ConsolePage::sign_in(browser, &journey.stack, Staff::Viewer).await?;
        browser
            .reads("Payments appear here as they are made")
            .await?;
        let sandbox = journey.stack.sandbox()?;
        sandbox
            .paid_elsewhere(&NewIntent::of("Table 7", 1250), cards::VISA)
            .await?;
        let told = Instant::now();
        browser.sees(Role::Link, "Table 7").await?;
        let took = told.elapsed();
        ensure!(took < SOON, "it took {took:?}");
        browser.reads("1 payment, £12.50 on average").await?;
        browser
            .reads("The one payment that was tried went through")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn while_the_stream_is_cut_the_console_says_so_and_catches_up() -> Result<()> {
    journey(async |journey| {
        let browser = journey.browser.as_ref();
        browser.expect_failed_requests();
        ConsolePage::sign_in(browser, &journey.stack, Staff::Viewer).await?;
        browser
            .reads("Payments appear here as they are made")
            .await?;
        let sandbox = journey.stack.sandbox()?;
        sandbox
            .paid_elsewhere(&NewIntent::of("Table 1", 500), cards::VISA)
            .await?;
        browser.sees(Role::Link, "Table 1").await?;
        browser.network().refuse(Method::GET, "/api/console/live");
        browser.reads("Reconnecting").await?;
        // What happens meanwhile is not seen, and not missed.
        sandbox
            .paid_elsewhere(&NewIntent::of("Table 2", 700), cards::VISA)
            .await?;
        until_true("the server to know the payment", async || {
            let known = "SELECT COUNT(*) FROM payments WHERE status = $1";
            let mut database = journey.stack.database().await?;
            Ok(database.number(known, "Captured").await? == 2)
        })
        .await?;
        ensure!(!browser.has(Role::Link, "Table 2").await?);
        browser.network().heal();
        browser.sees(Role::Link, "Table 2").await?;
        until_true("the notice to go", async || {
            Ok(!browser.text().await?.contains("Reconnecting"))
        })
        .await?;
        browser.reads("2 payments, £6.00 on average").await
    })
    .await
}

#[tokio::test]
async fn a_server_that_hangs_is_noticed_and_caught_up_with() -> Result<()> {
    journey(async |journey| {
        let browser = journey.browser.as_ref();
        browser.expect_failed_requests();
        ConsolePage::sign_in(browser, &journey.stack, Staff::Viewer).await?;
        browser
            .reads("Payments appear here as they are made")
            .await?;
        journey.stack.freeze().await?;
        browser.reads("Reconnecting").await?;
        journey.stack.thaw().await?;
        until_true("the notice to go", async || {
            Ok(!browser.text().await?.contains("Reconnecting"))
        })
        .await?;
        let sandbox = journey.stack.sandbox()?;
        sandbox
            .paid_elsewhere(&NewIntent::of("Table 4", 900), cards::VISA)
            .await?;
        browser.sees(Role::Link, "Table 4").await
    })
    .await
}

#[tokio::test]
async fn a_restarted_server_is_found_again_and_nothing_is_missed() -> Result<()> {
    journey(async |journey| {
        let browser = journey.browser.as_ref();
        browser.expect_failed_requests();
        ConsolePage::sign_in(browser, &journey.stack, Staff::Viewer).await?;
        browser
            .reads("Payments appear here as they are made")
            .await?;
        journey.stack.kill_9().await?;
        browser.reads("Reconnecting").await?;
        journey.stack.restart().await?;
        let sandbox = journey.stack.sandbox()?;
        sandbox
            .paid_elsewhere(&NewIntent::of("Table 3", 900), cards::MASTERCARD)
            .await?;
        browser.sees(Role::Link, "Table 3").await
    })
    .await
}
