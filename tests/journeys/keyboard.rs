//! Everything without a mouse, on a narrow screen.

use anyhow::Result;
use journeys::{
    Order, Width, cards, journey,
    pages::{OutcomePage, ShopPage},
};
use thirtyfour::Key;

#[tokio::test]
async fn an_order_is_placed_paid_and_its_receipt_sent_by_keyboard_at_390_pixels() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        browser.resize(Width::Phone).await?;
        ShopPage::open(browser, journey.stack.shop_url().as_str()).await?;
        browser.tab_to("Add Teapot").await?;
        browser.type_keys(Key::Enter).await?;
        browser.reads("Check out").await?;
        browser.tab_to("Check out").await?;
        browser.type_keys(Key::Enter).await?;
        browser.is_at("/pay/co_").await?;
        browser
            .sees(journeys::element::Role::Frame, "Card details")
            .await?;

        type_card_by_keyboard(browser, cards::VISA_CHALLENGED).await?;
        browser.tab_to("Pay £12.50").await?;
        browser.type_keys(Key::Enter).await?;
        browser
            .sees(journeys::element::Role::Frame, "Confirm it is you")
            .await?;
        browser.tab_to("Complete authentication").await?;
        browser.type_keys(Key::Enter).await?;

        OutcomePage::appears(browser, "Payment successful").await?;
        browser.tab_to("E-mail address").await?;
        browser.type_keys("ada@example.com").await?;
        browser.tab_to("E-mail a copy").await?;
        browser.type_keys(Key::Enter).await?;
        browser.reads("Receipt on its way").await?;
        let emails = journey.stack.sandbox()?.emails().await?.to_string();
        assert!(emails.contains("ada@example.com"), "{emails}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn escape_leaves_the_banks_question_and_gives_the_focus_back() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout
            .pay_by_card(cards::VISA_CHALLENGED, "£12.50")
            .await?;
        checkout.is_challenged().await?;
        browser.focus_is_on("Confirm it is you").await?;
        browser.type_keys(Key::Escape).await?;
        checkout
            .says("Your bank did not approve the payment")
            .await?;
        assert!(browser.focused().await?.is_some(), "the focus is lost");
        journey.nothing_paid(&opened.id).await
    })
    .await
}

async fn type_card_by_keyboard(browser: &journeys::Browser, card: journeys::Card) -> Result<()> {
    for (field, text) in [
        ("Name on card", cards::NAME),
        ("Card number", card.number),
        ("Expiry date", cards::EXPIRY),
        ("Security code", card.cv2),
    ] {
        browser.tab_to(field).await?;
        browser.type_keys(text).await?;
    }
    Ok(())
}
