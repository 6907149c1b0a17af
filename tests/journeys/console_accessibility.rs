//! axe-core finds nothing on any page of the console, light and dark, on a narrow screen and a wide one.

use anyhow::Result;
use journeys::{Scheme, Settings, Width, journey_with, pages::Staff, tour::tour};

#[tokio::test]
async fn the_console_is_accessible() -> Result<()> {
    journey_with(Settings::with_demo(), async |journey| {
        let mut found = Vec::new();
        tour(journey, Staff::Owner, async |browser, name| {
            for scheme in [Scheme::Dark, Scheme::Light] {
                browser.prefer(scheme).await?;
                for width in [Width::Phone, Width::Desktop] {
                    browser.resize(width).await?;
                    if let Err(violations) = browser.expect_accessible().await {
                        let (scheme, width) = (scheme.word(), width.pixels().0);
                        found.push(format!("{name}, {scheme}, {width}: {violations:#}"));
                    }
                }
            }
            Ok(())
        })
        .await?;
        anyhow::ensure!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    })
    .await
}
