//! axe-core finds nothing on any page in any state, light and dark, on a narrow screen and a wide one.

use anyhow::Result;
use journeys::{Width, journey, states::State};

async fn are_accessible(begin: &[&str]) -> Result<()> {
    journey(async |journey| {
        let mut found = Vec::new();
        for state in State::ALL
            .into_iter()
            .filter(|state| begin.iter().any(|begin| state.name().starts_with(begin)))
        {
            let kept = state.reach(journey).await?;
            for width in [Width::Phone, Width::Desktop] {
                journey.browser.resize(width).await?;
                if let Err(violations) = journey.browser.expect_accessible(&state.name()).await {
                    found.push(format!("{}: {violations:#}", width.pixels().0));
                }
            }
            State::leave(journey, kept).await?;
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
