//! A database that takes no writes: said honestly, and over once it does.

use anyhow::Result;
use journeys::{Order, cards, database::WriteLock, journey};
use reqwest::StatusCode;

#[tokio::test]
async fn while_the_database_is_locked_shops_are_told_and_afterwards_all_is_well() -> Result<()> {
    journey(async |journey| {
        let api = journey.stack.shop_api()?;
        let lock = WriteLock::take(&journey.stack.database_file()?).await?;
        let refused = api.try_open(&Order::of(1250)).await?;
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        let problem: serde_json::Value = refused.json().await?;
        assert_eq!(problem["code"], "store_unavailable");
        lock.release().await?;
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.pay_by_card(cards::VISA, "£12.50").await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}

#[tokio::test]
async fn a_payment_made_while_the_database_is_locked_is_not_lost() -> Result<()> {
    journey(async |journey| {
        journey.browser.expect_failed_requests();
        let (opened, checkout) = journey.open(&Order::of(1250)).await?;
        checkout.type_card(cards::VISA).await?;
        let lock = WriteLock::take(&journey.stack.database_file()?).await?;
        checkout.press_pay("£12.50").await?;
        journey.stack.sandbox()?.captured().await?;
        checkout.says("Payment being confirmed").await?;
        lock.release().await?;
        checkout.becomes("Payment successful").await?;
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}
