//! What the shopper does with a hold: opens it, agrees, goes to Dojo's page, comes back.

use shared::Money;
use shared::console::holds::HoldEventKind;
use url::Url;

use super::{at_dojo, get, open, settle, tell};
use crate::app::App;
use crate::store::holds::{self, HoldRow, StoredHold, events, schedule, steps};
use crate::{DomainError, live};

/// What the shopper's page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visit {
    /// The terms, and the question whether they agree. After a decline with a word about it.
    Ask {
        /// The last card that they gave was declined.
        declined: bool,
    },
    /// They are back from Dojo's page, and Dojo cannot be asked.
    Waiting,
    /// The card is held.
    Held,
    /// It was charged.
    Charged,
    /// It was released or withdrawn, or its card has run out.
    Closed,
    /// Too late.
    Expired,
}

/// The words that the shopper agrees to by ticking the box; kept with the time at which they did.
pub(crate) fn consent(merchant: &str, amount: Money) -> String {
    format!(
        "I agree to these terms. {merchant} may keep my card details with Dojo, its payment service, and charge up to \
         {amount} to my card without asking me again, if the terms allow it."
    )
}

/// The hold behind a shopper's address, and what to show of it. The first visit is noted.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn visit(app: &App, code: &str) -> Result<(HoldRow, Visit), DomainError> {
    let mut row = by_code(app, code).await?;
    if row.opened_at.is_none()
        && matches!(row.status, StoredHold::Creating | StoredHold::Created)
        && row.ending.is_none()
    {
        note_opening(app, &row.id).await?;
        row = get(app, &row.id).await?;
    }
    // Whoever has agreed may have given a card without pressing the way back to us: they are not asked for it again.
    if row.consent_at.is_some() && row.waiting_since.is_none() {
        settle::glance(app, &row).await;
        row = get(app, &row.id).await?;
    }
    let visit = match row.status {
        StoredHold::Authorized => Visit::Held,
        StoredHold::Completed => Visit::Charged,
        StoredHold::Expired => Visit::Expired,
        StoredHold::Closed
        | StoredHold::Cancelled
        | StoredHold::CardExpired
        | StoredHold::Failed => Visit::Closed,
        StoredHold::Creating | StoredHold::Created if row.ending.is_some() => Visit::Closed,
        StoredHold::Creating | StoredHold::Created if row.waiting_since.is_some() => Visit::Waiting,
        StoredHold::Creating | StoredHold::Created if row.expire_at <= app.clock.now_ms() => {
            Visit::Expired
        }
        StoredHold::Creating | StoredHold::Created => Visit::Ask {
            declined: row.declines > 0,
        },
    };
    Ok((row, visit))
}

async fn note_opening(app: &App, id: &str) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if steps::mark_opened(&mut tx, id, now).await? {
        events::append(&mut tx, id, HoldEventKind::Opened, None, None, now).await?;
        tell(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

/// The shopper has ticked the box beside these words. Answers Dojo's page on which they give the card; `None` if no card can be
/// given any more.
///
/// # Errors
/// [`DomainError::NotFound`], Dojo's, [`DomainError::Store`].
pub(crate) async fn agree(
    app: &App,
    code: &str,
    words: String,
) -> Result<Option<Url>, DomainError> {
    let id = by_code(app, code).await?.id;
    let own = app.clone();
    app.to_the_end(async move {
        let _held = own.hold_locks.hold(&id).await;
        let now = own.clock.now_ms();
        let mut tx = own.store.begin().await?;
        if !steps::agree(&mut tx, &id, &words, now).await? {
            tx.rollback().await?;
            return Ok(None);
        }
        events::append(&mut tx, &id, HoldEventKind::Agreed, None, None, now).await?;
        schedule::soon(&mut tx, &id, now + 2_000).await?;
        tell(&mut tx, &id, now).await?;
        tx.commit().await?;
        live::hint(&own);
        own.wake.holds.notify_one();
        open::make(&own, &id).await?;
        let row = get(&own, &id).await?;
        match row.setup_intent_id.as_deref() {
            Some(setup_intent_id) => at_dojo::page(&own, setup_intent_id).map(Some),
            None => Ok(None),
        }
    })
    .await
}

/// The shopper is back from Dojo's page, which is a reason to look, and proves nothing.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn back(app: &App, code: &str) -> Result<(), DomainError> {
    let row = by_code(app, code).await?;
    if row.status != StoredHold::Created {
        return Ok(());
    }
    match settle::refresh(app, &row.id).await {
        Ok(()) => Ok(()),
        Err(error) if error.is_dojo() => {
            tracing::info!(hold_id = row.id, reason = error.chain(), "a hold waits");
            let now = app.clock.now_ms();
            let mut tx = app.store.begin().await?;
            steps::set_waiting(&mut tx, &row.id, now).await?;
            schedule::soon(&mut tx, &row.id, now + 2_000).await?;
            tx.commit().await?;
            app.wake.holds.notify_one();
            Ok(())
        }
        Err(error) => Err(error),
    }
}

async fn by_code(app: &App, code: &str) -> Result<HoldRow, DomainError> {
    holds::by_code(&app.store, code)
        .await?
        .ok_or(DomainError::NotFound)
}
