//! Giving captured money back: reserved, written down, then sent; above the limit only after a second person's word.

use serde_json::json;
use shared::console::live::{LiveEvent, LiveKind};
use shared::console::payments::RefundRequest;

use super::notes::free_text;
use crate::app::App;
use crate::payments::mirror::tell;
use crate::payments::sending;
use crate::payments::standing::Standing;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::Tx;
use crate::store::refunds::{self, Change, RefundRow, RefundStep};
use crate::{DomainError, business, live, random};

/// Asks for a refund of a part or all of what is left. Above the location's limit it waits for a second person; otherwise it is
/// sent at once. Splitting a refund does not get around the limit: what went back of this payment without a second person
/// counts together.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::InvalidField`], Dojo's refusal.
pub(crate) async fn refund(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &RefundRequest,
) -> Result<(), DomainError> {
    let reason = free_text("reason", request.reason.as_deref(), 200)?;
    let notes = free_text("notes", request.notes.as_deref(), 1_000)?;
    let amount = request.amount.value;
    let limit = business::settings(app).await.refund_limit;
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let standing = Standing::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    standing.check_seen(&request.seen)?;
    let left = standing.left();
    if left == 0 {
        return Err(DomainError::Conflict(
            "Nothing of this payment can be refunded. Nothing was done.",
        ));
    }
    if request.amount.currency_code != standing.currency || !(1..=left).contains(&amount) {
        return Err(DomainError::invalid(
            "amount",
            format!(
                "Enter an amount up to {}: that is what is left.",
                standing.money(left)
            ),
        ));
    }
    let refund = RefundRow {
        reason,
        notes,
        ..new_row(&standing, actor, amount, limit, now)?
    };
    let refund = write(&mut tx, actor, refund, now).await?;
    tx.commit().await?;
    live::hint(app);
    if refund.status == RefundStep::Sending {
        sending::send(app, &refund, true).await?;
    }
    Ok(())
}

/// A refund of this payment, to be sent now or to wait for a second person.
pub(super) fn new_row(
    standing: &Standing,
    actor: &Actor,
    amount: i64,
    limit: Option<i64>,
    now: i64,
) -> Result<RefundRow, DomainError> {
    let together = standing.alone().saturating_add(amount);
    let waits = limit.is_some_and(|limit| together > limit);
    let id = random::id::<12>("rf_")?;
    Ok(RefundRow {
        payment_intent_id: standing.payment.payment_intent_id.clone(),
        is_reversal: false,
        status: if waits {
            RefundStep::AwaitingApproval
        } else {
            RefundStep::Sending
        },
        currency: standing.currency.code().to_owned(),
        amount,
        reason: None,
        notes: None,
        idempotency_key: random::id::<16>("tatami-")?,
        dojo_refund_id: None,
        requested_by: actor.staff_id.clone(),
        requested_by_name: actor.name.clone(),
        requested_at: now,
        decided_by: None,
        decided_by_name: None,
        decided_at: None,
        first_sent_at: (!waits).then_some(now),
        tries: 0,
        last_error: None,
        settled_at: None,
        id,
    })
}

/// Writes it down, with the audit trail's entry, and tells open consoles.
pub(super) async fn write(
    tx: &mut Tx,
    actor: &Actor,
    refund: RefundRow,
    now: i64,
) -> Result<RefundRow, DomainError> {
    let waits = refund.status == RefundStep::AwaitingApproval;
    refunds::insert(tx, &refund, (!waits).then_some(now + sending::LEASE)).await?;
    let entry = Entry {
        action: if refund.is_reversal {
            "reversal.requested"
        } else {
            "refund.requested"
        },
        object_kind: "payment",
        object_id: &refund.payment_intent_id,
        before: None,
        after: Some(json!({
            "refundId": refund.id,
            "amount": { "value": refund.amount, "currencyCode": refund.currency },
            "reason": refund.reason,
            "needsSecondPerson": waits,
        })),
    };
    audit::record(tx, Some(actor), &entry, now).await?;
    tell_all(tx, &refund, now).await?;
    Ok(refund)
}

/// A second person's word on a refund above the limit. Whoever asked for it may only take it back.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`] if it was decided meanwhile, [`DomainError::Conflict`] for approving one's
/// own, Dojo's refusal.
pub(crate) async fn decide(
    app: &App,
    actor: &Actor,
    id: &str,
    approve: bool,
) -> Result<RefundRow, DomainError> {
    let now = app.clock.now_ms();
    let asked = refunds::find(app.store.read(), id)
        .await?
        .ok_or(DomainError::NotFound)?;
    let mut tx = app.store.begin().await?;
    // The payment first, as everywhere, so that nobody waits for each other.
    Standing::lock(&mut tx, &asked.payment_intent_id).await?;
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
        is_sent: approve,
        ..Change::default()
    };
    let from = [RefundStep::AwaitingApproval];
    if !refunds::set_status(&mut tx, id, &from, to, &change, now).await? {
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
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell_all(&mut tx, &asked, now).await?;
    tx.commit().await?;
    live::hint(app);
    if approve {
        let refund = refunds::find(app.store.write(), id)
            .await?
            .ok_or(DomainError::NotFound)?;
        sending::send(app, &refund, true).await?;
    }
    refunds::find(app.store.write(), id)
        .await?
        .ok_or(DomainError::NotFound)
}

async fn tell_all(tx: &mut Tx, refund: &RefundRow, now: i64) -> Result<(), DomainError> {
    tell(tx, &refund.payment_intent_id, now).await?;
    let attention = LiveEvent {
        kind: LiveKind::Attention,
        id: refund.payment_intent_id.clone(),
    };
    live::tell(tx, &attention, now).await
}
