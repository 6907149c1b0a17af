//! The card and its checks, and what the payment belongs to.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::card::{card_name, funding_name};
use shared::checks;
use shared::console::payments::{CardFacts, Method, OrderedItem, PaymentDetail};

use crate::ui::{CopyButton, Kind};

/// Card, checks, what was ordered, customer, where it belongs.
#[component]
pub(super) fn Facts(detail: PaymentDetail) -> impl IntoView {
    let line = detail.line;
    let id = line.id.clone();
    let order = detail.fulfilment;
    let facts = [
        ("Customer", line.customer_name),
        ("E-mail address", line.email_address),
        ("Phone number", order.phone_number),
        ("Description", detail.description),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .map(|(name, value)| view! { <dt>{name}</dt><dd><bdi>{value}</bdi></dd> });
    let places = [
        ("Deliver to", order.deliver_to),
        ("For the courier", order.delivery_notes.into_iter().collect()),
        ("Billing address", order.billing_address),
    ]
    .into_iter()
    .filter(|(_, lines)| !lines.is_empty())
    .map(|(name, lines)| view! { <dt>{name}</dt><dd dir="auto" class="payment-lines">{lines.join("\n")}</dd> });
    let link = detail.link_id.map(|id| {
        view! { <dt>"Link"</dt><dd><A href=format!("/console/links/{id}")>"The payment link"</A></dd> }
    });
    let customer = detail.customer_id.map(|id| {
        view! { <dt>"Saved as"</dt><dd><A href=format!("/console/customers/{id}")>"The customer"</A></dd> }
    });
    view! {
        {(!order.items.is_empty()).then(|| view! { <Items items=order.items /> })}
        {detail.card.map(|card| view! { <Card card=card /> })}
        <section class="card stack" aria-labelledby="payment-about">
            <h2 id="payment-about">"About"</h2>
            <dl class="facts">
                {facts.collect_view()}
                {places.collect_view()}
                {link}
                {customer}
                <dt>"Payment"</dt>
                <dd>
                    <code>{line.id}</code>
                    <CopyButton kind=Kind::Quiet text=id label="Copy id" done="Id copied" />
                </dd>
            </dl>
        </section>
    }
}

#[component]
fn Items(items: Vec<OrderedItem>) -> impl IntoView {
    let rows = items.into_iter().map(|item| {
        view! {
            <li>
                <span><bdi>{item.name}</bdi>{(item.quantity > 1).then(|| format!(" × {}", item.quantity))}</span>
                <span class="amount">{item.amount_total.to_string()}</span>
            </li>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="payment-items">
            <h2 id="payment-items">"Ordered"</h2>
            <ul class="payment-items">{rows.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Card(card: CardFacts) -> impl IntoView {
    let address = checks::address(card.avs_result.as_deref());
    let name = card_name(card.card_type.as_deref(), card.last_four.as_deref());
    let rows = [
        ("Card", Some(name)),
        ("Kind", card.funding.map(|funding| funding_name(&funding))),
        ("Expires", card.expiry),
        (
            "Paid with",
            card.method.map(|method| Method::words(method).to_owned()),
        ),
        ("Authorization code", card.auth_code),
        ("Transaction", card.transaction_id),
        ("Address check", Some(address.text.to_owned())),
        ("3-D Secure", Some(card.three_d_secure)),
        ("Security code", Some(card.security_code)),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> });
    view! {
        <section class="card stack" aria-labelledby="payment-card">
            <h2 id="payment-card">"Card and checks"</h2>
            <dl class="facts">{rows.collect_view()}</dl>
        </section>
    }
}
