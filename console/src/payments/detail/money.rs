//! Where the money is.

use leptos::prelude::*;
use shared::Money as Amount;
use shared::console::payments::{PaymentDetail, PaymentStatus, RefundStatus};

use crate::format;

/// Authorized, captured, refunded, left.
#[component]
pub(super) fn Money(detail: PaymentDetail) -> impl IntoView {
    let figures = detail.figures;
    let tips = (figures.tips_amount.value != 0).then_some(("of which tip", figures.tips_amount));
    let waiting = detail
        .refunds
        .iter()
        .filter(|refund| refund.status == RefundStatus::AwaitingApproval)
        .map(|refund| refund.amount.value)
        .sum();
    let waiting = Amount::new(waiting, figures.reserved.currency_code);
    let on_its_way = Amount::new(
        figures.reserved.value - waiting.value,
        figures.reserved.currency_code,
    );
    let is = |status| detail.line.status == status;
    // What was captured and is undone as a whole went back without a refund.
    let reversed = (is(PaymentStatus::Reversed) && figures.captured.value != 0)
        .then_some(("Reversed", figures.captured));
    let released = (is(PaymentStatus::Reversed) && figures.captured.value == 0)
        .then_some(("Released", figures.authorized));
    let under_way = if is(PaymentStatus::Authorized) {
        "Being released"
    } else {
        "On its way back"
    };
    let back = [
        (under_way, on_its_way),
        ("Waits for a second person", waiting),
    ]
    .into_iter()
    .filter(|(_, money)| money.value != 0);
    let to_capture = (figures.left_to_capture.value != 0)
        .then_some(("Left to capture", figures.left_to_capture));
    let rows = [("Asked for", detail.line.total_amount)]
        .into_iter()
        .chain(tips)
        .chain([
            ("Authorized", figures.authorized),
            ("Captured", figures.captured),
        ])
        .chain(to_capture)
        .chain(released)
        .chain([("Refunded", figures.refunded)])
        .chain(reversed)
        .chain(back)
        .chain([("Left", figures.left)])
        .map(|(name, money)| {
            view! { <dt>{name}</dt><dd class="number">{money.to_string()}</dd> }
        });
    let ends = detail.lapses_at.map(|at| {
        let (which, what) = if detail.lapses_to_capture {
            ("it", "captured")
        } else if is(PaymentStatus::Captured) {
            ("the rest", "released")
        } else {
            ("it", "released")
        };
        format!(
            "Unless you capture {which}, it is {what} by itself on {}.",
            format::date_time(at)
        )
    });
    let expires = detail.expire_at.map(|at| {
        format!(
            "Unless somebody pays, it ends on {}.",
            format::date_time(at)
        )
    });
    view! {
        <section class="card stack" aria-labelledby="payment-money">
            <h2 id="payment-money">"Money"</h2>
            <dl class="facts payment-money">{rows.collect_view()}</dl>
            {ends.or(expires).map(|text| view! { <p class="quiet">{text}</p> })}
        </section>
    }
}
