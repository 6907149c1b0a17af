//! Dojo's page, as the sandbox plays it.

use anyhow::{Result, bail};

use super::{Kept, State};
use crate::{
    cards,
    element::{Name, Role},
    journey::Journey,
    order::Order,
    pages::{Challenge, HostedPage, OutcomePage},
};

const AMOUNT: &str = "£12.50";

pub(super) async fn reach(state: State, journey: &Journey) -> Result<Kept> {
    let browser = &journey.browser;
    if matches!(state, State::HostedErrors | State::HostedDeclined) {
        browser.expect_failed_requests();
    }
    match state {
        State::HostedCard => {
            page(journey, Order::of(1250)).await?;
        }
        State::HostedErrors => {
            page(journey, Order::of(1250))
                .await?
                .press_pay(AMOUNT)
                .await?;
            browser.reads("card number").await?;
        }
        State::HostedDeclined => {
            page(journey, Order::of(1250))
                .await?
                .pay_by_card(cards::VISA_DECLINED, AMOUNT)
                .await?;
            browser.reads("Payment declined").await?;
        }
        State::HostedSavedCard => {
            save_card(journey).await?;
            page(journey, Order::of(1250).customer("ada")).await?;
            browser
                .find(Role::Radio, Name::Begins("Visa •••• 1005"))
                .await?;
        }
        State::HostedCollect => {
            page(journey, Order::of(1250).collect_everything()).await?;
            browser
                .find(Role::Field, Name::Is("E-mail address"))
                .await?;
        }
        State::HostedChallenge => {
            challenged(journey).await?;
        }
        State::HostedWallet => {
            page(journey, Order::of(1250)).await?;
            browser.press("Apple Pay or Google Pay").await?;
            browser.sees(Role::Button, "Approve").await?;
        }
        State::HostedUsed => {
            let hosted = challenged(journey).await?;
            let used = browser.driver().current_url().await?;
            hosted.answer_challenge(Challenge::Complete).await?;
            OutcomePage::appears(browser, "Payment successful").await?;
            let path = used
                .path()
                .split("/challenge")
                .next()
                .unwrap_or_default()
                .to_owned();
            browser.open(used.join(&path)?.as_str()).await?;
            browser.reads("Payment successful").await?;
        }
        other => bail!("{other:?} is not of this file"),
    }
    Ok(Kept::default())
}

async fn page(journey: &Journey, order: Order) -> Result<HostedPage<'_>> {
    let (_, checkout) = journey.open(&order).await?;
    checkout.go_to_hosted_page().await
}

async fn challenged(journey: &Journey) -> Result<HostedPage<'_>> {
    let hosted = page(journey, Order::of(1250)).await?;
    hosted.pay_by_card(cards::VISA_CHALLENGED, AMOUNT).await?;
    journey
        .browser
        .sees(Role::Button, Challenge::Complete.button())
        .await?;
    Ok(hosted)
}

/// Makes sure that the customer has a saved card.
pub(super) async fn save_card(journey: &Journey) -> Result<()> {
    let (_, checkout) = journey.open(&Order::of(1250).customer("ada")).await?;
    if checkout.offers("Visa •••• 1005").await? {
        return Ok(());
    }
    checkout.type_card(cards::VISA).await?;
    let save = Name::Begins("Save this card for next time");
    journey.browser.choose(Role::Checkbox, save).await?;
    checkout.press_pay(AMOUNT).await?;
    checkout.becomes("Payment successful").await?;
    Ok(())
}
