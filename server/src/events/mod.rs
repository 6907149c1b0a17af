//! What happens without a shopper waiting for it: webhooks in, reconciliation, callbacks out.

pub mod callback;
pub mod inbox;
mod pauses;
pub(crate) mod reconciler;
pub(crate) mod subscription;
pub(crate) mod sweep;
pub(crate) mod worker;

use std::time::Duration;

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::DomainError;
use crate::app::{App, WakeUps};

/// The longest that a task sleeps without looking.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How long a task pauses after it failed as a whole, the database being away for example.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Starts every background task. Each ends, its work in hand finished, when `stopping` is cancelled.
pub(crate) fn start(app: &App, tasks: &TaskTracker, stopping: &CancellationToken) {
    macro_rules! spawn {
        ($name:literal, $wake:ident, $round:path) => {
            tasks.spawn(repeat(
                app.clone(),
                stopping.clone(),
                $name,
                |wake| &wake.$wake,
                async |app: &App| $round(app).await,
            ));
        };
    }
    spawn!("subscription", subscription, subscription::round);
    spawn!("worker", worker, worker::round);
    spawn!("reconciler", reconciler, reconciler::round);
    spawn!("outbox", outbox, callback::round);
}

/// Carries out round after round. A round answers when the next is due, in milliseconds since 1970.
async fn repeat<R>(
    app: App,
    stopping: CancellationToken,
    name: &'static str,
    wake: fn(&WakeUps) -> &Notify,
    round: R,
) where
    R: AsyncFn(&App) -> Result<Option<i64>, DomainError>,
{
    let mut failing = false;
    loop {
        let pause = match round(&app).await {
            Ok(due) => {
                failing = false;
                pause_until(due, app.clock.now_ms())
            }
            Err(error) => {
                // Once per outage: the next rounds fail for the same reason.
                if !std::mem::replace(&mut failing, true) {
                    tracing::warn!(
                        task = name,
                        error = error.chain(),
                        "a background task failed"
                    );
                }
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = stopping.cancelled() => return,
            () = wake(&app.wake).notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

fn pause_until(due: Option<i64>, now: i64) -> Duration {
    due.map_or(LONGEST_PAUSE, |due| {
        let left = u64::try_from(due.saturating_sub(now)).unwrap_or(0);
        Duration::from_millis(left).min(LONGEST_PAUSE)
    })
}
