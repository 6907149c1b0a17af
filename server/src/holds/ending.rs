//! Withdrawing a hold that has no card yet, and releasing a card that is held.

use serde_json::json;
use shared::console::holds::{HoldEventKind, HoldStatus};

use super::{settle, tell, view};
use crate::app::App;
use crate::staff::{Actor, audit};
use crate::store::holds::{self, Ending, HoldRow, StoredHold, events, schedule, steps};
use crate::{DomainError, live};

/// Withdraws a hold that has no card yet. When this returns without an error, Dojo has said how it ended, or is asked again
/// until it does.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::Conflict`] if it holds a card or has ended,
/// [`DomainError::Store`].
pub(crate) async fn cancel(
    app: &App,
    actor: &Actor,
    id: &str,
    seen_updated_at: i64,
) -> Result<(), DomainError> {
    ask(app, actor, id, seen_updated_at, Ending::Cancelled).await
}

/// Releases a held card: it cannot be charged any more.
///
/// # Errors
/// As [`cancel`]; [`DomainError::Conflict`] also while a charge is under way.
pub(crate) async fn release(
    app: &App,
    actor: &Actor,
    id: &str,
    seen_updated_at: i64,
) -> Result<(), DomainError> {
    ask(app, actor, id, seen_updated_at, Ending::Closed).await
}

async fn ask(
    app: &App,
    actor: &Actor,
    id: &str,
    seen_updated_at: i64,
    ending: Ending,
) -> Result<(), DomainError> {
    commit(app, actor, id, seen_updated_at, ending).await?;
    app.wake.holds.notify_one();
    match settle::refresh(app, id).await {
        // It goes on by itself, and the screen says so.
        Err(error) if error.is_dojo() => {
            tracing::info!(hold_id = id, reason = error.chain(), "ending a hold waits");
            Ok(())
        }
        result => result,
    }
}

async fn commit(
    app: &App,
    actor: &Actor,
    id: &str,
    seen_updated_at: i64,
    ending: Ending,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let row = holds::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    fresh(&row, seen_updated_at)?;
    let (allowed, kind, action) = match ending {
        Ending::Cancelled => (
            row.shown_status().waits_for_card(),
            HoldEventKind::CancelAsked,
            "hold.cancel_asked",
        ),
        Ending::Closed => (
            row.shown_status() == HoldStatus::Authorized,
            HoldEventKind::ReleaseAsked,
            "hold.release_asked",
        ),
    };
    if !allowed {
        return Err(DomainError::Conflict(match ending {
            Ending::Cancelled => {
                "Only a hold that waits for a card can be cancelled. Nothing was changed."
            }
            Ending::Closed => "Only a held card can be released. Nothing was changed.",
        }));
    }
    steps::begin_ending(&mut tx, id, ending, now).await?;
    events::append(&mut tx, id, kind, None, Some(&actor.name), now).await?;
    schedule::soon(&mut tx, id, now + 2_000).await?;
    let entry = audit::Entry {
        action,
        object_kind: "hold",
        object_id: id,
        before: Some(json!({ "status": row.shown_status() })),
        after: None,
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

/// Has Dojo end the hold, as staff have asked, and reads how it ended.
pub(super) async fn carry_out(app: &App, row: &HoldRow) -> Result<(), DomainError> {
    let setup_intent_id = settle::setup_intent_id(row)?;
    let release = row.ending == Some(Ending::Closed);
    // A refusal may mean that it has ended already or that a card was given in this moment, so the reading decides.
    let answer = app.dojo.delete_setup_intent(setup_intent_id, release).await;
    if let Err(error @ (dojo::Error::Unreachable(_) | dojo::Error::Unauthorized(_))) = answer {
        return Err(DomainError::changing(error));
    }
    let found = app
        .dojo
        .get_setup_intent(setup_intent_id)
        .await
        .map_err(DomainError::asking)?;
    match (found, &answer) {
        (Some(setup), _) => settle::apply(app, &row.id, &setup).await,
        // Dojo hides cancelled payment intents; should it hide these too, its own yes or "not found" says enough.
        (None, Ok(_) | Err(dojo::Error::NotFound(_))) => {
            let (status, kind) = match row.status {
                StoredHold::Authorized => (StoredHold::Closed, HoldEventKind::Closed),
                _ => (StoredHold::Cancelled, HoldEventKind::Cancelled),
            };
            settle::end(app, row, status, kind).await
        }
        (None, Err(_)) => Err(DomainError::DojoUnknown(
            "the setup intent cannot be read after it was ended".into(),
        )),
    }
}

/// Refuses what was decided on a screen that is no longer true.
///
/// # Errors
/// [`DomainError::Stale`], with how the hold stands now.
pub(super) fn fresh(row: &HoldRow, seen_updated_at: i64) -> Result<(), DomainError> {
    if row.updated_at == seen_updated_at {
        return Ok(());
    }
    Err(DomainError::Stale(format!(
        "This hold has changed meanwhile: {}. Nothing was done by you. Look at it again and decide.",
        view::in_words(row)
    )))
}
