//! `cargo xtask screenshots`: every page and state, at 390 and 1280 pixels, light and dark, into a folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use journeys::{
    Scheme, Settings, Width, journey::Journey, pages::Staff, states::State, tour::tour,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let folder: PathBuf = arguments
        .next()
        .context("usage: screenshots FOLDER [STATE…]")?
        .into();
    let wanted: Vec<String> = arguments
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    std::fs::create_dir_all(&folder)?;
    let journey = Journey::start(Settings::default()).await?;
    let mut failed = Vec::new();
    for state in State::ALL {
        if !wanted.is_empty() && !wanted.contains(&state.name()) {
            continue;
        }
        if let Err(error) = take(&journey, state, &folder).await {
            failed.push(format!("{}: {error:#}", state.name()));
        }
    }
    journey.finish().await?;
    if wanted.is_empty() || wanted.contains(&"console".to_owned()) {
        console(&folder).await?;
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("{}", failed.join("\n"))
}

/// Every page and dialog of the console, with the demo business in it.
async fn console(folder: &Path) -> Result<()> {
    let journey = Journey::start(Settings::with_demo()).await?;
    tour(&journey, Staff::Owner, async |browser, page| {
        for scheme in [Scheme::Dark, Scheme::Light] {
            browser.prefer(scheme).await?;
            for width in [Width::Phone, Width::Desktop] {
                browser.resize(width).await?;
                let name = format!("{page}--{}-{}.png", width.pixels().0, scheme.word());
                std::fs::write(folder.join(name), browser.picture(width).await?)?;
            }
        }
        Ok(())
    })
    .await?;
    journey.finish().await
}

async fn take(journey: &Journey, state: State, folder: &Path) -> Result<()> {
    let browser = &journey.browser;
    for scheme in [Scheme::Dark, Scheme::Light] {
        browser.prefer(scheme).await?;
        let kept = state.reach(journey).await?;
        for width in [Width::Phone, Width::Desktop] {
            browser.resize(width).await?;
            let name = format!(
                "{}--{}-{}.png",
                state.name(),
                width.pixels().0,
                scheme.word()
            );
            std::fs::write(folder.join(name), browser.picture(width).await?)?;
        }
        State::leave(journey, kept).await?;
    }
    Ok(())
}
