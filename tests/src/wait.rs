//! Waiting for a condition, with one deadline for all.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::time::{Instant, MissedTickBehavior, interval};

/// How long anything may take before a journey fails. Generous: two cores are shared with the browser.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How often is looked.
const EVERY: Duration = Duration::from_millis(40);

/// Looks until there is something, for at most [`PATIENCE`].
///
/// An error while looking (a page that is being left, a server that restarts) means "not yet".
///
/// # Errors
/// If nothing came in time; says what was waited for, and the last error.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let found = look().await;
        match found {
            Ok(Some(found)) => return Ok(found),
            Ok(None) if Instant::now() < deadline => {}
            Ok(None) => bail!("waited {PATIENCE:?} in vain for {what}"),
            Err(_) if Instant::now() < deadline => {}
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("waited {PATIENCE:?} in vain for {what}"));
            }
        }
    }
}

/// Looks until it is so.
///
/// # Errors
/// As [`until`].
pub async fn until_true(what: &str, mut look: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    until(what, async || Ok(look().await?.then_some(()))).await
}
