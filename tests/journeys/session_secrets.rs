//! Client session secrets end after 30 minutes or one use; shoppers need not know.

use anyhow::Result;
use journeys::{Order, cards, journey, pages::Challenge};

const HALF_AN_HOUR_AND_MORE: u32 = 31 * 60;

#[tokio::test]
async fn a_secret_that_expired_while_typing_is_refreshed_and_the_card_charged_once() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        journey
            .stack
            .sandbox()?
            .advance_clock(HALF_AN_HOUR_AND_MORE)
            .await?;
        checkout.press_pay("£12.50").await?;
        checkout.pay_again_if_asked(cards::VISA, "£12.50").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_secret_that_expires_during_the_challenge_does_not_charge_twice() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout
            .pay_by_card(cards::VISA_CHALLENGED, "£12.50")
            .await?;
        checkout.is_challenged().await?;
        journey
            .stack
            .sandbox()?
            .advance_clock(HALF_AN_HOUR_AND_MORE)
            .await?;
        checkout.answer_challenge(Challenge::Complete).await?;
        checkout.pay_again_if_asked(cards::VISA, "£12.50").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}
