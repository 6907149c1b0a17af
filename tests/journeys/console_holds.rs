//! Holds: sent, authorized on Dojo's page, charged once; another one released; one withdrawn.

use anyhow::Result;
use journeys::{
    Browser, cards,
    element::{Name, Role},
    journey,
    pages::{Challenge, ConsolePage, HostedPage, Staff},
};

/// The shopper reads, agrees and goes on to Dojo's page.
async fn agree<'a>(phone: &'a Browser, address: &str) -> Result<HostedPage<'a>> {
    phone.open(address).await?;
    phone
        .sees(Role::Heading, "Keep a card for your booking")
        .await?;
    phone.reads("Nothing is charged now.").await?;
    phone.expect_accessible().await?;
    let consent = Name::Begins("I agree to these terms.");
    phone.choose(Role::Checkbox, consent).await?;
    phone.press("Continue to Dojo's secure page").await?;
    HostedPage::appears_to_hold(phone).await
}

#[tokio::test]
async fn a_no_show_is_charged_once_and_another_card_is_released() -> Result<()> {
    journey(async |journey| {
        let desk = &*journey.browser;
        let console = ConsolePage::sign_in(desk, &journey.stack, Staff::Manager).await?;
        let address = console.make_hold("Table 4").await?;

        let phone = journey.another_device().await?;
        let page = agree(&phone, &address).await?;
        // Nobody reloads the console.
        desk.reads("The shopper agreed to the terms").await?;
        page.give_card(cards::MASTERCARD_CHALLENGED).await?;
        page.answer_challenge(Challenge::Complete).await?;
        phone.sees(Role::Heading, "Your card is kept").await?;
        phone.expect_accessible().await?;
        desk.reads("Card authorized and held").await?;
        journey.stack.sandbox()?.expect_captured(0, 0).await?;

        desk.press("Charge the card").await?;
        desk.sees(Role::Heading, "Charge the held card?").await?;
        desk.expect_accessible().await?;
        desk.fill("Amount", "5000").await?;
        desk.reads("This cannot be charged.").await?;
        desk.fill("Amount", "15").await?;
        desk.fill("Why", "Did not come").await?;
        desk.press("Charge £15.00").await?;
        desk.reads("£15.00 charged").await?;
        desk.expect_accessible().await?;
        journey.stack.sandbox()?.expect_captured(1, 1500).await?;
        phone.open(&address).await?;
        phone.sees(Role::Heading, "Your card was charged").await?;

        let address = console.make_hold("Table 5").await?;
        let page = agree(&phone, &address).await?;
        page.give_card(cards::VISA).await?;
        phone.sees(Role::Heading, "Your card is kept").await?;
        desk.press("Release the card").await?;
        desk.press("Release Visa •••• 1005").await?;
        desk.reads("Card released").await?;
        phone.open(&address).await?;
        phone.sees(Role::Heading, "This request has ended").await?;
        journey.stack.sandbox()?.expect_captured(1, 1500).await
    })
    .await
}

#[tokio::test]
async fn a_declined_card_can_be_followed_by_another() -> Result<()> {
    journey(async |journey| {
        let desk = &*journey.browser;
        let console = ConsolePage::sign_in(desk, &journey.stack, Staff::Clerk).await?;
        let address = console.make_hold("Table 6").await?;
        let phone = journey.another_device().await?;
        let page = agree(&phone, &address).await?;
        // Dojo's page answers a decline with 402.
        phone.expect_failed_requests();
        page.give_card(cards::VISA_DECLINED).await?;
        phone.reads("declined").await?;
        page.give_card(cards::VISA).await?;
        phone.sees(Role::Heading, "Your card is kept").await?;
        desk.reads("A card was declined").await?;
        desk.reads("Card authorized and held").await?;
        // A clerk makes and sends holds, and charges none.
        anyhow::ensure!(!desk.has(Role::Button, "Charge the card").await?);
        Ok(())
    })
    .await
}
