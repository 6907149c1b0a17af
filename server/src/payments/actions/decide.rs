//! A second person's word on what goes back above the limit. What was true when it was asked for may not be any more.

use serde_json::json;
use shared::console::payments::Decision;

use super::refunds::tell_all;
use super::step::{LEASE, check_free, occupy, read_if_unknown};
use crate::app::App;
use crate::payments::sending;
use crate::payments::standing::{Return, Standing};
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::refunds::{self, Change, RefundRow, RefundStep};
use crate::store::{Tx, payments};
use crate::{DomainError, business, live};

/// Confirms or declines a refund or reversal that waits. Whoever asked for it may only take it back.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`] if it was decided meanwhile or is not what would be done now,
/// [`DomainError::Conflict`] for approving one's own and while somebody else changes the payment, Dojo's refusal.
pub(crate) async fn decide(
    app: &App,
    actor: &Actor,
    id: &str,
    decision: &Decision,
) -> Result<RefundRow, DomainError> {
    let now = app.clock.now_ms();
    let asked = find(app, id).await?;
    let payment_intent_id = &asked.payment_intent_id;
    if decision.approve {
        read_if_unknown(app, payment_intent_id, now).await?;
    }
    let mut tx = app.store.begin().await?;
    // The payment first, as everywhere, so that nobody waits for each other.
    let standing = Standing::lock(&mut tx, payment_intent_id)
        .await?
        .ok_or(DomainError::NotFound)?;
    let sent_after = decision.approve.then_some(standing.payment.refunded_amount);
    set(&mut tx, actor, &asked, sent_after, now).await?;
    let until = now + LEASE;
    if decision.approve {
        standing.check_seen(&decision.seen)?;
        check_still_right(app, standing, &asked, now).await?;
        if asked.is_reversal {
            occupy(&mut tx, payment_intent_id, until, now).await?;
        } else {
            check_free(&mut tx, payment_intent_id, now).await?;
        }
    }
    tell_all(&mut tx, &asked, now).await?;
    tx.commit().await?;
    live::hint(app);
    if decision.approve {
        let sent = sending::send(app, &find(app, id).await?, true).await;
        let mut tx = app.store.begin().await?;
        payments::free(&mut tx, payment_intent_id, until).await?;
        tx.commit().await?;
        sent?;
    }
    find(app, id).await
}

async fn find(app: &App, id: &str) -> Result<RefundRow, DomainError> {
    refunds::find(app.store.write(), id)
        .await?
        .ok_or(DomainError::NotFound)
}

/// Writes the decision down, with the audit trail's entry. `sent_after`: it goes out, and so much is refunded already.
async fn set(
    tx: &mut Tx,
    actor: &Actor,
    asked: &RefundRow,
    sent_after: Option<i64>,
    now: i64,
) -> Result<(), DomainError> {
    let approve = sent_after.is_some();
    let is_own = asked.requested_by == actor.staff_id;
    if approve && is_own {
        return Err(DomainError::Conflict(
            "A refund above the limit needs a second person. Nothing was done. Ask another manager to confirm it.",
        ));
    }
    let (to, action) = if approve {
        (RefundStep::Sending, "refund.approved")
    } else if is_own {
        (RefundStep::Rejected, "refund.taken_back")
    } else {
        (RefundStep::Rejected, "refund.rejected")
    };
    let change = Change {
        decided_by: Some((&actor.staff_id, &actor.name)),
        next_at: approve.then_some(now + sending::LEASE),
        sent_after,
        ..Change::default()
    };
    let from = [RefundStep::AwaitingApproval];
    if !refunds::set_status(tx, &asked.id, &from, to, &change, now).await? {
        return Err(DomainError::Stale(
            "This refund was decided meanwhile. Nothing was done. Look again to see how it stands."
                .to_owned(),
        ));
    }
    let entry = Entry {
        action,
        object_kind: "payment",
        object_id: &asked.payment_intent_id,
        before: None,
        after: Some(json!({
            "refundId": asked.id,
            "amount": { "value": asked.amount, "currencyCode": asked.currency },
            "requestedBy": asked.requested_by_name,
        })),
    };
    audit::record(tx, Some(actor), &entry, now).await
}

/// Whether the same would be asked for now, what it reserves itself counted off.
async fn check_still_right(
    app: &App,
    standing: Standing,
    asked: &RefundRow,
    now: i64,
) -> Result<(), DomainError> {
    let settings = business::settings(app).await;
    let standing = standing.without(&asked.id);
    let left = standing.left();
    let problem = if asked.is_reversal {
        match standing.whole_return(&settings, now) {
            Some(Return::Reversal) if left == asked.amount => return Ok(()),
            Some(_) => format!(
                "This payment cannot be reversed any more, so nothing was done. {} of it can be refunded instead: decline this \
                 request and ask for a refund.",
                standing.money(left)
            ),
            None => "Nothing of this payment is left to give back, so nothing was done. Decline this request.".to_owned(),
        }
    } else if asked.amount <= left {
        return Ok(());
    } else {
        format!(
            "Only {} of this payment is left to refund, so nothing was done. Decline this request and ask for less.",
            standing.money(left)
        )
    };
    Err(DomainError::Stale(problem))
}
