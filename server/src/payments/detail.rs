//! One payment in full, as staff see it.

use shared::Role;
use shared::console::payments::{
    CardFacts, FlagLine, Method, NoteLine, PaymentDetail, RefundKind, RefundLine, RefundStatus,
};

use super::allowances::Allowances;
use super::standing::Standing;
use super::{declines, fulfilment, list, offers, sending, timeline};
use crate::app::App;
use crate::staff::{Actor, in_sandbox};
use crate::store::flags::{self, FlagRow};
use crate::store::payments::{self, LineRow, PaymentEventRow};
use crate::store::refunds::{self, RefundRow, RefundStep};
use crate::store::staff;
use crate::{DomainError, business};

/// Everything that is known of a payment, and what the actor may do with it.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn detail(
    app: &App,
    actor: &Actor,
    id: &str,
) -> Result<PaymentDetail, DomainError> {
    let standing = Standing::read(&app.store, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    let settings = business::settings(app).await;
    let now = app.clock.now_ms();
    let events = payments::events(&app.store, id).await?;
    let flags = flags::of_payment(&app.store, id).await?;
    let notes = payments::notes(&app.store, id).await?;
    let allowances = Allowances::read(app, id).await?;
    let staff_name = match &standing.belonging.staff_id {
        Some(id) => staff::find(app.store.read(), in_sandbox(app), id)
            .await?
            .map(|staff| staff.name),
        None => None,
    };
    let timeline = timeline::of(app, &standing, &events, &flags).await?;
    let payment = &standing.payment;
    let raised = flags.iter().any(|flag| flag.resolved_at.is_none());
    let line = list::line(&line_row(&standing, raised))
        .ok_or_else(|| DomainError::Internal("a payment cannot be shown".into()))?;
    Ok(PaymentDetail {
        declines: declines::of(app, &standing, &line, &events).await?,
        line,
        figures: standing.figures(now),
        seen: standing.seen(),
        description: payment.description.clone(),
        fulfilment: fulfilment::read(app, &standing).await?,
        card: card(&standing, &events),
        staff_name,
        is_manual: standing.is_manual(),
        paid_at: payment.paid_at,
        expire_at: payment.expire_at.filter(|_| standing.is("Created")),
        lapses_at: payment.lapses_at.filter(|_| standing.is_held(now)),
        lapses_to_capture: standing.is("Authorized")
            && payment.lapses_to.as_deref() == Some("Capture"),
        checkout_id: standing.belonging.checkout_id.clone(),
        link_id: standing.belonging.link_id.clone(),
        customer_id: standing.belonging.customer_id.clone(),
        timeline,
        refunds: standing
            .refunds
            .iter()
            .map(|refund| refund_line(&standing, refund, actor, now))
            .collect(),
        flags: flags
            .iter()
            .filter(|flag| flag.resolved_at.is_none())
            .map(|flag| flag_line(flag, actor))
            .collect(),
        notes: notes
            .into_iter()
            .map(|note| NoteLine {
                at: note.created_at,
                by: note.staff_name,
                text: note.text,
            })
            .collect(),
        offers: offers::of(app, &standing, allowances, &settings, actor.role, now)?,
        read_at: payments::read_at(&app.store, id).await?.unwrap_or(now),
    })
}

/// Refunds that wait for a second person, and those whose outcome is not known, of all payments.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn open_refunds(app: &App, actor: &Actor) -> Result<Vec<RefundLine>, DomainError> {
    let now = app.clock.now_ms();
    let mut lines = Vec::new();
    for refund in refunds::needing_attention(&app.store, 100).await? {
        if let Some(standing) = Standing::read(&app.store, &refund.payment_intent_id).await? {
            lines.push(refund_line(&standing, &refund, actor, now));
        }
    }
    Ok(lines)
}

fn line_row(standing: &Standing, is_flagged: bool) -> LineRow {
    let payment = &standing.payment;
    LineRow {
        id: payment.payment_intent_id.clone(),
        reference: standing.belonging.shown_reference.clone(),
        status: payment.status.clone(),
        currency: payment.currency.clone(),
        total_amount: payment.total_amount,
        captured_amount: payment.captured_amount,
        refunded_amount: payment.refunded_amount,
        method: payment.method.clone(),
        source: standing.belonging.source.clone(),
        customer_name: payment.customer_name.clone(),
        email_address: payment.email_address.clone(),
        card_type: payment.card_type.clone(),
        last_four: payment.last_four.clone(),
        created_at: payment.created_at,
        declines: payment.declines,
        is_flagged,
    }
}

