//! The shop, the way nowhere, and the inspector.

use anyhow::{Result, bail};

use super::{Kept, State};
use crate::{
    element::Role,
    journey::Journey,
    pages::{OutcomePage, ShopPage},
};

pub(super) async fn reach(state: State, journey: &Journey) -> Result<Kept> {
    let (stack, browser) = (&journey.stack, &journey.browser);
    let shop = stack.shop_url().as_str();
    match state {
        State::Shop => {
            browser.open(shop).await?;
            browser.driver().delete_all_cookies().await?;
            ShopPage::open(browser, shop).await?;
            browser.reads("Your basket is empty").await?;
        }
        State::ShopBasket => {
            let page = ShopPage::open(browser, shop).await?;
            page.add("Slippers").await?;
            page.add("Teapot").await?;
            browser.sees(Role::Button, "Check out").await?;
        }
        State::NotFound => {
            browser.expect_failed_requests();
            browser.open(stack.address("/nowhere")?.as_str()).await?;
            OutcomePage::appears(browser, "Page not found").await?;
        }
        State::Inspector => {
            browser
                .open(stack.sandbox_url().join("/_sandbox")?.as_str())
                .await?;
        }
        other => bail!("{other:?} is not of this file"),
    }
    Ok(Kept::default())
}
