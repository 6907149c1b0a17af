//! axe-core finds nothing on any page in any state, light and dark, on a narrow screen and a wide one.

use anyhow::Result;
use journeys::{Scheme, Width, journey, states::State};

async fn are_accessible(begin: &[&str]) -> Result<()> {
    journey(async |journey| {
        let mut found = Vec::new();
        let wanted = |state: &State| begin.iter().any(|begin| state.name().starts_with(begin));
        for state in State::ALL.into_iter().filter(wanted) {
            for scheme in [Scheme::Dark, Scheme::Light] {
                journey.browser.prefer(scheme).await?;
                let kept = state.reach(journey).await?;
                for width in [Width::Phone, Width::Desktop] {
                    journey.browser.resize(width).await?;
                    if let Err(violations) = journey.browser.expect_accessible().await {
                        let (name, width) = (state.name(), width.pixels().0);
                        found.push(format!(
                            "{name}, {}, {width}: {violations:#}",
                            scheme.word()
                        ));
                    }
                }
                State::leave(journey, kept).await?;
            }
        }
        anyhow::ensure!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_shop_is_accessible() -> Result<()> {
    are_accessible(&["shop"]).await
}

#[tokio::test]
async fn the_checkout_is_accessible() -> Result<()> {
    are_accessible(&["checkout"]).await
}

#[tokio::test]
async fn dojos_page_is_accessible() -> Result<()> {
    are_accessible(&["hosted"]).await
}

#[tokio::test]
async fn outcomes_are_accessible() -> Result<()> {
    are_accessible(&[
        "paid",
        "waiting",
        "expired",
        "cancelled",
        "needs",
        "not-found",
        "inspector",
    ])
    .await
}
