//! `cargo xtask bench`: measures what the project promises, prints it, and fails if a promise is broken.

use std::time::Duration;

use anyhow::{Result, ensure};
use journeys::{Settings, Stack, figures};

#[tokio::main]
async fn main() -> Result<()> {
    let mut starts = Vec::new();
    for _ in 0..10 {
        starts.push(figures::cold_start().await?);
    }
    let cold_start = figures::median(&starts);
    let stack = Stack::start(Settings::default()).await?;
    let opened = figures::open_checkouts(&stack, 1000).await?;
    let pages = figures::load_pages(&opened).await?;
    let memory = figures::resident_memory(&stack).await?;
    stack.terminate().await?;
    let opened: Vec<Duration> = opened.into_iter().map(|(_, took)| took).collect();

    println!("{:<54} {:>10} {:>10}", "", "measured", "at most");
    row(
        "Cold start to the first 200, median of 10",
        &millis(cold_start),
        &millis(figures::COLD_START),
    );
    row(
        "Memory after 1,000 checkouts",
        &megabytes(memory),
        &megabytes(figures::MEMORY),
    );
    for (what, took) in [
        ("POST /api/v1/checkouts", &opened),
        ("GET /pay/{id}", &pages),
    ] {
        row(
            &format!("{what}, median of 1,000, 4 at a time"),
            &millis(figures::median(took)),
            "",
        );
        row(
            &format!("{what}, 95 of 100 at most"),
            &millis(figures::at_share(took, 95)),
            "",
        );
    }
    ensure!(
        cold_start <= figures::COLD_START,
        "the cold start is too slow"
    );
    ensure!(memory <= figures::MEMORY, "too much memory is used");
    Ok(())
}

fn row(what: &str, measured: &str, at_most: &str) {
    println!("{what:<54} {measured:>10} {at_most:>10}");
}

fn millis(duration: Duration) -> String {
    let micros = duration.as_micros();
    format!("{}.{} ms", micros / 1000, micros % 1000 / 100)
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes * 10 / (1024 * 1024);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
