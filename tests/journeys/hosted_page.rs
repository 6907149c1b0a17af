//! Paying on Dojo's page, with scripts and without.

use anyhow::Result;
use journeys::{
    Order, cards, journey,
    pages::{Challenge, CheckoutPage, HostedPage, OutcomePage, ShopPage},
};

#[tokio::test]
async fn an_order_is_paid_on_dojos_page_and_every_side_agrees() -> Result<()> {
    journey(async |journey| {
        let (stack, browser) = (&journey.stack, &journey.browser);
        let shop = ShopPage::open(browser, stack.shop_url().as_str()).await?;
        shop.add("Slippers").await?;
        shop.add("Teapot").await?;
        let checkout = shop.check_out().await?;
        checkout.total_becomes("£36.50").await?;
        let id = browser.address().await?.rsplit('/').next().unwrap_or_default().to_owned();

        let hosted = checkout.go_to_hosted_page().await?;
        browser.reads("£36.50").await?;
        hosted.pay_by_card(cards::MASTERCARD, "£36.50").await?;
        let outcome = OutcomePage::appears(browser, "Payment successful").await?;
        browser.is_at(&format!("/pay/{id}")).await?;

        let intent = stack.sandbox()?.captured().await?;
        let auth_code = intent.pointer("/paymentDetails/authCode").and_then(|code| code.as_str());
        outcome
            .states(&[
                ("Amount", "£36.50"),
                ("Paid with", "Mastercard •••• 1005"),
                ("Authorization code", auth_code.unwrap_or("none at Dojo")),
            ])
            .await?;
        let told = stack.shop_api()?.get(&id).await?;
        assert_eq!(told["status"], "paid");
        assert_eq!(told["reference"], outcome.fact("Reference").await?);
        let intent = intent["id"].as_str().unwrap_or_default().to_owned();
        stack.sandbox()?.webhook_arrived(&intent).await?;
        let stored = "SELECT COUNT(*) FROM inbox WHERE payment_intent_id = $1 AND event_type = 'payment_intent.status_updated'";
        assert_eq!(stack.database().await?.number(stored, &intent).await?, 1);
        journey.paid_once(&id, 3650).await
    })
    .await
}

#[tokio::test]
async fn without_scripts_the_bill_is_read_and_paid_on_dojos_page() -> Result<()> {
    journey(async |journey| {
        journey.browser.block_scripts().await?;
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        for words in ["Order 245", "Teapot", "£12.50"] {
            checkout.says(words).await?;
        }
        let hosted = checkout.send_plain_form().await?;
        hosted.pay_by_card(cards::VISA, "£12.50").await?;
        let outcome = OutcomePage::appears(&journey.browser, "Payment successful").await?;
        outcome
            .states(&[("Amount", "£12.50"), ("Paid with", "Visa •••• 1005")])
            .await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn without_scripts_a_challenge_is_answered_and_a_decline_can_be_tried_again() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        journey.browser.block_scripts().await?;
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        let hosted = checkout.send_plain_form().await?;
        hosted.pay_by_card(cards::VISA_DECLINED, "£12.50").await?;
        journey.browser.reads("Payment declined").await?;
        let hosted = HostedPage::appears(&journey.browser).await?;
        hosted.pay_by_card(cards::VISA_CHALLENGED, "£12.50").await?;
        hosted.answer_challenge(Challenge::Complete).await?;
        OutcomePage::appears(&journey.browser, "Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn whoever_comes_back_from_dojos_page_unpaid_can_pay_another_way() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        let hosted = checkout.go_to_hosted_page().await?;
        hosted.go_back().await?;
        journey.browser.is_at("/pay/co_").await?;
        journey.nothing_paid(&opened.id).await?;
        CheckoutPage::new(&journey.browser)
            .pay_by_card(cards::VISA, "£12.50")
            .await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_redirect_that_claims_success_is_not_believed() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.go_to_hosted_page().await?;
        let claim = format!("/pay/{}/return?status=Captured", opened.id);
        journey
            .browser
            .open(journey.stack.address(&claim)?.as_str())
            .await?;
        journey.browser.is_at("/pay/co_").await?;
        // Dojo may be late to tell. So for a minute nobody is asked to pay again, and nothing is called paid.
        checkout.becomes("Payment being confirmed").await?;
        journey.nothing_paid(&opened.id).await
    })
    .await
}
