//! Looks at holds in the background: Dojo sends no webhooks for setup intents.

use tokio::task::JoinSet;

use super::settle;
use crate::DomainError;
use crate::app::App;
use crate::events::{all, pauses};
use crate::store::holds::schedule::{self, Due};
use crate::store::holds::{self, HoldRow, StoredHold};

/// How many holds are looked at at the same time.
const BATCH: i64 = 8;

/// Nobody else looks at a claimed hold for this long (milliseconds).
const LEASE: i64 = 60_000;

const HOUR: i64 = 60 * 60 * 1000;

/// Looks at what is due.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let now = app.clock.now_ms();
    let lease_until = now + LEASE;
    let mut looks = JoinSet::new();
    for due in schedule::claim(&app.store, now, lease_until, BATCH).await? {
        let app = app.clone();
        looks.spawn(async move { look_and_reschedule(&app, &due, lease_until).await });
    }
    all(looks).await?;
    schedule::next_due(&app.store).await
}

async fn look_and_reschedule(app: &App, due: &Due, lease_until: i64) -> Result<(), DomainError> {
    let failed = match settle::refresh(app, &due.id).await {
        Ok(()) => false,
        Err(error) => {
            tracing::info!(hold_id = due.id, reason = error.chain(), "a hold waits");
            true
        }
    };
    let row = holds::find(app.store.write(), &due.id).await?;
    let next = row.and_then(|row| next_look(&row, due.polls, failed, app.clock.now_ms()));
    schedule::put_off(&app.store, &due.id, lease_until, next).await
}

/// When the hold is looked at after this; `None` if there is nothing left to see.
pub(super) fn next_look(row: &HoldRow, polls: i64, failed: bool, now: i64) -> Option<i64> {
    let pause = pauses::after_poll(polls);
    let is_busy = row.ending.is_some() || row.is_being_charged();
    match row.status {
        StoredHold::Creating => Some(now + pause.min(HOUR)),
        StoredHold::Created | StoredHold::Authorized if is_busy => {
            // Somebody waits for the end of it.
            Some(
                now + if failed {
                    pause.min(pauses::OUTAGE)
                } else {
                    pause
                },
            )
        }
        // From here on somebody may be giving a card.
        StoredHold::Created if row.consent_at.is_some() => {
            Some((now + pause).min((row.expire_at + 1_000).max(now + 15_000)))
        }
        StoredHold::Created => Some((row.expire_at + 1_000).max(now + pause)),
        StoredHold::Authorized => {
            let daily = now + 6 * HOUR;
            Some(match row.card_expires_at {
                Some(at) if at > now => daily.min(at + 1_000),
                _ => daily,
            })
        }
        StoredHold::Completed
        | StoredHold::Closed
        | StoredHold::Cancelled
        | StoredHold::Expired
        | StoredHold::CardExpired
        | StoredHold::Failed => None,
    }
}
