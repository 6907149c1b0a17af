//! What happens without a shopper waiting for it: webhooks in, reconciliation, callbacks and e-mails out.

pub(crate) mod backfill;
pub mod callback;
pub mod inbox;
pub(crate) mod mail;
pub(crate) mod pauses;
pub(crate) mod reconciler;
pub(crate) mod subscription;
pub(crate) mod sweep;
pub(crate) mod worker;

use std::future::Future;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;

use crate::DomainError;
use crate::app::{App, WakeUps};
use crate::customers::telling;
use crate::holds;
use crate::live;

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
                |app| async move { $round(&app).await },
            ));
        };
    }
    spawn!("subscription", subscription, subscription::round);
    spawn!("worker", worker, worker::round);
    spawn!("reconciler", reconciler, reconciler::round);
    spawn!("backfill", backfill, backfill::round);
    spawn!("refunds", refunds, crate::payments::sending::round);
    spawn!("outbox", outbox, callback::round);
    spawn!("mail", mail, mail::round);
    spawn!("customers", customers, telling::round);
    spawn!("holds", holds, holds::round);
    spawn!("live stream", live, live::round);
}

/// Carries out round after round. A round answers when the next is due, in milliseconds since 1970.
async fn repeat<R, F>(
    app: App,
    stopping: CancellationToken,
    name: &'static str,
    wake: fn(&WakeUps) -> &Notify,
    round: R,
) where
    R: Fn(App) -> F,
    F: Future<Output = Result<Option<i64>, DomainError>> + Send + 'static,
{
    let mut failing = false;
    loop {
        // In a task of its own, so that a panic ends the round and not all of them.
        let result = tokio::spawn(round(app.clone()).in_current_span())
            .await
            .unwrap_or_else(|broken| Err(broke_off(&broken)));
        let pause = match result {
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

/// Waits for every piece of work of a round. A panic in one counts as its error and spares the others.
pub(crate) async fn all(mut work: JoinSet<Result<(), DomainError>>) -> Result<(), DomainError> {
    let mut outcome = Ok(());
    while let Some(result) = work.join_next().await {
        let result = result.unwrap_or_else(|broken| Err(broke_off(&broken)));
        outcome = outcome.and(result);
    }
    outcome
}

fn broke_off(cause: &JoinError) -> DomainError {
    DomainError::Internal(format!("background work broke off: {cause}"))
}

fn pause_until(due: Option<i64>, now: i64) -> Duration {
    due.map_or(LONGEST_PAUSE, |due| {
        let left = u64::try_from(due.saturating_sub(now)).unwrap_or(0);
        Duration::from_millis(left).min(LONGEST_PAUSE)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::tests::on_each_database;

    #[tokio::test]
    async fn a_panic_is_an_error_of_the_one_piece_of_work() {
        let mut work = JoinSet::new();
        let done = Arc::new(AtomicUsize::new(0));
        for at in 0..3 {
            let done = done.clone();
            work.spawn(async move {
                assert_ne!(at, 0, "as the test wants it");
                done.fetch_add(1, Ordering::SeqCst);
                Ok(())
            });
        }
        assert!(matches!(all(work).await, Err(DomainError::Internal(_))));
        assert_eq!(done.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn a_round_that_panics_is_followed_by_others() {
        on_each_database(async |world| {
            let stopping = CancellationToken::new();
            let rounds = Arc::new(AtomicUsize::new(0));
            let repeated = tokio::spawn(repeat(
                world.app.clone(),
                stopping.clone(),
                "test",
                |wake| &wake.outbox,
                {
                    let (rounds, stopping) = (rounds.clone(), stopping.clone());
                    move |_| {
                        let (rounds, stopping) = (rounds.clone(), stopping.clone());
                        async move {
                            assert_ne!(rounds.fetch_add(1, Ordering::SeqCst), 0, "on purpose");
                            stopping.cancel();
                            Ok(None)
                        }
                    }
                },
            ));
            world.app.wake.outbox.notify_one();
            repeated.await.unwrap();
            assert_eq!(rounds.load(Ordering::SeqCst), 2);
        })
        .await;
    }
}
