//! Where the money is.

use leptos::prelude::*;
use shared::console::payments::PaymentDetail;

use crate::format;

/// Authorized, captured, refunded, left.
#[component]
pub(super) fn Money(detail: PaymentDetail) -> impl IntoView {
    let figures = detail.figures;
    let tips = (figures.tips_amount.value != 0).then_some(("of which tip", figures.tips_amount));
    let reserved = (figures.reserved.value != 0).then_some(("On its way back", figures.reserved));
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
        .chain([("Refunded", figures.refunded)])
        .chain(reserved)
        .chain([("Left", figures.left)])
        .map(|(name, money)| {
            view! { <dt>{name}</dt><dd class="number">{money.to_string()}</dd> }
        });
    let ends = detail.lapses_at.map(|at| {
        let what = if detail.lapses_to_capture {
            "captured"
        } else {
            "released"
        };
        format!(
            "Unless you capture it, it is {what} by itself on {}.",
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
