//! The account's virtual clock.

use std::{sync::Arc, time::Duration};

use axum::Json;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Owner;
use crate::{
    account::AccountState,
    api::{Input, Problem, Rule, Shape, Shaped, closed, required},
    clock::Clock,
    machine::intent::later,
    state::Account,
    store::StoreError,
    webhooks,
};

/// The furthest that one call can move the clock: a hundred years.
const FURTHEST: i64 = 100 * 366 * 86_400;
/// How long advancing waits for webhook endpoints. What they have not answered by then goes on in the background.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long to wait for deliveries that the background is making.
const NAP: Duration = Duration::from_millis(5);

/// The virtual time.
#[derive(Debug, Serialize)]
pub(crate) struct Now {
    now: Timestamp,
}

#[derive(Debug, Deserialize)]
pub(super) struct Advance {
    seconds: i64,
}

impl Shaped for Advance {
    const SHAPE: &'static Shape = &closed(&[required(
        "seconds",
        Rule::Integer {
            min: 0,
            max: FURTHEST,
        },
    )]);
}

pub(super) async fn show(Owner(account): Owner) -> Result<Json<Now>, Problem> {
    let now = account.change(|_, now| now).await?;
    Ok(Json(Now { now }))
}

pub(super) async fn advance_by(
    Owner(account): Owner,
    Input(by): Input<Advance>,
) -> Result<Json<Now>, Problem> {
    let now = advance(&account, by.seconds).await?;
    Ok(Json(Now { now }))
}

/// Moves the virtual clock from one thing that falls due to the next, webhook attempts included, and to the end.
///
/// # Errors
/// If the data file fails.
pub(crate) async fn advance(account: &Arc<Account>, seconds: i64) -> Result<Timestamp, StoreError> {
    let _only_one = account.advancing.lock().await;
    let by = SignedDuration::from_secs(seconds.clamp(0, FURTHEST));
    let target = account.change(|_, now| later(now, by)).await?;
    let deadline = tokio::time::Instant::now() + PATIENCE;
    while tokio::time::Instant::now() < deadline {
        let clock = account.clock().clone();
        let step = account
            .change(|state, now| step(state, &clock, now, target))
            .await?;
        match step {
            Step::Deliver(parcels) => {
                let posting = webhooks::post_all(account, parcels);
                // Attempts that take longer are still booked: they run in tasks of their own.
                let _ = tokio::time::timeout_at(deadline, posting).await;
            }
            Step::Wait => tokio::time::sleep(NAP).await,
            Step::Done => break,
        }
    }
    let clock = account.clock().clone();
    account
        .change(|state, _| {
            move_to(state, &clock, target);
            let now = state.now(&clock);
            state.settle(now);
            now
        })
        .await
}

enum Step {
    Deliver(Vec<webhooks::Parcel>),
    Wait,
    Done,
}

fn step(state: &mut AccountState, clock: &Clock, now: Timestamp, target: Timestamp) -> Step {
    // What is under way may fail and fall due again before the target.
    if state.is_sending() {
        return Step::Wait;
    }
    let next = [state.next_due(), state.next_delivery()]
        .into_iter()
        .flatten()
        .min()
        .filter(|at| *at <= target);
    let Some(at) = next else {
        return Step::Done;
    };
    if at > now {
        move_to(state, clock, at);
    }
    let now = state.now(clock);
    state.settle(now);
    Step::Deliver(state.claim_due(now))
}

/// Lets the virtual clock show that time, or leaves it if it is later already.
fn move_to(state: &mut AccountState, clock: &Clock, at: Timestamp) {
    let ahead = at.as_millisecond().saturating_add(1) - clock.now().as_millisecond();
    if ahead > state.settings().clock_offset_ms {
        state.set_clock_offset(ahead);
    }
}