fn card(standing: &Standing, events: &[PaymentEventRow]) -> Option<CardFacts> {
    let payment = &standing.payment;
    payment.last_four.as_ref().or(payment.auth_code.as_ref())?;
    let method = payment.method.as_deref().and_then(Method::named);
    let challenged = events
        .iter()
        .any(|event| event.event_type == "AuthChallenged");
    let three_d_secure = match (method, challenged) {
        (Some(Method::Phone), _) => {
            "Not asked for: the card holder was on the phone. Disputes about fraud stay with you."
        }
        (Some(Method::Terminal), _) => "Not needed at a card machine.",
        (_, true) => "The bank asked the card holder to confirm, and then approved.",
        (_, false) => "The bank did not ask the card holder to confirm.",
    };
    let security_code = match method {
        Some(Method::Terminal) => "Not needed at a card machine.",
        _ => "Checked by the bank before it approved; Dojo does not tell the result apart.",
    };
    Some(CardFacts {
        card_type: payment.card_type.clone(),
        funding: payment.card_funding_type.clone(),
        last_four: payment.last_four.clone(),
        expiry: payment.card_expiry.clone(),
        auth_code: payment.auth_code.clone(),
        transaction_id: payment.transaction_id.clone(),
        method,
        avs_result: payment.avs_result.clone(),
        three_d_secure: three_d_secure.to_owned(),
        security_code: security_code.to_owned(),
    })
}

fn refund_line(standing: &Standing, refund: &RefundRow, actor: &Actor, now: i64) -> RefundLine {
    let status = match refund.status {
        RefundStep::AwaitingApproval => RefundStatus::AwaitingApproval,
        RefundStep::Sending => RefundStatus::Sending,
        RefundStep::Unknown => RefundStatus::Unknown,
        RefundStep::Accepted => RefundStatus::Accepted,
        RefundStep::Done => RefundStatus::Done,
        RefundStep::Refused => RefundStatus::Refused,
        RefundStep::Rejected if refund.decided_by.as_ref() == Some(&refund.requested_by) => {
            RefundStatus::TakenBack
        }
        RefundStep::Rejected => RefundStatus::Rejected,
    };
    let is_own = refund.requested_by == actor.staff_id;
    let may_say = refund.status == RefundStep::AwaitingApproval && actor.role >= Role::Manager;
    RefundLine {
        id: refund.id.clone(),
        payment_id: refund.payment_intent_id.clone(),
        kind: if refund.is_reversal {
            RefundKind::Reversal
        } else {
            RefundKind::Refund
        },
        status,
        amount: standing.money(refund.amount),
        reason: refund.reason.clone(),
        notes: refund.notes.clone(),
        requested_by: refund.requested_by_name.clone(),
        requested_at: refund.requested_at,
        decided_by: refund.decided_by_name.clone(),
        problem: refund.last_error.clone(),
        can_decide: may_say && !is_own,
        can_take_back: may_say && is_own,
        can_settle: actor.role >= Role::Manager && sending::may_be_settled(refund, now),
    }
}

fn flag_line(flag: &FlagRow, actor: &Actor) -> FlagLine {
    let title = match flag.kind.as_str() {
        "amount_mismatch" => "Another amount was paid than asked for",
        "reference_mismatch" => "It was paid under another reference",
        "double_capture" => "This order was paid twice",
        "captured_after_close" => "It was paid after the checkout had been closed",
        "returned_unseen" => "The money went back before the payment was seen here",
        _ => "Something about this payment is not as asked for",
    };
    let propose_return = flag.proposal == "reverse";
    let proposal = if propose_return {
        "Give this payment back as a whole, unless you have agreed otherwise with the shopper."
    } else {
        "Compare it with the order, then decide whether to deliver, refund or keep it."
    };
    FlagLine {
        kind: flag.kind.clone(),
        title: title.to_owned(),
        detail: flag.detail.clone(),
        proposal: proposal.to_owned(),
        propose_return,
        created_at: flag.created_at,
        can_resolve: actor.role >= Role::Manager,
    }
}
