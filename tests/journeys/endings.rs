//! Checkouts that cannot be paid, addresses that lead nowhere, and a script that does not come.

use anyhow::Result;
use journeys::{
    Order, cards, journey,
    pages::{CheckoutPage, OutcomePage},
};
use reqwest::Method;

const CANCELLED: &str = "This checkout was cancelled";

#[tokio::test]
async fn an_expired_checkout_says_so_and_takes_no_money() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        let (opened, checkout) = journey.open(&Order::of(1250).expires_in(2)).await?;
        checkout.says("£12.50").await?;
        journeys::wait::until_true("the checkout to expire", async || {
            let told = journey.stack.shop_api()?.get(&opened.id).await?;
            Ok(told["status"] == "expired")
        })
        .await?;
        CheckoutPage::open(&journey.browser, &opened.url).await?;
        checkout.becomes("This checkout has expired").await?;
        journey.nothing_paid(&opened.id).await
    })
    .await
}

#[tokio::test]
async fn a_checkout_cancelled_while_the_card_is_typed_takes_no_money() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        journey.stack.shop_api()?.cancel(&opened.id).await?;
        checkout.press_pay_unless("£12.50", CANCELLED).await?;
        checkout.becomes(CANCELLED).await?;
        journey.nothing_paid(&opened.id).await?;
        let cancelled = journey.stack.sandbox()?.intents(&["Canceled"]).await?;
        assert_eq!(cancelled.len(), 1, "the intent is withdrawn at Dojo too");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_paid_checkout_shows_its_payment_to_whoever_opens_it_again() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.pay_by_card(cards::VISA, "£12.50").await?;
        checkout.becomes("Payment successful").await?;
        let other = journey.another_device().await?;
        other.open(&opened.url).await?;
        OutcomePage::appears(&other, "Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn an_address_that_leads_nowhere_says_so_in_the_products_look() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        for path in [
            "/pay/co_AAAAAAAAAAAAAAAAAAAAAA",
            "/pay/nonsense",
            "/nowhere",
        ] {
            journey
                .browser
                .open(journey.stack.address(path)?.as_str())
                .await?;
            OutcomePage::appears(&journey.browser, "Page not found").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_dojos_script_the_way_to_dojos_page_is_shown_and_pays() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        journey
            .browser
            .network()
            .refuse(Method::GET, "/payments/v1/client.js");
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.choose("Card").await?;
        checkout.says("The card form could not be loaded").await?;
        journey.browser.press("Pay on Dojo's secure page").await?;
        let hosted = journeys::pages::HostedPage::appears(&journey.browser).await?;
        hosted.pay_by_card(cards::VISA, "£12.50").await?;
        OutcomePage::appears(&journey.browser, "Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn hostile_and_unusual_texts_are_shown_whole_and_inert() -> Result<()> {
    journey(async |journey| {
        for reference in [
            "<script>alert(1)</script>",
            "</script><img src=x onerror=alert(1)>",
            "\u{202e}kcab🧦 ".repeat(4).trim(),
            "x".repeat(60).as_str(),
        ] {
            let (_, checkout) = journey
                .open(&Order::of(9_999_999_999).reference(reference))
                .await?;
            checkout
                .says(
                    reference
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" ")
                        .as_str(),
                )
                .await?;
            checkout.says("£99,999,999.99").await?;
        }
        Ok(())
    })
    .await
}
