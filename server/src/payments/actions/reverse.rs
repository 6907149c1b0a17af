//! Undoing a payment as a whole: letting an authorization go, or a capture that is not settled yet.

use shared::console::payments::Seen;

use super::refunds::{new_row, write};
use super::step::{LEASE, occupy, read_if_unknown};
use crate::app::App;
use crate::payments::sending;
use crate::payments::standing::{Return, Standing};
use crate::staff::Actor;
use crate::store::payments;
use crate::store::refunds::{RefundRow, RefundStep};
use crate::{DomainError, business, live};

/// Reverses the payment, where that is what fits. What was captured counts towards the limit above which a second person must
/// confirm; letting an authorization go gives no money away.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::Conflict`], Dojo's refusal.
pub(crate) async fn reverse(
    app: &App,
    actor: &Actor,
    id: &str,
    seen: &Seen,
) -> Result<(), DomainError> {
    let settings = business::settings(app).await;
    let now = app.clock.now_ms();
    read_if_unknown(app, id, now).await?;
    let mut tx = app.store.begin().await?;
    let standing = Standing::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    standing.check_seen(seen)?;
    if standing.whole_return(&settings, now) != Some(Return::Reversal) {
        return Err(DomainError::Conflict(
            "This payment cannot be reversed any more. Nothing was done. Refund it instead.",
        ));
    }
    let (amount, limit) = if standing.is("Authorized") {
        (standing.payment.total_amount, None)
    } else {
        (standing.left(), settings.refund_limit_in(standing.currency))
    };
    let refund = RefundRow {
        is_reversal: true,
        ..new_row(&standing, actor, amount, limit, now)?
    };
    let until = now + LEASE;
    occupy(&mut tx, id, until, now).await?;
    let refund = write(&mut tx, actor, refund, now).await?;
    tx.commit().await?;
    live::hint(app);
    let sent = match refund.status {
        RefundStep::Sending => sending::send(app, &refund, true).await,
        _ => Ok(()),
    };
    // What it reserves keeps others away for as long as its outcome is open.
    let mut tx = app.store.begin().await?;
    payments::free(&mut tx, id, until).await?;
    tx.commit().await?;
    sent
}
