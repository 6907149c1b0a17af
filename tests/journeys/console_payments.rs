//! Payments in the console: found, exported as shown, captured in part, given back by one or, above the limit, by two.

use anyhow::{Context, Result, ensure};
use journeys::{
    browser::Browser,
    cards,
    element::Role,
    journey,
    pages::{ConsolePage, Staff},
    sandbox::NewIntent,
    wait::until,
};
use serde_json::Value;

/// The list.
const LIST: &str = "/console/payments";

/// Waits until the table shows exactly these references, in this order.
async fn lists(browser: &Browser, references: &[&str]) -> Result<()> {
    until(&format!("the list {references:?}"), async || {
        let shown = browser
            .driver()
            .execute(
                "return [...document.querySelectorAll('main [data-row]')].map((link) => link.textContent.trim())",
                vec![],
            )
            .await?;
        let shown: Vec<String> = shown.convert()?;
        Ok((shown == references).then_some(()))
    })
    .await
}

/// The file behind the export button, as its lines.
async fn export(browser: &Browser) -> Result<Vec<String>> {
    let file = browser
        .driver()
        .execute_async(
            "const done = arguments[arguments.length - 1];
             const link = document.querySelector('a[download]');
             fetch(link.href).then((answer) => answer.text()).then(done);",
            vec![],
        )
        .await?;
    let text: String = file.convert()?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// The address of the only payment's page, once the mirror has it.
async fn open_payment(console: &ConsolePage<'_>, browser: &Browser, reference: &str) -> Result<()> {
    console.open(LIST).await?;
    browser.follow(reference).await?;
    browser.sees(Role::Heading, "What happened").await
}

#[tokio::test]
async fn the_file_shows_what_the_screen_shows() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let sandbox = journey.stack.sandbox()?;
        for (reference, pence) in [("Teapot 1", 1250), ("=Cups 2", 3000), ("Teapot 3", 800)] {
            sandbox
                .paid_elsewhere(&NewIntent::of(reference, pence), cards::VISA)
                .await?;
        }
        let console = ConsolePage::sign_in(browser, &journey.stack, Staff::Manager).await?;
        console.open(LIST).await?;
        lists(browser, &["Teapot 3", "=Cups 2", "Teapot 1"]).await?;

        browser.fill("Search", "teapot").await?;
        lists(browser, &["Teapot 3", "Teapot 1"]).await?;
        browser.is_at("q=teapot").await?;
        let lines = export(browser).await?;
        ensure!(lines.len() == 3, "{lines:?}");
        ensure!(
            lines
                .iter()
                .any(|line| line.contains("Teapot 1") && line.contains("12.50"))
        );

        // The address is the filter: it survives being opened anew.
        browser.driver().refresh().await?;
        lists(browser, &["Teapot 3", "Teapot 1"]).await?;
        browser.follow("Clear filters").await?;
        lists(browser, &["Teapot 3", "=Cups 2", "Teapot 1"]).await?;
        let lines = export(browser).await?;
        ensure!(
            lines.iter().any(|line| line.contains(",'=Cups 2,")),
            "{lines:?}"
        );

        browser.fill("Search", "£30.00").await?;
        lists(browser, &["=Cups 2"]).await
    })
    .await
}

