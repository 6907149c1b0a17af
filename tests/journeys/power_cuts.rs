//! kill -9 and SIGTERM in each phase of a payment: started again, the server finds the payment.

use anyhow::Result;
use journeys::{Order, cards, journey, pages::OutcomePage, sandbox::Fault};
use reqwest::Method;

const PAID: &str = "Payment successful";

#[tokio::test]
async fn killed_before_paying_the_open_page_still_pays() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        journey.stack.kill_9().await?;
        journey.stack.restart().await?;
        checkout.press_pay("£12.50").await?;
        checkout.becomes(PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn killed_while_the_intent_is_created_another_try_finds_or_replaces_it() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        let sandbox = journey.stack.sandbox()?;
        sandbox
            .spoil(Method::POST, "/payment-intents", Fault::DropResponse, 1)
            .await?;
        let asked = journey
            .browser
            .network()
            .hold_answer(Method::POST, "/attempts");
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.choose("Card").await?;
        asked.arrived().await?;
        journey.stack.kill_9().await?;
        asked.release();
        journey.stack.restart().await?;
        journey.browser.open(&opened.url).await?;
        checkout.pay_by_card(cards::VISA, "£12.50").await?;
        checkout.becomes(PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn killed_between_payment_and_confirmation_the_page_learns_the_truth() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        let confirmation = journey
            .browser
            .network()
            .hold_request(Method::POST, "/confirm");
        checkout.press_pay("£12.50").await?;
        confirmation.arrived().await?;
        journey.stack.kill_9().await?;
        journey.stack.restart().await?;
        confirmation.release();
        checkout.becomes(PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn killed_after_the_payment_it_is_found_though_nobody_comes_back() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        let hosted = checkout.go_to_hosted_page().await?;
        journey.browser.network().refuse(Method::GET, "/return");
        hosted.pay_by_card(cards::VISA, "£12.50").await?;
        journey.stack.sandbox()?.captured().await?;
        journey.stack.kill_9().await?;
        journey.stack.restart().await?;
        journey.stack.settles(&opened.id, "paid").await?;
        journey.browser.open(&opened.url).await?;
        OutcomePage::appears(&journey.browser, PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn killed_while_dojos_page_is_open_the_payment_arrives_afterwards() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        let hosted = checkout.go_to_hosted_page().await?;
        hosted.type_card(cards::VISA).await?;
        journey.stack.kill_9().await?;
        journey.stack.restart().await?;
        hosted.press_pay("£12.50").await?;
        OutcomePage::appears(&journey.browser, PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_deployment_during_a_confirmation_answers_it_first() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        let sandbox = journey.stack.sandbox()?;
        sandbox
            .spoil(Method::GET, "/payment-intents/*", Fault::Latency(1500), 1)
            .await?;
        let confirmation = journey
            .browser
            .network()
            .hold_request(Method::POST, "/confirm");
        checkout.press_pay("£12.50").await?;
        confirmation.arrived().await?;
        journey.browser.expect_failed_requests();
        confirmation.release();
        sandbox.all_faults_struck().await?;
        journey.stack.terminate().await?;
        let answered = journey.browser.network().exchanges();
        let confirmed = answered
            .iter()
            .find(|exchange| exchange.url.path().ends_with("/confirm"));
        assert!(
            confirmed.is_some_and(|exchange| exchange.status.is_success()),
            "{confirmed:?}"
        );
        journey.stack.restart().await?;
        journey.browser.open(&opened.url).await?;
        checkout.becomes(PAID).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}
