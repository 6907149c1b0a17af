//! Giving captured money back: reserved, written down, then sent; above the limit only after a second person's word.

use serde_json::json;
use shared::Money;
use shared::console::live::{LiveEvent, LiveKind};
use shared::console::payments::RefundRequest;

use super::notes::free_text;
use super::step::{check_free, read_if_unknown};
use crate::app::App;
use crate::payments::mirror::tell;
use crate::payments::sending;
use crate::payments::standing::Standing;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::Tx;
use crate::store::refunds::{self, RefundRow, RefundStep};
use crate::{DomainError, business, live, random};

/// Asks for a refund of a part or all of what is left. Above the location's limit it waits for a second person; otherwise it is
/// sent at once. Splitting a refund does not get around the limit: what went back of this payment without a second person
/// counts together.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`], [`DomainError::Conflict`], [`DomainError::InvalidField`], Dojo's refusal.
pub(crate) async fn refund(
    app: &App,
    actor: &Actor,
    id: &str,
    request: &RefundRequest,
) -> Result<(), DomainError> {
    let reason = free_text("reason", request.reason.as_deref(), 200)?;
    let notes = free_text("notes", request.notes.as_deref(), 1_000)?;
    let amount = request.amount.value;
    let settings = business::settings(app).await;
    let now = app.clock.now_ms();
    read_if_unknown(app, id, now).await?;
    let mut tx = app.store.begin().await?;
    let standing = Standing::lock(&mut tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    standing.check_seen(&request.seen)?;
    check_free(&mut tx, id, now).await?;
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
        ..new_row(
            &standing,
            actor,
            amount,
            settings.refund_limit_in(standing.currency),
            now,
        )?
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
    limit: Option<Money>,
    now: i64,
) -> Result<RefundRow, DomainError> {
    let together = standing.alone().saturating_add(amount);
    let waits = limit.is_some_and(|limit| together > limit.value);
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
        refunded_before: standing.payment.refunded_amount,
        accepted_at: None,
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

/// Tells open consoles of the payment, and of what needs attention.
pub(super) async fn tell_all(tx: &mut Tx, refund: &RefundRow, now: i64) -> Result<(), DomainError> {
    tell(tx, &refund.payment_intent_id, now).await?;
    let attention = LiveEvent {
        kind: LiveKind::Attention,
        id: refund.payment_intent_id.clone(),
    };
    live::tell(tx, &attention, now).await
}
