//! Goes through Dojo's list of intents from time to time, for webhooks that never came and intents that nobody waits for.

use std::sync::{Mutex, PoisonError};

use dojo::{PaymentIntent, PaymentIntentStatus};
use jiff::Timestamp;

use super::{pauses, worker};
use crate::DomainError;
use crate::app::App;
use crate::payments::{self as intents, Listing};
use crate::store::{attempts, emails, inbox, links, outbox, payments, settings};

/// How often (milliseconds).
const EVERY: i64 = 5 * 60 * 1000;

/// How far it looks back beyond the last one, for Dojo's clock and for what was created late (milliseconds).
const OVERLAP: i64 = 60 * 60 * 1000;

/// How far the first one looks back (milliseconds).
const FIRST: i64 = 24 * 60 * 60 * 1000;

/// Once a day it looks back as far as money is likely to be given back without a webhook that came (milliseconds).
const DAY: i64 = 24 * 60 * 60 * 1000;
const WEEK: i64 = 7 * DAY;

/// How long events and callbacks are kept after they were done with (milliseconds): far longer than either side repeats one.
const KEPT: i64 = 90 * 24 * 60 * 60 * 1000;

const SETTING: &str = "swept_until";

const WEEK_SETTING: &str = "week_swept_at";

/// How often it failed in a row, and until when it pauses therefore. A restart tries at once.
#[derive(Debug, Default)]
pub(crate) struct Failures(Mutex<(i64, i64)>);

impl Failures {
    fn hold_back(&self, now: i64) -> bool {
        now < self.0.lock().unwrap_or_else(PoisonError::into_inner).1
    }

    fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (0, 0);
    }

    fn add(&self, now: i64) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pause = pauses::after_poll(failures.0).min(EVERY);
        *failures = (failures.0 + 1, now + pause);
    }
}

/// Sweeps, if it is time. What fails is tried again after a pause that grows.
pub(crate) async fn if_due(app: &App) {
    if app.sweep_failures.hold_back(app.clock.now_ms()) {
        return;
    }
    match try_if_due(app).await {
        Ok(()) => app.sweep_failures.forget(),
        Err(error) => {
            app.sweep_failures.add(app.clock.now_ms());
            tracing::info!(reason = error.chain(), "the sweep waits");
        }
    }
}

async fn try_if_due(app: &App) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let until = moment(app, SETTING).await?;
    if until.is_some_and(|until| now < until + EVERY) {
        return Ok(());
    }
    inbox::prune(&app.store, now - KEPT).await?;
    outbox::prune(&app.store, now - KEPT).await?;
    emails::prune(&app.store, now - KEPT).await?;
    links::forget_visitors(&app.store, now - KEPT).await?;
    let from = until.unwrap_or(now - FIRST) - OVERLAP;
    let week_at = moment(app, WEEK_SETTING).await?;
    if week_at.is_none_or(|at| at + DAY <= now) {
        sweep(app, from.min(now - WEEK)).await?;
        settings::set(&app.store, WEEK_SETTING, &now.to_string(), now).await?;
    } else {
        sweep(app, from).await?;
    }
    settings::set(&app.store, SETTING, &now.to_string(), now).await
}

async fn moment(app: &App, setting: &str) -> Result<Option<i64>, DomainError> {
    let text = settings::get(app.store.read(), setting).await?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Looks at every intent made since `from` (milliseconds).
pub(crate) async fn sweep(app: &App, from: i64) -> Result<(), DomainError> {
    let start_date = Timestamp::from_millisecond(from)
        .map_err(|cause| DomainError::Internal(cause.to_string()))?;
    go_through(app, Listing::since(start_date)).await
}

/// Compares every intent of the list with its mirror, and reads those that differ.
pub(super) async fn go_through(app: &App, mut listing: Listing) -> Result<(), DomainError> {
    while let Some(page) = listing.next(app).await? {
        for intent in &page {
            if let Err(error) = compare(app, intent).await {
                tracing::info!(
                    payment_intent_id = intent.id,
                    reason = error.chain(),
                    "left for the next sweep"
                );
            }
        }
    }
    Ok(())
}

async fn compare(app: &App, listed: &PaymentIntent) -> Result<(), DomainError> {
    let Some(attempt) = attempts::by_intent(app.store.read(), &listed.id).await? else {
        return match attempts::by_reference(app.store.read(), &listed.reference).await? {
            Some(_) if listed.status == PaymentIntentStatus::Canceled => Ok(()),
            None if is_mirrored(app, listed).await? => Ok(()),
            _ => worker::take_in(app, &listed.id).await,
        };
    };
    if !is_mirrored(app, listed).await? {
        intents::settle(app, &attempt).await?;
    }
    Ok(())
}

/// Whether the mirror shows what the list tells.
async fn is_mirrored(app: &App, listed: &PaymentIntent) -> Result<bool, DomainError> {
    let Some(mirrored) = payments::find_mirrored(&app.store, &listed.id).await? else {
        return Ok(false);
    };
    let mirror = mirrored.payment;
    Ok(!mirrored.is_outdated
        && mirror.status == listed.status.as_str()
        && mirror.refunded_amount == listed.refunded_amount.unwrap_or(0)
        && listed
            .updated_at
            .is_none_or(|at| at.as_millisecond() <= mirror.updated_at))
}
