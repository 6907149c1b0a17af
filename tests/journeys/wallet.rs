//! Paying with Apple Pay or Google Pay.

use anyhow::Result;
use journeys::{Order, journey};

#[tokio::test]
async fn an_approved_wallet_pays() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.open_wallet().await?.press("Approve").await?;
        let outcome = checkout.becomes("Payment successful").await?;
        outcome.states(&[("Amount", "£12.50")]).await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_declined_or_cancelled_wallet_charges_nothing_and_can_be_tried_again() -> Result<()> {
    journey(async |journey| {
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.open_wallet().await?.press("Cancel").await?;
        journey.nothing_paid(&opened.id).await?;
        checkout.open_wallet().await?.press("Decline").await?;
        checkout.says("declined").await?;
        journey.nothing_paid(&opened.id).await?;
        checkout.open_wallet().await?.press("Approve").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}