#[tokio::test]
async fn a_manager_refunds_a_part() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let sandbox = journey.stack.sandbox()?;
        let id = sandbox
            .paid_elsewhere(&NewIntent::of("Teapot 1", 1250), cards::VISA)
            .await?;
        let console = ConsolePage::sign_in(browser, &journey.stack, Staff::Manager).await?;
        open_payment(&console, browser, "Teapot 1").await?;
        browser.press("Refund…").await?;
        browser.fill("Amount to refund", "5").await?;
        browser
            .fill("Reason (optional)", "One cup was broken")
            .await?;
        browser
            .reads("£5.00 goes back to Visa •••• 1005; £7.50 stays captured.")
            .await?;
        browser.expect_accessible().await?;
        browser.press("Refund £5.00").await?;
        browser.reads("Partly refunded").await?;
        browser.reads("One cup was broken").await?;
        let refunded = sandbox.intent(&id).await?["refundedAmount"].clone();
        ensure!(refunded == 500, "{refunded}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn above_the_limit_it_takes_two() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let sandbox = journey.stack.sandbox()?;
        let id = sandbox
            .paid_elsewhere(&NewIntent::of("Banquet", 50_000), cards::VISA)
            .await?;
        let console = ConsolePage::sign_in(browser, &journey.stack, Staff::Manager).await?;
        open_payment(&console, browser, "Banquet").await?;
        browser.press("Refund…").await?;
        browser.fill("Amount to refund", "120").await?;
        browser.press("Ask to refund £120.00").await?;
        browser.reads("Needs a second person").await?;
        ensure!(
            !browser
                .has(Role::Button, "Confirm refund of £120.00…")
                .await?
        );
        browser.sees(Role::Button, "Take back…").await?;
        ensure!(sandbox.intent(&id).await?["refundedAmount"] == 0);

        let other = journey.another_device().await?;
        let console = ConsolePage::sign_in(&other, &journey.stack, Staff::Owner).await?;
        console.open(LIST).await?;
        other.reads("One refund needs a look").await?;
        open_payment(&console, &other, "Banquet").await?;
        other.press("Confirm refund of £120.00…").await?;
        other.reads("£120.00 goes back to Visa •••• 1005.").await?;
        ensure!(sandbox.intent(&id).await?["refundedAmount"] == 0);
        other.expect_accessible().await?;
        other.press("Confirm, refund £120.00").await?;
        other.reads("Partly refunded").await?;
        // The first screen follows by itself.
        browser.reads("Partly refunded").await?;
        ensure!(sandbox.intent(&id).await?["refundedAmount"] == 12_000);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_pre_authorization_is_captured_in_part() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let sandbox = journey.stack.sandbox()?;
        let held = NewIntent {
            capture_later: true,
            ..NewIntent::of("Room 7", 20_000)
        };
        let id = sandbox.paid_elsewhere(&held, cards::MASTERCARD).await?;
        let console = ConsolePage::sign_in(browser, &journey.stack, Staff::Manager).await?;
        open_payment(&console, browser, "Room 7").await?;
        browser.reads("Authorized").await?;
        browser.press("Capture…").await?;
        browser.fill("Amount to capture", "150").await?;
        browser
            .reads("£150.00 is taken from Mastercard •••• 1005.")
            .await?;
        browser.press("Capture £150.00").await?;
        browser.reads("Left to capture").await?;
        browser.reads("Partly captured").await?;
        browser
            .sees(Role::Heading, "£150.00 of £200.00 · Room 7")
            .await?;
        let intent = sandbox.intent(&id).await?;
        ensure!(intent["status"] == "Captured", "{intent}");
        let captured = intent["captures"][0]["amount"].as_i64();
        ensure!(captured == Some(15_000), "{intent}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_screen_that_is_not_true_any_more_is_told_so() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        browser.expect_failed_requests();
        let sandbox = journey.stack.sandbox()?;
        let id = sandbox
            .paid_elsewhere(&NewIntent::of("Teapot 1", 1250), cards::VISA)
            .await?;
        let console = ConsolePage::sign_in(browser, &journey.stack, Staff::Manager).await?;
        open_payment(&console, browser, "Teapot 1").await?;
        browser.press("Refund…").await?;
        browser.fill("Amount to refund", "5").await?;

        let other = journey.another_device().await?;
        let console = ConsolePage::sign_in(&other, &journey.stack, Staff::Owner).await?;
        open_payment(&console, &other, "Teapot 1").await?;
        other.press("Refund…").await?;
        other.fill("Amount to refund", "10").await?;
        other.press("Refund £10.00").await?;
        other.reads("Partly refunded").await?;

        browser.press("Refund £5.00").await?;
        browser
            .reads("This payment has changed since you opened it, so nothing was done.")
            .await?;
        let refunded: Value = sandbox.intent(&id).await?["refundedAmount"].clone();
        let refunded = refunded.as_i64().context("an amount")?;
        ensure!(refunded == 1000, "{refunded}");

        // The dialog has the new figures, so what is decided now is carried out.
        browser.reads("At most £2.50 can be refunded.").await?;
        browser.fill("Amount to refund", "2").await?;
        browser
            .reads("£2.00 goes back to Visa •••• 1005; £0.50 stays captured.")
            .await?;
        browser.press("Refund £2.00").await?;
        browser.reads("£2.00 refunded").await?;
        let refunded: Value = sandbox.intent(&id).await?["refundedAmount"].clone();
        ensure!(refunded == 1200, "{refunded}");
        Ok(())
    })
    .await
}
