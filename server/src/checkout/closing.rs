//! Withdrawing and expiring a checkout: its intent first, and only when Dojo has said that it cannot be paid any more, the
//! checkout. If it was paid meanwhile, it is paid.

use shared::{CheckoutId, CheckoutStatus};

use super::{CheckoutRecord, creation, find, get};
use crate::DomainError;
use crate::app::App;
use crate::payments;
use crate::store::attempts::{self, AttemptStatus};
use crate::store::checkouts::{self, Closing};

/// Withdraws the checkout, its intent first. Cancelling twice is no error; a paid one stays paid.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] if it was paid, [`DomainError::DojoUnreachable`] and
/// [`DomainError::DojoUnknown`] if the intent's end is not confirmed yet: it then goes on by itself.
pub async fn cancel(app: &App, id: &CheckoutId) -> Result<CheckoutRecord, DomainError> {
    let (own, id) = (app.clone(), id.clone());
    app.to_the_end(async move { cancel_held(&own, &id).await })
        .await
}

async fn cancel_held(app: &App, id: &CheckoutId) -> Result<CheckoutRecord, DomainError> {
    let _held = app.locks.hold(id).await;
    let record = get(app, id).await?;
    if !record.status.is_final() {
        request(app, id, Closing::Cancelled).await?;
        let finished = finish(app, id).await;
        app.wake.reconciler.notify_one();
        finished?;
    }
    let record = get(app, id).await?;
    match record.status {
        CheckoutStatus::Cancelled | CheckoutStatus::Expired => Ok(record),
        CheckoutStatus::Authorized => Err(DomainError::Conflict(
            "The card is authorized for this checkout. Release the authorization in the console instead.",
        )),
        CheckoutStatus::Paid | CheckoutStatus::NeedsReview => Err(DomainError::Conflict(
            "This checkout was paid. It can be refunded, not cancelled.",
        )),
        CheckoutStatus::Refunded => Err(DomainError::Conflict(
            "This checkout was paid and refunded. It cannot be cancelled.",
        )),
        CheckoutStatus::Open | CheckoutStatus::Waiting => Err(DomainError::DojoUnknown(
            "the checkout's payment intent is not closed yet".into(),
        )),
    }
}

/// Expires the checkout if it is overdue, and carries a closing that was begun to its end.
///
/// # Errors
/// Dojo's: it is tried again.
pub(crate) async fn advance(app: &App, id: &CheckoutId) -> Result<(), DomainError> {
    let (own, id) = (app.clone(), id.clone());
    app.to_the_end(async move {
        let _held = own.locks.hold(&id).await;
        advance_held(&own, &id).await
    })
    .await
}

/// [`advance`], for those who hold the checkout.
///
/// # Errors
/// Dojo's: it is tried again.
pub(crate) async fn advance_held(app: &App, id: &CheckoutId) -> Result<(), DomainError> {
    let Some(record) = find(app, id).await? else {
        return Ok(());
    };
    if record.status.is_final() {
        return Ok(());
    }
    if record.closing.is_none() {
        if app.clock.now() < record.expire_at {
            return Ok(());
        }
        request(app, id, Closing::Expired).await?;
    }
    finish(app, id).await
}

async fn request(app: &App, id: &CheckoutId, closing: Closing) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    checkouts::request_closing(&mut tx, id.as_str(), closing, now).await?;
    // Without an attempt there is nothing to ask Dojo.
    checkouts::finish_closing(&mut tx, id.as_str(), now).await?;
    Ok(tx.commit().await?)
}

async fn finish(app: &App, id: &CheckoutId) -> Result<(), DomainError> {
    // A creation that is found turns into an intent to be cancelled, so there are two steps at most.
    for _ in 0..2 {
        let Some(attempt) = attempts::live(app.store.write(), id.as_str()).await? else {
            break;
        };
        match attempt.status {
            AttemptStatus::Creating => {
                creation::recover(app, &attempt).await?;
            }
            _ => {
                payments::cancel(app, &attempt).await?;
                break;
            }
        }
    }
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    checkouts::lock(&mut tx, id.as_str(), now).await?;
    if checkouts::finish_closing(&mut tx, id.as_str(), now).await? {
        tracing::info!(checkout_id = id.as_str(), "checkout closed");
    }
    Ok(tx.commit().await?)
}
