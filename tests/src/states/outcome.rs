//! How checkouts end.

use anyhow::{Context, Result, bail};
use reqwest::{Method, Url};
use shared::AttemptMethod;

use super::{Kept, State};
use crate::{
    cards,
    journey::Journey,
    order::Order,
    pages::{CheckoutPage, OutcomePage},
    sandbox::Fault,
};

pub(super) async fn reach(state: State, journey: &Journey) -> Result<Kept> {
    let (stack, browser) = (&journey.stack, &journey.browser);
    match state {
        State::Paid => paid(journey).await?,
        State::PaidReceiptSent => {
            paid(journey).await?;
            browser.fill("E-mail address", "ada@example.com").await?;
            browser.press("E-mail a copy").await?;
            browser.reads("Receipt on its way").await?;
        }
        State::Waiting => {
            browser.expect_failed_requests();
            let (_, checkout) = journey.open(&Order::of(1250)).await?;
            checkout.type_card(cards::VISA).await?;
            let unreadable = Fault::Garbage;
            stack
                .sandbox()?
                .spoil(Method::GET, "/payment-intents/*", unreadable, 1000)
                .await?;
            checkout.press_pay("£12.50").await?;
            checkout.says("Payment being confirmed").await?;
        }
        State::Expired => {
            let (opened, _) = journey.open(&Order::of(1250).expires_in(2)).await?;
            stack.settles(&opened.id, "expired").await?;
            CheckoutPage::open(browser, &opened.url).await?;
            OutcomePage::appears(browser, "This checkout has expired").await?;
        }
        State::Cancelled => {
            let opened = stack.shop_api()?.open(&Order::of(1250)).await?;
            stack.shop_api()?.cancel(&opened.id).await?;
            CheckoutPage::open(browser, &opened.url).await?;
            OutcomePage::appears(browser, "This checkout was cancelled").await?;
        }
        State::NeedsReview => {
            let opened = stack
                .shop_api()?
                .open(&Order::open_amount(500, 50_000))
                .await?;
            let api = stack.shop_api()?;
            let attempt = api
                .prepare(&opened.id, AttemptMethod::Card, Some(1000))
                .await?;
            let link = Url::parse(&attempt.payment_link)?;
            let intent = link
                .path()
                .rsplit('/')
                .next()
                .context("a link names its intent")?;
            stack
                .sandbox()?
                .pay_at_another_amount(intent, 700, cards::VISA)
                .await?;
            stack.settles(&opened.id, "needs_review").await?;
            CheckoutPage::open(browser, &opened.url).await?;
            OutcomePage::appears(browser, "Payment received, being checked").await?;
        }
        other => bail!("{other:?} is not of this file"),
    }
    Ok(Kept::default())
}

async fn paid(journey: &Journey) -> Result<()> {
    let (_, checkout) = journey.open(&Order::of(1250)).await?;
    checkout.pay_by_card(cards::VISA, "£12.50").await?;
    checkout.becomes("Payment successful").await.map(drop)
}
