//! The live stream: tells open consoles what has changed.

mod follow;
mod places;
mod stream;

use shared::console::live::{LiveEvent, LiveKind};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::DomainError;
use crate::app::App;
use crate::store::{self, Tx};

pub(crate) use follow::round;
pub(crate) use stream::{Since, open};

/// What the streams of this process share.
pub(crate) struct Live {
    /// The newest position that is known.
    newest: watch::Sender<i64>,
    closing: CancellationToken,
    places: places::Places,
    pruning: follow::Pruning,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            newest: watch::Sender::new(0),
            closing: CancellationToken::new(),
            places: places::Places::default(),
            pruning: follow::Pruning::default(),
        }
    }
}

impl Live {
    /// Ends every stream, and each that is opened from now on: an answer without end must not hold up a stop.
    pub(crate) fn close(&self) {
        self.closing.cancel();
    }

    /// Lets the streams know how far there is something to tell.
    fn seen(&self, position: i64) {
        self.newest.send_if_modified(|newest| {
            let newer = position > *newest;
            if newer {
                *newest = position;
            }
            newer
        });
    }
}

/// Notes in the transaction of the change that there is something to look at again. Call [`hint`] after the commit.
///
/// The counter that it advances stays locked until the transaction ends, on PostgreSQL too: tell last, after
/// [`crate::staff::audit::record`], so that no two transactions wait for each other.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn tell(tx: &mut Tx, event: &LiveEvent, now: i64) -> Result<(), DomainError> {
    store::live::append(tx, event, now).await
}

/// Tells of what is not part of a transaction.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn announce(app: &App, kind: LiveKind, id: &str) -> Result<(), DomainError> {
    let event = LiveEvent {
        kind,
        id: id.to_owned(),
    };
    let mut tx = app.store.begin().await?;
    tell(&mut tx, &event, app.clock.now_ms()).await?;
    tx.commit().await?;
    hint(app);
    Ok(())
}

/// Rouses the streams of this process at once; those of others find the event when they look next.
pub(crate) fn hint(app: &App) {
    app.wake.live.notify_one();
}
