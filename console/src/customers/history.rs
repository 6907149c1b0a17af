//! What a customer paid, and what they were sent.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::customers::CustomerLink;
use shared::console::holds::HoldItem;
use shared::console::payments::PaymentLine;

use crate::holds::words;
use crate::payments;
use crate::ui::{StatusChip, Time};

/// The latest payments.
#[component]
pub(super) fn Payments(payments: Vec<PaymentLine>) -> impl IntoView {
    let rows = payments.into_iter().map(|payment| {
        let (tone, status) = payments::words::status(&payment);
        let amount = payment.shown_amount();
        let part_of = payment.part_of().map(|total| format!("of {total} · "));
        let refunded = (payment.refunded_amount.value > 0)
            .then(|| format!("{} refunded · ", payment.refunded_amount));
        let made = payment.created_at;
        view! {
            <li>
                <A href=format!("/console/payments/{}", payment.id)><bdi>{payment.reference}</bdi></A>
                <span class="amount">{amount.to_string()}</span>
                <span class="quiet">
                    <StatusChip tone=tone label=status /> " " {part_of} {refunded} <Time at=made />
                </span>
            </li>
        }
        .into_any()
    });
    section(
        "payments",
        "Payments",
        "What they pay appears here.",
        rows.collect(),
    )
}

/// The latest holds.
#[component]
pub(super) fn Holds(holds: Vec<HoldItem>) -> impl IntoView {
    let rows = holds.into_iter().map(|hold| {
        view! {
            <li>
                <A href=format!("/console/holds/{}", hold.id)><bdi>{hold.reference}</bdi></A>
                <span class="amount">{hold.charged_amount.unwrap_or(hold.intended_amount).to_string()}</span>
                <span class="quiet">
                    <StatusChip tone=words::tone(hold.status) label=words::status(hold.status) /> " "
                    <Time at=hold.created_at />
                </span>
            </li>
        }
        .into_any()
    });
    section(
        "holds",
        "Holds",
        "Cards that are held for their bookings appear here.",
        rows.collect(),
    )
}

/// The latest payment links.
#[component]
pub(super) fn Links(links: Vec<CustomerLink>) -> impl IntoView {
    let rows = links.into_iter().map(|link| {
        view! {
            <li>
                <A href=format!("/console/links/{}", link.id)><bdi>{link.reference}</bdi></A>
                <span class="amount">{link.amount.map(|amount| amount.to_string())}</span>
                <span class="quiet">{link.status} " · " <Time at=link.created_at /></span>
            </li>
        }
        .into_any()
    });
    section(
        "links",
        "Links",
        "Payment links that were made for them appear here.",
        rows.collect(),
    )
}

fn section(id: &str, title: &'static str, empty: &'static str, rows: Vec<AnyView>) -> AnyView {
    let heading = format!("customer-{id}");
    let labelled_by = heading.clone();
    let body = if rows.is_empty() {
        view! { <p class="quiet">{empty}</p> }.into_any()
    } else {
        view! { <ul class="customer-rows">{rows}</ul> }.into_any()
    };
    view! {
        <section class="card stack" aria-labelledby=labelled_by>
            <h2 id=heading>{title}</h2>
            {body}
        </section>
    }
    .into_any()
}
