//! The live stream: tells open consoles what has changed.

use shared::console::live::LiveEvent;

use crate::DomainError;
use crate::app::App;
use crate::store::{self, Tx};

/// Notes in the transaction of the change that there is something to look at again. Call [`hint`] after the commit.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn tell(tx: &mut Tx, event: &LiveEvent, now: i64) -> Result<(), DomainError> {
    store::live::append(tx, event, now).await
}

/// Rouses the streams of this process at once; those of others find the event when they look next.
pub(crate) fn hint(app: &App) {
    app.wake.live.notify_waiters();
}
