//! The figures that the project promises.

use anyhow::Result;
use journeys::{Settings, Stack, figures, journey};

#[tokio::test]
async fn the_server_starts_within_300_milliseconds() -> Result<()> {
    let mut starts = Vec::new();
    for _ in 0..10 {
        starts.push(figures::cold_start().await?);
    }
    let median = figures::median(&starts);
    assert!(median <= figures::COLD_START, "{median:?}: {starts:?}");
    Ok(())
}

#[tokio::test]
async fn a_thousand_checkouts_fit_into_60_megabytes() -> Result<()> {
    let stack = Stack::start(Settings::default()).await?;
    let opened = figures::open_checkouts(&stack, 1000).await?;
    figures::load_pages(&opened).await?;
    let memory = figures::resident_memory(&stack).await?;
    assert!(memory <= figures::MEMORY, "{memory} bytes");
    stack.terminate().await
}

#[tokio::test]
async fn a_usable_card_form_weighs_at_most_80_kilobytes_and_asks_for_data_once() -> Result<()> {
    journey(async |journey| {
        let weight = figures::page_weight(&journey.stack, &journey.browser).await?;
        assert!(
            weight.total() <= figures::PAGE_WEIGHT,
            "{}: {:#?}",
            weight.total(),
            weight.parts
        );
        assert!(weight.data_requests <= 1, "{:#?}", weight.parts);
        Ok(())
    })
    .await
}
