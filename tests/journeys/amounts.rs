//! Tips and amounts that the shopper chooses, with their limits.

use anyhow::Result;
use journeys::{
    Order, cards,
    element::{Name, Role},
    journey,
    pages::{OutcomePage, ShopPage},
};

#[tokio::test]
async fn a_suggested_tip_is_paid_with_the_bill() -> Result<()> {
    journey(async |journey| {
        let order = Order::of(1000).tip(&[10, 15, 20], 5000);
        let (opened, checkout) = journey.open(&order).await?;
        checkout.total_becomes("£10.00").await?;
        journey
            .browser
            .choose(Role::Radio, Name::Is("10% (£1.00)"))
            .await?;
        checkout.total_becomes("£11.00").await?;
        checkout.prepared(2).await?;
        checkout.pay_by_card(cards::VISA, "£11.00").await?;
        let outcome = checkout.becomes("Payment successful").await?;
        outcome
            .states(&[("Amount", "£11.00"), ("Tip in it", "£1.00")])
            .await?;
        journey.paid_once(&opened.id, 1100).await
    })
    .await
}

#[tokio::test]
async fn another_tip_has_a_limit_and_the_last_choice_counts() -> Result<()> {
    journey(async |journey| {
        let order = Order::of(1000).tip(&[10, 15, 20], 5000);
        let (opened, checkout) = journey.open(&order).await?;
        let browser = &journey.browser;
        browser
            .choose(Role::Radio, Name::Is("Other amount"))
            .await?;
        browser.fill("Tip amount", "50.01").await?;
        checkout.says("The tip must be at most £50.00.").await?;
        browser.fill("Tip amount", "50").await?;
        checkout.total_becomes("£60.00").await?;
        checkout.prepared(2).await?;
        checkout.type_card(cards::VISA).await?;
        browser.choose(Role::Radio, Name::Is("No tip")).await?;
        checkout.total_becomes("£10.00").await?;
        checkout.prepared(3).await?;
        checkout.in_card_frame(cards::VISA).await?;
        checkout.press_pay("£10.00").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1000).await
    })
    .await
}

#[tokio::test]
async fn a_suggestion_that_grows_above_the_largest_tip_says_so_and_another_is_paid() -> Result<()> {
    journey(async |journey| {
        let order = Order::open_amount(500, 50_000).tip(&[10, 15], 5000);
        let (opened, checkout) = journey.open(&order).await?;
        let browser = &journey.browser;
        browser.choose(Role::Radio, Name::Is("15%")).await?;
        browser.fill("Amount to pay", "20").await?;
        checkout.total_becomes("£23.00").await?;
        checkout.prepared(1).await?;
        browser.fill("Amount to pay", "400").await?;
        checkout
            .says("15% is more than the largest tip, £50.00. Choose another tip.")
            .await?;
        browser
            .choose(Role::Radio, Name::Is("10% (£40.00)"))
            .await?;
        checkout.total_becomes("£440.00").await?;
        checkout.prepared(2).await?;
        checkout.pay_by_card(cards::VISA, "£440.00").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 44_000).await
    })
    .await
}

#[tokio::test]
async fn an_open_amount_is_chosen_within_its_limits() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::open_amount(500, 50_000)).await?;
        let browser = &journey.browser;
        for (text, words) in [
            ("4.99", "The amount must be at least £5.00."),
            ("500.01", "The amount must be at most £500.00."),
        ] {
            browser.fill("Amount to pay", text).await?;
            checkout.says(words).await?;
            checkout.says("You choose the amount").await?;
        }
        browser.fill("Amount to pay", "7.50").await?;
        checkout.total_becomes("£7.50").await?;
        checkout.pay_by_card(cards::MASTERCARD, "£7.50").await?;
        checkout
            .becomes("Payment successful")
            .await?
            .states(&[("Amount", "£7.50")])
            .await?;
        journey.paid_once(&opened.id, 750).await
    })
    .await
}

#[tokio::test]
async fn without_scripts_an_amount_and_a_tip_are_chosen_too() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        journey.browser.block_scripts().await?;
        let order = Order::open_amount(500, 50_000).tip(&[10], 5000);
        let (opened, checkout) = journey.open(&order).await?;
        let browser = &journey.browser;
        browser.fill("Amount to pay", "0.01").await?;
        browser.press("Pay on Dojo's secure page").await?;
        checkout.says("No money moved.").await?;
        browser.fill("Amount to pay", "20").await?;
        browser
            .choose(Role::Radio, Name::Is("Other amount"))
            .await?;
        browser.fill("Tip amount", "2.50").await?;
        let hosted = checkout.send_plain_form().await?;
        hosted.pay_by_card(cards::VISA, "£22.50").await?;
        let outcome = OutcomePage::appears(browser, "Payment successful").await?;
        outcome
            .states(&[("Amount", "£22.50"), ("Tip in it", "£2.50")])
            .await?;
        journey.paid_once(&opened.id, 2250).await
    })
    .await
}

#[tokio::test]
async fn the_shops_gift_card_and_tip_orders_open() -> Result<()> {
    journey(async |journey| {
        let address = journey.stack.shop_url().to_string();
        let shop = ShopPage::open(&journey.browser, &address).await?;
        let checkout = shop.order("Pay what you like").await?;
        checkout.says("You choose the amount").await?;
        let shop = ShopPage::open(&journey.browser, &address).await?;
        let checkout = shop.order("Pay with a tip").await?;
        checkout.total_becomes("£10.00").await
    })
    .await
}
