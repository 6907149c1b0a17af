//! Phone orders: headset on, hands on the keyboard.

use anyhow::Result;
use journeys::{
    Browser, cards,
    element::Role,
    journey,
    journey::Journey,
    pages::{Challenge, CheckoutPage, ConsolePage, PhoneOrdersPage, Staff},
};
use thirtyfour::Key;

/// A clerk at the screen for phone orders.
async fn at_the_desk(journey: &Journey) -> Result<PhoneOrdersPage<'_>> {
    let browser = journey.browser.as_ref();
    // What ui.md promises: no scrolling here.
    let metrics = serde_json::json!({ "width": 1280, "height": 720, "deviceScaleFactor": 1, "mobile": false });
    browser
        .devtools("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    let console = ConsolePage::sign_in(browser, &journey.stack, Staff::Clerk).await?;
    console.go_to("Phone orders").await?;
    Ok(PhoneOrdersPage::new(browser))
}

#[tokio::test]
async fn a_keyed_card_asks_for_no_3d_secure_and_its_address_is_checked() -> Result<()> {
    journey(async |journey| {
        let desk = at_the_desk(journey).await?;
        let browser = &journey.browser;
        desk.take_order("Order 245").await?;
        browser
            .reads("So that is twelve pounds fifty for Order 245, Ada Lovelace. Is that right?")
            .await?;
        desk.begin_to_key().await?;
        desk.fits_on_the_screen().await?;
        desk.charge(cards::VISA_CHALLENGED, "W2 1DG").await?;
        browser.reads("Paid £12.50").await?;
        browser
            .reads("Address and postcode are those that the bank has.")
            .await?;
        desk.fits_on_the_screen().await?;
        browser.fill("Receipt by e-mail", "ada@example.com").await?;
        browser.press("Send receipt").await?;
        browser.reads("Receipt sent to ada@example.com").await?;
        let sandbox = journey.stack.sandbox()?;
        sandbox.expect_captured(1, 1250).await?;
        let emails = sandbox.emails().await?.to_string();
        assert!(emails.contains("ada@example.com"), "{emails}");

        // The same caller wants something else; it is not the same order.
        browser.press("Same caller again").await?;
        browser.fill("Amount", "12.50").await?;
        browser.fill("Reference", "Order 246").await?;
        browser.press("Take order of £12.50").await?;
        browser.reads("This may be the same order again").await?;
        // Whoever presses Enter once more makes nothing, and what was typed stays.
        browser.focus_is_on("Open the earlier order").await?;
        browser.expect_accessible().await?;
        browser.type_keys(Key::Enter).await?;
        browser.reads("Paid £12.50").await?;
        browser.focus_is_on("Payment").await?;
        browser.type_keys("n").await?;
        browser.press("Take order of £12.50").await?;
        browser.press("It is another order").await?;
        browser.sees(Role::Button, "Key the card").await
    })
    .await
}

#[tokio::test]
async fn after_a_decline_the_caller_pays_by_link_while_they_talk() -> Result<()> {
    journey(async |journey| {
        let desk = at_the_desk(journey).await?;
        let browser = &journey.browser;
        desk.take_order("Order 245").await?;
        desk.begin_to_key().await?;
        desk.charge(cards::VISA_DECLINED, "W2 1DG").await?;
        browser.reads("The card was not accepted").await?;
        browser
            .reads("The bank has not approved this card, and nothing was charged.")
            .await?;
        browser
            .reads("Ask for another card, or send the link.")
            .await?;
        browser.expect_accessible().await?;
        desk.fits_on_the_screen().await?;
        journey.stack.sandbox()?.expect_captured(0, 0).await?;

        browser.press("Send the link instead").await?;
        let link = desk.link().await?;
        browser.expect_accessible().await?;
        let caller = journey.another_device().await?;
        let checkout = CheckoutPage::open(&caller, &link).await?;
        checkout
            .pay_by_card(cards::VISA_CHALLENGED, "£12.50")
            .await?;
        checkout.is_challenged().await?;
        let mut steps = vec![
            "Order taken by Clara Clerk",
            "Clara Clerk keys the card",
            "Declined by the bank",
            "Link ready for the caller",
            "Caller opened the link",
            "Caller sees the card form",
            "3-D Secure: the bank asks the caller to confirm",
        ];
        desk.steps_become(&steps).await?;
        checkout.answer_challenge(Challenge::Complete).await?;
        checkout.becomes("Payment successful").await?;
        steps.push("Paid");
        desk.steps_become(&steps).await?;
        browser.reads("Paid £12.50").await?;
        browser.expect_accessible().await?;
        journey.stack.sandbox()?.expect_captured(1, 1250).await
    })
    .await
}

