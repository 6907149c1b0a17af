//! Looks at every live intent at growing pauses, and carries closings to their end, so that a lost webhook or a killed
//! process only costs time.

use dojo::PaymentIntent;
use shared::CheckoutId;
use tokio::task::JoinSet;

use super::{all, pauses, sweep};
use crate::DomainError;
use crate::app::App;
use crate::checkout::locks::Held;
use crate::checkout::{closing, creation, declines};
use crate::payments;
use crate::store::attempts::{self, AttemptRow, AttemptStatus};
use crate::store::{checkouts, phone_orders};

/// How many are looked at at the same time.
const BATCH: i64 = 8;

/// How many checkouts are closed at the same time.
const CLOSINGS: i64 = 32;

/// Nobody else looks at a claimed attempt for this long (milliseconds).
const LEASE: i64 = 60_000;

/// The pause between looks at the intent of a phone order that staff watch (milliseconds).
const WATCHED: i64 = 2_000;

/// A creation that another process began is given this long (milliseconds) before it counts as died.
const CREATION: i64 = 30_000;

/// Looks at what is due.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    sweep::if_due(app).await;
    let now = app.clock.now_ms();
    let lease_until = now + LEASE;
    let mut looks = JoinSet::new();
    for attempt in attempts::claim_due(&app.store, now, lease_until, BATCH).await? {
        let app = app.clone();
        looks.spawn(async move { look_and_reschedule(&app, &attempt, lease_until).await });
    }
    all(looks).await?;
    let mut closings = JoinSet::new();
    for id in checkouts::to_be_closed(&app.store, now, CLOSINGS).await? {
        // One that somebody is at work on is left for the next round, so that it cannot hold up all others.
        if let Some(held) = app.locks.try_hold(&id) {
            let app = app.clone();
            closings.spawn(async move { close_or_put_back(&app, &id, held).await });
        }
    }
    all(closings).await?;
    let due = [
        attempts::next_due(&app.store).await?,
        checkouts::next_to_be_closed(&app.store)
            .await?
            .map(|at| at.max(now + 2_000)),
    ];
    Ok(due.into_iter().flatten().min())
}

async fn close_or_put_back(app: &App, id: &CheckoutId, _held: Held) -> Result<(), DomainError> {
    if let Err(error) = closing::advance_held(app, id).await {
        tracing::info!(
            checkout_id = id.as_str(),
            reason = error.chain(),
            "closing waits"
        );
        checkouts::put_back(&app.store, id, app.clock.now_ms()).await?;
    }
    Ok(())
}

async fn look_and_reschedule(
    app: &App,
    attempt: &AttemptRow,
    lease_until: i64,
) -> Result<(), DomainError> {
    let mut pause = pauses::after_poll(attempt.polls);
    let now = app.clock.now_ms();
    if phone_orders::is_watched(&app.store, &attempt.checkout_id, now).await? {
        pause = pause.min(WATCHED);
    }
    if let Err(error) = look(app, attempt).await {
        tracing::info!(
            attempt_id = attempt.id,
            reason = error.chain(),
            "cannot be settled yet"
        );
        // Somebody may be waiting for the end of Dojo's outage.
        pause = pause.min(pauses::OUTAGE);
    }
    let next = app.clock.now_ms() + pause;
    attempts::set_next_poll(&app.store, &attempt.id, lease_until, next).await
}

/// Brings one live attempt as far as Dojo lets it.
pub(crate) async fn look(app: &App, attempt: &AttemptRow) -> Result<(), DomainError> {
    match attempt.status {
        AttemptStatus::Creating => {
            let id = CheckoutId::try_from(attempt.checkout_id.clone())
                .map_err(|cause| DomainError::Internal(format!("{cause}")))?;
            // Somebody at work on the checkout finishes it.
            let Some(_held) = app.locks.try_hold(&id) else {
                return Ok(());
            };
            if attempt.created_at + CREATION <= app.clock.now_ms() {
                creation::recover(app, attempt).await?;
            }
            Ok(())
        }
        AttemptStatus::Open => {
            let _: PaymentIntent = payments::settle(app, attempt).await?;
            declines::enforce(app, &attempt.checkout_id).await
        }
        AttemptStatus::Closing => payments::cancel(app, attempt).await,
        AttemptStatus::Settled | AttemptStatus::Cancelled | AttemptStatus::Abandoned => Ok(()),
    }
}
