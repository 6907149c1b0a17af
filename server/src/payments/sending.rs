//! Sending refunds and reversals to Dojo until it is known what became of them. A refund is sent under one key as often as
//! needed, and Dojo carries it out once; a reversal cannot be carried out twice.

mod evidence;

use dojo::CreateRefundRequest;
use tokio::task::JoinSet;

use self::evidence::Shown;
use super::actions::words::{declined, said};
use super::mirror::tell;
use super::standing::Standing;
use super::{readings, refresh};
use crate::app::App;
use crate::events::pauses;
use crate::staff::audit::{self, Entry};
use crate::store::payments;
use crate::store::refunds::{self, Change, RefundRow, RefundStep};
use crate::{DomainError, live};

/// Nobody else sends it for this long (milliseconds).
pub(crate) const LEASE: i64 = 60_000;

/// How long a refund is sent again under its key (milliseconds). Dojo does not say how long it remembers keys; what is older is
/// settled by reading the payment alone, or by a manager.
const SENT_AGAIN: i64 = 24 * 60 * 60 * 1000;

/// So soon after it was first sent a refusal, and so soon after it was accepted a payment that does not show it, say nothing about
/// it (milliseconds): Dojo may be at it still.
const UNSETTLED: i64 = 2 * 60 * 1000;

/// How many are sent at the same time.
const BATCH: i64 = 4;

/// Settles what is due, and reads payments of which something has become.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let now = app.clock.now_ms();
    let mut work = JoinSet::new();
    for refund in refunds::claim(&app.store, now, now + LEASE, BATCH).await? {
        let app = app.clone();
        work.spawn(async move { settle(&app, &refund).await });
    }
    crate::events::all(work).await?;
    let due = [
        readings::round(app).await?,
        refunds::next_due(&app.store).await?,
    ];
    Ok(due.into_iter().flatten().min())
}