#[tokio::test]
async fn the_callers_page_takes_no_card_once_staff_key_it() -> Result<()> {
    journey(async |journey| {
        let desk = at_the_desk(journey).await?;
        let browser = &journey.browser;
        desk.take_order("Order 245").await?;
        browser.press("Pay while we talk").await?;
        let link = desk.link().await?;
        browser.press("Show QR code").await?;
        browser.reads("Link shown as a QR code").await?;
        browser.focus_is_on("Hide QR code").await?;
        let caller = journey.another_device().await?;
        let checkout = CheckoutPage::open(&caller, &link).await?;
        caller.expect_failed_requests();
        checkout.type_card(cards::VISA).await?;
        browser.reads("Caller sees the card form").await?;
        browser.press("Key the card instead").await?;
        browser.focus_is_on("Let the caller pay").await?;
        browser.press("Close the link and key the card").await?;
        browser.sees(Role::Frame, "Card details").await?;
        checkout.press_pay("£12.50").await?;
        checkout.says("Nothing was charged").await?;
        desk.charge(cards::VISA, "W2 1DG").await?;
        browser.reads("Paid £12.50").await?;
        // It was not the caller's browser that paid.
        checkout.becomes("Already paid").await?;
        journey.stack.sandbox()?.expect_captured(1, 1250).await
    })
    .await
}

#[tokio::test]
async fn an_order_is_taken_and_keyed_by_keyboard_alone() -> Result<()> {
    journey(async |journey| {
        at_the_desk(journey).await?;
        let browser = journey.browser.as_ref();
        browser.focus_is_on("Amount").await?;
        for text in ["12.50", "Order 245", "Ada Lovelace", "07700 900123", ""] {
            browser.type_keys(text).await?;
            browser.type_keys(Key::Tab).await?;
        }
        browser.type_keys("card 4456 5300 0000 1005 12/29").await?;
        browser.reads("This looks like a card number").await?;
        for _ in 0..30 {
            browser.type_keys(Key::Backspace).await?;
        }
        browser.tab_to("Take order of £12.50").await?;
        browser.type_keys(Key::Enter).await?;
        browser.focus_is_on("Key the card").await?;
        browser.type_keys(Key::Enter).await?;
        browser.focus_is_on("First line of address").await?;
        browser.sees(Role::Frame, "Card details").await?;
        browser.tab_to("Postcode").await?;
        browser.type_keys("SW1A 1AA").await?;
        key_by_keyboard(browser).await?;
        browser.tab_to("Charge £12.50").await?;
        browser.type_keys(Key::Enter).await?;
        browser
            .reads("The address is the one that the bank has, the postcode is not.")
            .await?;
        browser.focus_is_on("Payment").await?;
        browser.type_keys("n").await?;
        browser.focus_is_on("Amount").await?;
        journey.stack.sandbox()?.expect_captured(1, 1250).await
    })
    .await
}

async fn key_by_keyboard(browser: &Browser) -> Result<()> {
    for (field, text) in [
        ("Name on card", cards::NAME),
        ("Card number", cards::VISA.number),
        ("Expiry date", cards::EXPIRY),
        ("Security code", cards::VISA.cv2),
    ] {
        browser.tab_to(field).await?;
        browser.type_keys(text).await?;
    }
    Ok(())
}
