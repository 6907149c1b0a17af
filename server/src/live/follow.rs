//! Looks for new events as long as somebody listens: one look for all streams of this process.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::DomainError;
use crate::app::App;
use crate::store;

/// How long an event of another machine may go unnoticed (milliseconds).
const EVERY: i64 = 400;

/// How long events are kept (milliseconds). Whoever was away for longer fetches everything again.
const KEPT: i64 = 48 * 60 * 60 * 1000;

/// How often old ones are forgotten (milliseconds).
const PRUNED_EVERY: i64 = 60 * 60 * 1000;

/// When old events are forgotten next.
#[derive(Default)]
pub(super) struct Pruning(AtomicI64);

/// Looks once. The answer is when to look again.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let now = app.clock.now_ms();
    let pruning = &app.live.pruning.0;
    if pruning.load(Ordering::Relaxed) <= now {
        store::live::prune(&app.store, now - KEPT).await?;
        pruning.store(now + PRUNED_EVERY, Ordering::Relaxed);
    }
    if app.live.places.are_empty() {
        return Ok(None);
    }
    app.live.seen(store::live::newest(&app.store).await?);
    Ok(Some(now + EVERY))
}
