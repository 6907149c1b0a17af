//! A manager's word on a refund of which neither Dojo's answer nor the payment tells what became of it.

use serde_json::json;
use shared::console::payments::FoundOutcome;

use super::refunds::tell_all;
use crate::app::App;
use crate::payments::standing::Standing;
use crate::payments::{refresh, sending};
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::refunds::{self, Change, RefundRow, RefundStep};
use crate::{DomainError, live};

/// Writes down what somebody found at Dojo: that the money went back, or that it did not. Only when it is not sent again any more,
/// and from a screen that shows the payment as Dojo tells it now.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`] if it is not open any more or the payment has changed,
/// [`DomainError::Conflict`] while it may still be sent again, Dojo's.
pub(crate) async fn settle_refund(
    app: &App,
    actor: &Actor,
    id: &str,
    found: &FoundOutcome,
) -> Result<RefundRow, DomainError> {
    let refund = find(app, id).await?;
    refresh(app, &refund.payment_intent_id).await?;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let standing = Standing::lock(&mut tx, &refund.payment_intent_id)
        .await?
        .ok_or(DomainError::NotFound)?;
    standing.check_seen(&found.seen)?;
    if !sending::may_be_settled(&refund, now) {
        return Err(DomainError::Conflict(
            "This refund settles by itself. Nothing was done. Look again later.",
        ));
    }
    let problem = format!("{} found at Dojo that nothing went back.", actor.name);
    let (to, action, error) = if found.went_back {
        (RefundStep::Done, "refund.found_returned", None)
    } else {
        (RefundStep::Refused, "refund.found_missing", Some(problem))
    };
    let change = Change {
        error: error.as_deref(),
        ..Change::default()
    };
    if !refunds::set_status(&mut tx, id, &[RefundStep::Unknown], to, &change, now).await? {
        return Err(DomainError::Stale(
            "This refund has settled meanwhile. Nothing was done. Look again to see how it stands."
                .to_owned(),
        ));
    }
    let entry = Entry {
        action,
        object_kind: "payment",
        object_id: &refund.payment_intent_id,
        before: None,
        after: Some(json!({
            "refundId": refund.id,
            "amount": { "value": refund.amount, "currencyCode": refund.currency },
        })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell_all(&mut tx, &refund, now).await?;
    tx.commit().await?;
    live::hint(app);
    find(app, id).await
}

async fn find(app: &App, id: &str) -> Result<RefundRow, DomainError> {
    refunds::find(app.store.write(), id)
        .await?
        .ok_or(DomainError::NotFound)
}
