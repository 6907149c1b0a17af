//! Payment links: made by staff, opened and paid by somebody else, watched meanwhile; many from a file; all by keyboard.

use anyhow::{Result, ensure};
use journeys::{
    cards,
    element::{Name, Role},
    journey,
    pages::{CheckoutPage, ConsolePage, OutcomePage, Staff},
};
use thirtyfour::Key;

#[tokio::test]
async fn a_link_is_made_opened_declined_and_paid_while_staff_watch() -> Result<()> {
    journey(async |journey| {
        let desk = &*journey.browser;
        let console = ConsolePage::sign_in(desk, &journey.stack, Staff::Clerk).await?;
        let address = console.make_link("Order 245", "12.50").await?;
        desk.reads("Not opened").await?;

        // Straight to the bill that can be paid, and nobody reloads the console.
        let phone = journey.another_device().await?;
        let checkout = CheckoutPage::open(&phone, &address).await?;
        phone.is_at("/pay/co_").await?;
        desk.reads("1 opened it").await?;
        checkout.pay_by_card(cards::VISA_DECLINED, "£12.50").await?;
        desk.reads("1 declined").await?;
        checkout.pay_again_if_asked(cards::VISA, "£12.50").await?;
        checkout.becomes("Payment successful").await?;
        desk.reads("£12.50 paid in all.").await?;

        // Somebody else who has the link cannot pay it once more.
        let late = journey.another_device().await?;
        late.open(&address).await?;
        OutcomePage::appears(&late, "This link has been paid").await?;
        journey.stack.sandbox()?.expect_captured(1, 1250).await
    })
    .await
}

#[tokio::test]
async fn of_a_file_with_two_bad_rows_the_good_ones_are_made() -> Result<()> {
    journey(async |journey| {
        let browser = &*journey.browser;
        let console = ConsolePage::sign_in(browser, &journey.stack, Staff::Manager).await?;
        console.go_to("Links").await?;
        browser.follow("Import").await?;
        let file = journey.stack.folder().join("links.csv");
        std::fs::write(
            &file,
            "reference,amount\nInvoice 1,12.50\nInvoice 2,twelve\n=1+1,3\nInvoice 4,9\n",
        )?;
        let field = browser.find(Role::Field, Name::Is("CSV file")).await?;
        field.send_keys(file.display().to_string()).await?;
        browser.reads("2 rows are fine, 2 are not.").await?;
        browser.reads("3 amount Enter an amount in digits").await?;
        browser
            .reads("4 reference This is a formula, or looks like one.")
            .await?;
        browser.expect_accessible().await?;
        let mode = browser.find(Role::Field, Name::Is("Make")).await?;
        mode.send_keys("The 2").await?;
        browser.press("Make 2 links").await?;
        browser.reads("2 links made").await?;
        browser.follow("See the links").await?;
        browser.reads("Links of the import of").await?;
        browser.reads("Invoice 4").await?;
        let text = browser.text().await?;
        ensure!(
            text.contains("2 of 2") && !text.contains("Invoice 2"),
            "{text}"
        );
        browser.expect_accessible().await
    })
    .await
}

#[tokio::test]
async fn a_link_is_made_and_deactivated_by_keyboard_alone() -> Result<()> {
    journey(async |journey| {
        let browser = &*journey.browser;
        let console = ConsolePage::sign_in(browser, &journey.stack, Staff::Manager).await?;
        console.go_to("Links").await?;
        browser.type_keys("n").await?;
        browser.focus_is_on("Amount").await?;
        browser.type_keys("20").await?;
        // What is missing gets the focus.
        browser.type_keys(Key::Enter).await?;
        browser.focus_is_on("Reference").await?;
        browser.type_keys("Order 246").await?;
        browser.type_keys(Key::Enter).await?;
        browser.sees(Role::Heading, "Send this link").await?;
        browser.tab_to("Done").await?;
        browser.type_keys(Key::Enter).await?;
        browser.tab_to("Deactivate").await?;
        browser.type_keys(Key::Enter).await?;
        // Enter alone confirms nothing.
        browser.focus_is_on("Keep it").await?;
        browser.type_keys(Key::Enter).await?;
        browser.focus_is_on("Deactivate").await?;
        browser.type_keys(Key::Enter).await?;
        browser.tab_to("Deactivate link").await?;
        browser.type_keys(Key::Enter).await?;
        browser.focus_is_on("Reactivate").await?;
        browser.reads("Deactivated").await
    })
    .await
}
