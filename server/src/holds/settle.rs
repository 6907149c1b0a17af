//! Asking Dojo how a hold stands, believing it, and carrying on what was begun.

use std::time::Duration;

use dojo::SetupIntentResponse;
use shared::console::holds::HoldEventKind;

use super::{charge_outcome, ending, get, open, reading, tell};
use crate::app::App;
use crate::staff::audit;
use crate::store::holds::{self, HoldRow, StoredHold, charges, events, steps};
use crate::{DomainError, live};

/// A creation that another process began is given this long (milliseconds) before it is made once more.
const CREATION: i64 = 30_000;

/// What Dojo said so long ago (milliseconds) is still believed.
const FRESH: i64 = 5_000;

/// Nobody waits longer than this for a page because of Dojo.
const GLANCE: Duration = Duration::from_secs(2);

/// Brings the hold as far as Dojo lets it.
///
/// # Errors
/// [`DomainError::NotFound`], Dojo's: it is tried again; [`DomainError::Store`].
pub(crate) async fn refresh(app: &App, id: &str) -> Result<(), DomainError> {
    let (own, id) = (app.clone(), id.to_owned());
    app.to_the_end(async move {
        let _held = own.hold_locks.hold(&id).await;
        refresh_held(&own, &id).await
    })
    .await
}

/// Looks whether a card was given to a hold that waits for one: shoppers may close Dojo's page without coming back to ours.
/// Asks at most every few seconds, for a moment only, and whatever comes of it is no error.
pub(super) async fn glance(app: &App, row: &HoldRow) {
    let asked_lately = row
        .read_at
        .is_some_and(|at| at + FRESH > app.clock.now_ms());
    let waits = row.shown_status().waits_for_card() && row.setup_intent_id.is_some();
    if !waits || asked_lately {
        return;
    }
    match tokio::time::timeout(GLANCE, refresh(app, &row.id)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::info!(
                hold_id = row.id,
                reason = error.chain(),
                "a hold could not be looked at"
            );
        }
        // It is carried to its end all the same, and open consoles are told.
        Err(_) => tracing::info!(hold_id = row.id, "Dojo takes its time"),
    }
}

/// [`refresh`], for those who hold its lock.
pub(super) async fn refresh_held(app: &App, id: &str) -> Result<(), DomainError> {
    let row = get(app, id).await?;
    if let Some(charge) = charges::under_way(&app.store, id).await? {
        charge_outcome::settle(app, &charge).await?;
    }
    match row.status {
        StoredHold::Creating if row.ending.is_some() => {
            end_unmade(app, id, StoredHold::Cancelled, HoldEventKind::Cancelled).await
        }
        StoredHold::Creating if row.expire_at <= app.clock.now_ms() => {
            end_unmade(app, id, StoredHold::Expired, HoldEventKind::Expired).await
        }
        StoredHold::Creating if row.created_at + CREATION > app.clock.now_ms() => Ok(()),
        StoredHold::Creating => open::make(app, id).await,
        StoredHold::Created | StoredHold::Authorized if row.ending.is_some() => {
            ending::carry_out(app, &row).await
        }
        StoredHold::Created | StoredHold::Authorized => read(app, &row).await,
        StoredHold::Completed
        | StoredHold::Closed
        | StoredHold::Cancelled
        | StoredHold::Expired
        | StoredHold::CardExpired
        | StoredHold::Failed => Ok(()),
    }
}

/// Reads the hold's setup intent and applies what it says.
pub(super) async fn read(app: &App, row: &HoldRow) -> Result<(), DomainError> {
    let setup_intent_id = setup_intent_id(row)?;
    let found = app
        .dojo
        .get_setup_intent(setup_intent_id)
        .await
        .map_err(DomainError::asking)?;
    match found {
        Some(setup) => apply(app, &row.id, &setup).await,
        None if row.status == StoredHold::Created && row.expire_at <= app.clock.now_ms() => {
            // Another account's key, or a sandbox that was reset: by now it has run out wherever it lives.
            end(app, row, StoredHold::Expired, HoldEventKind::Expired).await
        }
        None => Err(DomainError::DojoRefused(
            "Dojo has no such setup intent for this key".into(),
        )),
    }
}

/// Applies what a `GET` returned.
pub(super) async fn apply(
    app: &App,
    id: &str,
    setup: &SetupIntentResponse,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let row = holds::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if setup.public.reference.as_deref() != Some(row.dojo_reference.as_str()) {
        return Err(DomainError::DojoRefused(
            "Dojo's setup intent has another reference".into(),
        ));
    }
    let change = reading::compare(&row, setup);
    steps::record_reading(&mut tx, id, &change.reading, change.visible, now).await?;
    for kind in &change.events {
        events::append(&mut tx, id, *kind, None, None, now).await?;
        let entry = audit::Entry {
            action: action(*kind),
            object_kind: "hold",
            object_id: id,
            before: None,
            after: None,
        };
        audit::record(&mut tx, None, &entry, now).await?;
    }
    if change.visible {
        tell(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

fn action(kind: HoldEventKind) -> &'static str {
    match kind {
        HoldEventKind::Authorized => "hold.authorized",
        HoldEventKind::Declined => "hold.declined",
        HoldEventKind::Cancelled => "hold.cancelled",
        HoldEventKind::Closed => "hold.released",
        HoldEventKind::Expired => "hold.expired",
        HoldEventKind::CardExpired => "hold.card_expired",
        HoldEventKind::CompletedElsewhere => "hold.completed_elsewhere",
        _ => "hold.changed",
    }
}

async fn end_unmade(
    app: &App,
    id: &str,
    status: StoredHold,
    kind: HoldEventKind,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if steps::end_unmade(&mut tx, id, status, now).await? {
        events::append(&mut tx, id, kind, None, None, now).await?;
        tell(&mut tx, id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

/// Ends a hold of which Dojo knows nothing any more.
pub(super) async fn end(
    app: &App,
    row: &HoldRow,
    status: StoredHold,
    kind: HoldEventKind,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let row = holds::lock(&mut tx, &row.id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if matches!(row.status, StoredHold::Created | StoredHold::Authorized) {
        let reading = steps::Reading {
            status,
            forget_ending: true,
            declines: row.declines,
            card_type: None,
            last_four: None,
            card_expiry: None,
            card_expires_at: None,
        };
        steps::record_reading(&mut tx, &row.id, &reading, true, now).await?;
        events::append(&mut tx, &row.id, kind, None, None, now).await?;
        tell(&mut tx, &row.id, now).await?;
    }
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

/// Dojo's id of a hold that was made there.
pub(super) fn setup_intent_id(row: &HoldRow) -> Result<&str, DomainError> {
    row.setup_intent_id
        .as_deref()
        .ok_or_else(|| DomainError::Internal(format!("{} has no setup intent", row.id)))
}
