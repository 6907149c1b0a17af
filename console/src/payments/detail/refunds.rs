//! Money that went back, or is on its way.

use leptos::prelude::*;
use shared::console::payments::{PaymentDetail, RefundKind, RefundLine, RefundStatus, Seen};

use super::act::Act;
use super::decision::{Question, Word};
use crate::payments::words;
use crate::ui::{Button, Kind, StatusChip, Time, Tone};

/// Refunds and reversals that staff asked for.
#[component]
pub(super) fn Refunds(detail: PaymentDetail, act: Act) -> impl IntoView {
    let (refunds, seen) = (detail.refunds, detail.seen);
    (!refunds.is_empty()).then(|| {
        // Of a payment that was never captured, only the hold is let go.
        let is_hold = detail.figures.captured.value == 0;
        let title = if is_hold { "Release" } else { "Refunds" };
        let rows = refunds
            .into_iter()
            .map(|refund| view! { <Refund refund=refund is_hold=is_hold seen=seen act=act /> });
        view! {
            <section class="card stack" aria-labelledby="payment-refunds">
                <h2 id="payment-refunds">{title}</h2>
                <ul class="payments-views stack">{rows.collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Refund(refund: RefundLine, is_hold: bool, seen: Seen, act: Act) -> impl IntoView {
    let (tone, status) = match refund.status {
        RefundStatus::Done if is_hold => (Tone::Success, "Released"),
        status => words::refund_status(status),
    };
    let what = match refund.kind {
        RefundKind::Refund => "",
        RefundKind::Reversal if is_hold => " (held until then; nothing was taken)",
        RefundKind::Reversal => " (the whole payment undone)",
    };
    let who = match &refund.decided_by {
        Some(_) if refund.status == RefundStatus::TakenBack => {
            format!("Asked for and taken back by {}, ", refund.requested_by)
        }
        Some(second) => format!(
            "Asked for by {}, decided by {second}, ",
            refund.requested_by
        ),
        None => format!("Asked for by {}, ", refund.requested_by),
    };
    let explanation = match refund.status {
        RefundStatus::Unknown if refund.can_settle => Some(
            "Dojo never answered, and nothing here tells whether it went back: the amount stays reserved. Look it up in Dojo’s \
             portal and say what you found.",
        ),
        RefundStatus::Unknown if is_hold => {
            Some("Dojo did not answer; we keep asking under the same key.")
        }
        RefundStatus::Unknown => Some(
            "Dojo did not answer. The amount stays reserved; we keep asking under the same key, so it goes back once.",
        ),
        RefundStatus::AwaitingApproval => {
            Some("It is above the limit: another manager must confirm it. Nothing has gone out.")
        }
        _ => None,
    };
    let problem = refund
        .problem
        .clone()
        .filter(|_| refund.status == RefundStatus::Refused);
    let amount = refund.amount;
    let asking = |word| {
        let question = Question::new(&refund, word, seen);
        Callback::new(move |()| act.ask(question.clone()))
    };
    let take_back = refund.can_take_back.then(|| {
        view! { <div class="cluster"><Button label="Take back…" on_press=asking(Word::TakeBack) /></div> }
    });
    let outcome = refund.can_settle.then(|| {
        view! {
            <div class="cluster">
                <Button label=format!("{amount} did not go back…") on_press=asking(Word::Missing) />
                <Button label=format!("{amount} went back…") on_press=asking(Word::Found) />
            </div>
        }
    });
    let decision = refund.can_decide.then(|| {
        view! {
            <div class="cluster">
                <Button
                    label=format!("Decline {amount}…")
                    on_press=asking(Word::Decline)
                />
                <Button
                    kind=Kind::Danger
                    label=format!("Confirm refund of {amount}…")
                    on_press=asking(Word::Confirm)
                />
            </div>
        }
    });
    view! {
        <li class="stack payment-refund">
            <p class="cluster"><strong>{format!("{amount}{what}")}</strong><StatusChip tone=tone label=status /></p>
            {refund.reason.map(|text| view! { <p>{text}</p> })}
            {refund.notes.map(|text| view! { <p class="quiet">{text}</p> })}
            {explanation.map(|text| view! { <p>{text}</p> })}
            {problem.map(|text| view! { <p>{text}</p> })}
            <p class="quiet">{who}<Time at=refund.requested_at exact=true /></p>
            {decision}
            {take_back}
            {outcome}
        </li>
    }
}