async fn settle(app: &App, refund: &RefundRow) -> Result<(), DomainError> {
    let result = match refund.status {
        RefundStep::Accepted => {
            let accepted_at = refund.accepted_at.unwrap_or(refund.requested_at);
            finish(app, refund, accepted_at).await
        }
        RefundStep::Sending | RefundStep::Unknown => settle_unknown(app, refund).await,
        RefundStep::AwaitingApproval
        | RefundStep::Done
        | RefundStep::Refused
        | RefundStep::Rejected => Ok(()),
    };
    match result {
        Err(error @ DomainError::Store(_)) => Err(error),
        Err(error) => {
            tracing::info!(
                refund_id = refund.id,
                reason = error.chain(),
                "a refund is settled later"
            );
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

/// Dojo was asked, or a killed process may have asked it.
async fn settle_unknown(app: &App, refund: &RefundRow) -> Result<(), DomainError> {
    let is_sent_again = is_sent_again(refund, app.clock.now_ms());
    if is_sent_again && !refund.is_reversal {
        return send(app, refund, false).await;
    }
    refresh(app, &refund.payment_intent_id).await?;
    match shows(app, refund).await? {
        Shown::Yes => done(app, refund).await,
        _ if is_sent_again => send(app, refund, false).await,
        Shown::No => {
            let reason = "Dojo did not say what became of it, and a day later the payment does not show it: nothing went back.";
            refuse(app, refund, reason).await
        }
        Shown::Perhaps => wait(app, refund, "Dojo never said what became of it.").await,
    }
}

fn is_sent_again(refund: &RefundRow, now: i64) -> bool {
    refund.first_sent_at.is_none_or(|at| now - at < SENT_AGAIN)
}

/// Whether a manager may say what became of it: it is not known, and it is not sent again any more.
pub(super) fn may_be_settled(refund: &RefundRow, now: i64) -> bool {
    refund.status == RefundStep::Unknown && !is_sent_again(refund, now)
}

/// Asks Dojo. `first`: nobody has before, so that a refusal means that nothing went back. An answer that is lost is no error:
/// the refund is unknown then, and settles itself, so nobody is to ask for it anew.
///
/// # Errors
/// [`DomainError::Declined`] and [`DomainError::Stale`] if nothing was done.
pub(crate) async fn send(app: &App, refund: &RefundRow, first: bool) -> Result<(), DomainError> {
    match ask(app, refund).await {
        Ok(dojo_refund_id) => {
            let now = app.clock.now_ms();
            let change = Change {
                dojo_refund_id: dojo_refund_id.as_deref(),
                next_at: Some(now + pauses::after_poll(refund.tries)),
                ..Change::default()
            };
            step(app, refund, RefundStep::Accepted, &change).await?;
            finish(app, refund, now).await.or_else(|error| {
                tracing::info!(
                    refund_id = refund.id,
                    reason = error.chain(),
                    "a refund shows later"
                );
                Ok(())
            })
        }
        Err(error) if error.changed_nothing() && first => {
            refuse(app, refund, &refusal(&error)).await?;
            // Perhaps the payment is not as thought: something went back from elsewhere.
            if let Err(unread) = refresh(app, &refund.payment_intent_id).await {
                tracing::debug!(reason = unread.chain(), "not read again");
            }
            match Standing::read(&app.store, &refund.payment_intent_id).await? {
                Some(is) if !is.is("Authorized") && is.left() < refund.amount => Err(is.changed()),
                _ => Err(declined(error)),
            }
        }
        Err(dojo::Error::Unreachable(_)) => wait(app, refund, "Dojo cannot be reached.").await,
        Err(error) if error.changed_nothing() => {
            // An earlier try may have been carried out all the same.
            refresh(app, &refund.payment_intent_id).await?;
            let now = app.clock.now_ms();
            let is_settled = refund.first_sent_at.is_none_or(|at| now - at >= UNSETTLED);
            match shows(app, refund).await? {
                Shown::Yes => done(app, refund).await,
                Shown::No if is_settled => refuse(app, refund, &refusal(&error)).await,
                Shown::No | Shown::Perhaps => wait(app, refund, &said(&error)).await,
            }
        }
        Err(error) => {
            tracing::info!(
                refund_id = refund.id,
                reason = %error,
                "what became of a refund is not known yet"
            );
            wait(app, refund, "Dojo did not answer.").await
        }
    }
}

async fn ask(app: &App, refund: &RefundRow) -> Result<Option<String>, dojo::Error> {
    if refund.is_reversal {
        let reversal = app.dojo.create_reversal(&refund.payment_intent_id).await?;
        return Ok(reversal.reversal_id);
    }
    let request = CreateRefundRequest {
        amount: refund.amount,
        refund_reason: refund.reason.clone(),
        notes: refund.notes.clone(),
        ..CreateRefundRequest::default()
    };
    let made = app
        .dojo
        .create_refund(&refund.payment_intent_id, &request, &refund.idempotency_key)
        .await?;
    Ok(made.refund_id)
}

/// Dojo said yes: the amount stays reserved until a reading from afterwards shows it, or it is old enough to be believed.
async fn finish(app: &App, refund: &RefundRow, accepted_at: i64) -> Result<(), DomainError> {
    refresh(app, &refund.payment_intent_id).await?;
    let is_settled = app.clock.now_ms() - accepted_at >= UNSETTLED;
    if !is_settled && shows(app, refund).await? == Shown::No {
        return Ok(());
    }
    done(app, refund).await
}

/// What the payment shows of it, as it was read last.
async fn shows(app: &App, refund: &RefundRow) -> Result<Shown, DomainError> {
    let standing = Standing::read(&app.store, &refund.payment_intent_id).await?;
    Ok(standing.map_or(Shown::No, |standing| evidence::shown(&standing, refund)))
}

fn refusal(error: &dojo::Error) -> String {
    format!("Dojo said: {}", said(error))
}

async fn done(app: &App, refund: &RefundRow) -> Result<(), DomainError> {
    step(app, refund, RefundStep::Done, &Change::default()).await
}

async fn refuse(app: &App, refund: &RefundRow, error: &str) -> Result<(), DomainError> {
    let change = Change {
        error: Some(error),
        ..Change::default()
    };
    step(app, refund, RefundStep::Refused, &change).await
}

/// Its outcome is not known; it is looked at again after a pause that grows.
async fn wait(app: &App, refund: &RefundRow, error: &str) -> Result<(), DomainError> {
    let change = Change {
        error: Some(error),
        next_at: Some(app.clock.now_ms() + pauses::after_poll(refund.tries)),
        ..Change::default()
    };
    step(app, refund, RefundStep::Unknown, &change).await?;
    app.wake.refunds.notify_one();
    Ok(())
}

async fn step(
    app: &App,
    refund: &RefundRow,
    to: RefundStep,
    change: &Change<'_>,
) -> Result<(), DomainError> {
    use RefundStep::{Accepted, Sending, Unknown};

    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    // The payment first, as everywhere: whoever holds it finds its refunds as they are, until they are done with it.
    payments::lock(&mut tx, &refund.payment_intent_id).await?;
    let from: &[RefundStep] = match to {
        RefundStep::Done => &[Sending, Unknown, Accepted],
        _ => &[Sending, Unknown],
    };
    if !refunds::set_status(&mut tx, &refund.id, from, to, change, now).await? {
        // Somebody else was faster.
        return Ok(tx.rollback().await?);
    }
    let action = match (to, refund.is_reversal) {
        (RefundStep::Done, false) => Some("refund.done"),
        (RefundStep::Done, true) => Some("reversal.done"),
        (RefundStep::Refused, false) => Some("refund.refused"),
        (RefundStep::Refused, true) => Some("reversal.refused"),
        (RefundStep::Unknown, false) if refund.status != to => Some("refund.unknown"),
        (RefundStep::Unknown, true) if refund.status != to => Some("reversal.unknown"),
        _ => None,
    };
    if let Some(action) = action {
        let entry = Entry {
            action,
            object_kind: "payment",
            object_id: &refund.payment_intent_id,
            before: None,
            after: Some(serde_json::json!({
                "refundId": refund.id,
                "amount": { "value": refund.amount, "currencyCode": refund.currency },
                "reason": change.error,
            })),
        };
        audit::record(&mut tx, None, &entry, now).await?;
    }
    tell(&mut tx, &refund.payment_intent_id, now).await?;
    tx.commit().await?;
    live::hint(app);
    tracing::info!(
        refund_id = refund.id,
        payment_intent_id = refund.payment_intent_id,
        status = to.as_str(),
        "a refund went on"
    );
    Ok(())
}
