//! Paying by card in Dojo's fields on our page.

use anyhow::Result;
use journeys::{Order, cards, journey, pages::Challenge};

const DECLINED: &str = "Your card was declined";
const NOT_APPROVED: &str = "Your bank did not approve the payment";

#[tokio::test]
async fn an_approved_card_pays() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.pay_by_card(cards::VISA, "£12.50").await?;
        let outcome = checkout.becomes("Payment successful").await?;
        outcome
            .states(&[
                ("Amount", "£12.50"),
                ("Reference", "Order 245"),
                ("Paid with", "Visa •••• 1005"),
            ])
            .await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn after_a_decline_another_card_pays_the_same_checkout() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.pay_by_card(cards::VISA_DECLINED, "£12.50").await?;
        checkout.says(DECLINED).await?;
        journey.nothing_paid(&opened.id).await?;
        checkout.pay_by_card(cards::MASTERCARD, "£12.50").await?;
        let outcome = checkout.becomes("Payment successful").await?;
        outcome
            .states(&[("Paid with", "Mastercard •••• 1005")])
            .await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_completed_challenge_pays() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout
            .pay_by_card(cards::VISA_CHALLENGED, "£12.50")
            .await?;
        checkout.answer_challenge(Challenge::Complete).await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_failed_or_left_challenge_charges_nothing_and_can_be_tried_again() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        for answer in [Challenge::Fail, Challenge::Leave] {
            checkout
                .pay_by_card(cards::MASTERCARD_CHALLENGED, "£12.50")
                .await?;
            checkout.answer_challenge(answer).await?;
            checkout.says(NOT_APPROVED).await?;
            journey.nothing_paid(&opened.id).await?;
        }
        checkout
            .pay_by_card(cards::MASTERCARD_CHALLENGED, "£12.50")
            .await?;
        checkout.answer_challenge(Challenge::Complete).await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_challenge_left_by_reloading_the_page_charges_nothing_and_can_be_tried_again()
-> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout
            .pay_by_card(cards::VISA_CHALLENGED, "£12.50")
            .await?;
        checkout.is_challenged().await?;
        journey.browser.open(&opened.url).await?;
        journey.nothing_paid(&opened.id).await?;
        checkout.pay_by_card(cards::VISA, "£12.50").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_card_declined_after_its_challenge_charges_nothing() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout
            .pay_by_card(cards::MASTERCARD_CHALLENGED_DECLINED, "£12.50")
            .await?;
        checkout.answer_challenge(Challenge::Complete).await?;
        // Dojo's events are the same as after a failed challenge, so the words are true of both.
        checkout.says(NOT_APPROVED).await?;
        journey.nothing_paid(&opened.id).await
    })
    .await
}

#[tokio::test]
async fn a_card_number_with_a_typing_error_is_told_before_anything_is_sent() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        let mistyped = journeys::Card {
            number: "4456530000001006",
            cv2: "341",
        };
        checkout.pay_by_card(mistyped, "£12.50").await?;
        checkout.says("card number").await?;
        journey.nothing_paid(&opened.id).await?;
        checkout.in_card_frame(cards::VISA).await?;
        checkout.press_pay("£12.50").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}
