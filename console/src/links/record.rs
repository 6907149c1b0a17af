//! What a link asks for, who has opened it, and what staff did to it.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::CheckoutStatus;
use shared::console::links::{LinkDetail, LinkVisit};

use super::detail::Shown;
use super::words;
use crate::checkout_status::status;
use crate::ui::{StatusChip, Time, Tone};

/// Facts, payments, history.
#[component]
pub(super) fn Record(shown: Shown) -> impl IntoView {
    move || {
        shown.with(|link| {
            link.as_ref().map(|link| {
                view! {
                    <div class="stack">
                        {facts(link)}
                        {visits(&link.visits)}
                        {history(link)}
                    </div>
                }
                .into_any()
            })
        })
    }
}

fn fact(name: &'static str, value: Option<String>) -> Option<AnyView> {
    let value = value.filter(|value| !value.is_empty())?;
    let fact = view! {
        <dt>{name}</dt>
        <dd dir="auto">{value}</dd>
    };
    Some(fact.into_any())
}

fn facts(link: &LinkDetail) -> AnyView {
    let terms = &link.terms;
    let items = terms
        .items
        .iter()
        .map(|item| format!("{} × {}: {}", item.quantity, item.name, item.amount_total));
    let items: Vec<String> = items.collect();
    view! {
        <section class="card stack" aria-labelledby="link-facts">
            <h2 id="link-facts">"What it asks for"</h2>
            <dl class="facts">
                <dt>"Address"</dt>
                <dd><a href=link.summary.url.clone() target="_blank" rel="noreferrer">{link.summary.url.clone()}</a></dd>
                {fact("Amount", Some(words::amount(&link.summary)))}
                {fact("Description", terms.description.clone())}
                {fact("Items", Some(items.join(", ")))}
                {fact("Tip", terms.tip.as_ref().map(|tip| format!("Up to {}", tip.maximum)))}
                {fact("Asks for", terms.collect.words())}
                {fact("Customer", link.customer_name.clone())}
                {fact("Send to", terms.email_address.clone().map(String::from))}
                {fact("Charge", terms.capture_later.then(|| "Authorized now, charged later".to_owned()))}
                {fact("Note", terms.note.clone())}
                <dt>"Can be paid until"</dt>
                <dd><Time at=link.summary.expire_at exact=true /></dd>
                <dt>"Made"</dt>
                <dd>
                    <Time at=link.summary.created_at exact=true />
                    {link.summary.created_by.clone().map(|name| format!(" by {name}"))}
                </dd>
            </dl>
        </section>
    }
    .into_any()
}

fn visits(visits: &[LinkVisit]) -> AnyView {
    if visits.is_empty() {
        return ().into_any();
    }
    let rows = visits.iter().map(visit).collect_view();
    view! {
        <section aria-labelledby="link-visits" class="stack">
            <h2 id="link-visits">"Payments through it"</h2>
            <div class="table-frame" tabindex="0" role="region" aria-label="Table of payments">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Begun"</th>
                            <th scope="col">"Status"</th>
                            <th scope="col" class="number">"Amount"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn visit(visit: &LinkVisit) -> AnyView {
    let (tone, word) = match visit.status {
        CheckoutStatus::Open if visit.declines > 0 => (Tone::Error, "Declined"),
        other => status(other),
    };
    let amount = match visit.captured_amount {
        Some(captured) => format!("{captured} of {}", visit.total_amount),
        None => visit.total_amount.to_string(),
    };
    let begun = view! { <Time at=visit.created_at /> };
    let begun = match &visit.payment_intent_id {
        Some(id) => view! { <A href=format!("/console/payments/{id}")>{begun}</A> }.into_any(),
        None => begun.into_any(),
    };
    view! {
        <tr>
            <td>{begun}</td>
            <td><StatusChip tone=tone label=word /></td>
            <td class="number">{amount}</td>
        </tr>
    }
    .into_any()
}

fn history(link: &LinkDetail) -> AnyView {
    let entries = link.history.iter().map(|entry| {
        view! {
            <li>
                {words::action(&entry.action)}
                {entry.staff_name.clone().map(|name| format!(" by {name}"))}
                ", "
                <Time at=entry.at />
            </li>
        }
    });
    view! {
        <section aria-labelledby="link-history" class="stack">
            <h2 id="link-history">"What staff did"</h2>
            <ul class="link-history">{entries.collect_view()}</ul>
        </section>
    }
    .into_any()
}
