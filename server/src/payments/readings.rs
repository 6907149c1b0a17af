//! Reading payments of which something has become while nobody looked: an action whose answer was lost, an authorization whose time
//! is over.

use super::refresh;
use crate::DomainError;
use crate::app::App;
use crate::store::payments;

/// Looks at that many of each at once.
const BATCH: i64 = 20;

/// Reads what is due, and answers when the next will be. What cannot be read is tried again with the next round.
///
/// # Errors
/// [`DomainError::Store`].
pub(super) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let now = app.clock.now_ms();
    for (id, until) in payments::left_unknown(&app.store, now, BATCH).await? {
        if is_read(app, &id, "an action").await {
            let mut tx = app.store.begin().await?;
            payments::free(&mut tx, &id, until).await?;
            tx.commit().await?;
        }
    }
    for id in payments::lapsed(&app.store, now, BATCH).await? {
        is_read(app, &id, "a lapsed authorization").await;
    }
    payments::next_left_unknown(&app.store, now).await
}

async fn is_read(app: &App, id: &str, what: &str) -> bool {
    let read = refresh(app, id).await;
    if let Err(error) = &read {
        tracing::info!(
            payment_intent_id = id,
            reason = error.chain(),
            "{what} is seen later"
        );
    }
    read.is_ok()
}
