//! Dojo down, slow, unreadable, or carrying out without answering: the shopper is told the truth and pays once.

use anyhow::Result;
use journeys::{Order, cards, element::Role, journey, pages::Challenge, sandbox::Fault};
use reqwest::Method;
use serde_json::json;

const CREATE: &str = "/payment-intents";
const READ: &str = "/payment-intents/*";

#[tokio::test]
async fn while_dojo_is_down_the_page_says_so_and_pays_once_it_is_back() -> Result<()> {
    journey(async |journey| {
        let sandbox = journey.stack.sandbox()?;
        journey.browser.expect_failed_requests();
        sandbox
            .spoil(Method::POST, "/payment-intents", Fault::Status(503), 100)
            .await?;
        sandbox
            .spoil(
                Method::POST,
                "/payment-intents/search",
                Fault::Status(503),
                100,
            )
            .await?;
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.choose("Card").await?;
        checkout.says("payment service").await?;
        sandbox.heal().await?;
        journey.nothing_paid(&opened.id).await?;
        journey.browser.open(&opened.url).await?;
        checkout.pay_by_card(cards::VISA, "£12.50").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_slow_dojo_is_waited_for() -> Result<()> {
    journey(async |journey| {
        let sandbox = journey.stack.sandbox()?;
        sandbox
            .spoil(Method::POST, CREATE, Fault::Latency(2500), 1)
            .await?;
        sandbox
            .spoil(Method::GET, READ, Fault::Latency(1500), 3)
            .await?;
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.pay_by_card(cards::VISA, "£12.50").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn an_intent_created_without_an_answer_is_found_and_not_made_twice() -> Result<()> {
    for fault in [Fault::DropResponse, Fault::Garbage, Fault::Truncate] {
        journey(async |journey| {
            let sandbox = journey.stack.sandbox()?;
            journey.browser.expect_failed_requests();
            sandbox.spoil(Method::POST, CREATE, fault, 1).await?;
            let (opened, checkout) = journey.open(&Order::of(1250)).await?;
            checkout.type_card(cards::VISA).await?;
            checkout.press_pay("£12.50").await?;
            checkout.becomes("Payment successful").await?;
            let others = sandbox.intents(&["Created"]).await?;
            assert_eq!(others.len(), 0, "{fault:?} left an intent behind");
            journey.paid_once(&opened.id, 1250).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_payment_that_cannot_be_confirmed_is_shown_as_waiting_and_settles_itself() -> Result<()> {
    for fault in [Fault::Garbage, Fault::DropResponse, Fault::Status(500)] {
        journey(async |journey| {
            let sandbox = journey.stack.sandbox()?;
            journey.browser.expect_failed_requests();
            let (opened, checkout) = journey.open(&Order::of(1250)).await?;
            checkout.type_card(cards::VISA).await?;
            sandbox.webhooks(json!({ "drop": 1.0 })).await?;
            sandbox.spoil(Method::GET, READ, fault, 1000).await?;
            checkout.press_pay("£12.50").await?;
            checkout.says("Payment being confirmed").await?;
            assert!(!journey.browser.has(Role::Button, "Pay £12.50").await?);
            sandbox.heal().await?;
            checkout.becomes("Payment successful").await?;
            journey.paid_once(&opened.id, 1250).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_a_network_the_page_says_so_and_goes_on_once_it_is_back() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        browser.expect_failed_requests();
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        browser.go_offline(true).await?;
        checkout.says("You are offline").await?;
        browser.go_offline(false).await?;
        checkout.press_pay("£12.50").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn whoever_loses_the_network_while_paying_is_not_told_that_nothing_was_charged() -> Result<()>
{
    journey(async |journey| {
        let browser = &journey.browser;
        browser.expect_failed_requests();
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout
            .pay_by_card(cards::VISA_CHALLENGED, "£12.50")
            .await?;
        checkout.is_challenged().await?;
        browser.leave_frames().await?;
        browser.go_offline(true).await?;
        checkout.says("Do not pay again").await?;
        let text = browser.text().await?;
        assert!(!text.contains("Nothing was charged"), "{text}");
        browser.go_offline(false).await?;
        checkout.answer_challenge(Challenge::Complete).await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn with_the_browser_gone_and_every_webhook_lost_the_payment_is_found() -> Result<()> {
    journey(async |journey| {
        let sandbox = journey.stack.sandbox()?;
        sandbox.webhooks(json!({ "drop": 1.0 })).await?;
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        let hosted = checkout.go_to_hosted_page().await?;
        journey.browser.network().refuse(Method::GET, "/return");
        journey.browser.expect_failed_requests();
        hosted.pay_by_card(cards::VISA, "£12.50").await?;
        sandbox.captured().await?;
        journey.stack.settles(&opened.id, "paid").await?;
        journey.browser.open(&opened.url).await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}
