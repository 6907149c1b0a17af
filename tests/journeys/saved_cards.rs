//! A returning customer's cards, kept by Dojo.

use anyhow::Result;
use journeys::{
    Order, cards,
    element::{Name, Role},
    journey,
    pages::{OutcomePage, ShopPage},
    wait::until_true,
};

const SAVE: &str = "Save this card for next time";

#[tokio::test]
async fn a_card_is_kept_only_if_asked_paid_with_made_preferred_and_removed() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let order = Order::of(1250).customer("ada");
        let pay = async |card, save: bool| {
            let (_, checkout) = journey.open(&order).await?;
            checkout.type_card(card).await?;
            let save_box = browser.find(Role::Checkbox, Name::Begins(SAVE)).await?;
            assert!(
                !save_box.is_selected().await?,
                "nobody has ticked the box yet"
            );
            if save {
                browser.choose(Role::Checkbox, Name::Begins(SAVE)).await?;
            }
            checkout.press_pay("£12.50").await?;
            checkout.becomes("Payment successful").await.map(drop)
        };
        pay(cards::MASTERCARD, false).await?;
        let (_, checkout) = journey.open(&order).await?;
        checkout.type_card(cards::VISA).await?;
        assert!(
            !checkout.offers("Mastercard").await?,
            "a card was kept without consent"
        );
        pay(cards::VISA, true).await?;
        pay(cards::MASTERCARD, true).await?;

        // Pays with the kept card on Dojo's page, where only its security code is asked for.
        let (opened, checkout) = journey.open(&order).await?;
        checkout.choose("Visa •••• 1005").await?;
        browser.press("Pay £12.50").await?;
        let hosted = journeys::pages::HostedPage::appears(browser).await?;
        assert!(hosted.is_chosen("Visa •••• 1005").await?);
        hosted.type_security_code("341").await?;
        hosted.press_pay("£12.50").await?;
        let outcome = OutcomePage::appears(browser, "Payment successful").await?;
        outcome.states(&[("Paid with", "Visa •••• 1005")]).await?;
        let consent =
            "SELECT COUNT(*) FROM customers WHERE reference = $1 AND consent_at IS NOT NULL";
        assert_eq!(
            journey
                .stack
                .database()
                .await?
                .number(consent, "ada")
                .await?,
            1
        );

        // Preferred cards are chosen when the page opens, and stay so.
        let (_, checkout) = journey.open(&order).await?;
        checkout.choose("Mastercard •••• 1005").await?;
        browser.press("Make preferred").await?;
        until_true("the preferred card to be chosen at once", async || {
            browser.open(&opened_again(journey, &order).await?).await?;
            let radio = browser
                .find(Role::Radio, Name::Begins("Mastercard •••• 1005"))
                .await?;
            Ok(radio.is_selected().await?)
        })
        .await?;

        checkout.choose("Visa •••• 1005").await?;
        browser.press("Remove card").await?;
        browser.sees(Role::Button, "Keep card").await?;
        browser.press("Remove card").await?;
        until_true("the card to go", async || {
            Ok(!checkout.offers("Visa").await?)
        })
        .await?;
        let (_, checkout) = journey.open(&order).await?;
        checkout.choose("Mastercard •••• 1005").await?;
        assert!(!checkout.offers("Visa").await?, "a removed card came back");
        assert_eq!(opened.id.len(), 25);
        Ok(())
    })
    .await
}

async fn opened_again(journey: &journeys::journey::Journey, order: &Order) -> Result<String> {
    Ok(journey.stack.shop_api()?.open(order).await?.url)
}

#[tokio::test]
async fn the_shops_returning_customer_finds_the_card_again() -> Result<()> {
    journey(async |journey| {
        let address = journey.stack.shop_url().to_string();
        let shop = ShopPage::open(&journey.browser, &address).await?;
        shop.add("Tatami mat").await?;
        shop.shop_as("Ada Lovelace").await?;
        let checkout = shop.check_out().await?;
        checkout.type_card(cards::VISA).await?;
        journey
            .browser
            .choose(Role::Checkbox, Name::Begins(SAVE))
            .await?;
        checkout.press_pay("£89.00").await?;
        checkout.becomes("Payment successful").await?;

        let shop = ShopPage::open(&journey.browser, &address).await?;
        shop.add("Slippers").await?;
        shop.shop_as("Ada Lovelace").await?;
        let checkout = shop.check_out().await?;
        checkout.choose("Visa •••• 1005").await
    })
    .await
}
