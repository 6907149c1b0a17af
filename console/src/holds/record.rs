//! What a hold is about, what was agreed, and every try to charge it.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::holds::{HoldCharge, HoldChargeStatus, HoldDetail, HoldStatus};

use super::detail::Shown;
use super::words;
use crate::ui::{Notice, StatusChip, Time, Tone};

/// Facts, charges, consent.
#[component]
pub(super) fn Record(shown: Shown) -> impl IntoView {
    move || {
        shown.with(|hold| {
            let hold = hold.as_ref()?;
            let record = view! {
                <div class="stack">
                    {facts(hold)}
                    {charges(hold.charges.clone())}
                    {agreed(hold)}
                </div>
            };
            Some(record.into_any())
        })
    }
}

fn fact(name: &'static str, value: Option<String>) -> Option<AnyView> {
    let value = value.filter(|value| !value.is_empty())?;
    let fact = view! {
        <dt>{name}</dt>
        <dd dir="auto" class="hold-lines">{value}</dd>
    };
    Some(fact.into_any())
}

fn facts(detail: &HoldDetail) -> AnyView {
    let hold = &detail.hold;
    let card = hold.card.as_ref().map(|card| {
        let expiry = &card.expiry_date;
        format!("{}, expires {expiry}", words::card(card))
    });
    let name = hold.customer_name.clone();
    let whom = match (&hold.customer_id, name) {
        (Some(id), Some(name)) => {
            let href = format!("/console/customers/{id}");
            Some(view! { <dt>"Guest"</dt> <dd><A href=href><bdi>{name}</bdi></A></dd> }.into_any())
        }
        (_, name) => fact("Guest", name),
    };
    let until = hold.status.waits_for_card().then(|| {
        view! {
            <dt>"A card can be given until"</dt>
            <dd><Time at=hold.expire_at exact=true /></dd>
        }
    });
    let declines = (detail.declines > 0).then(|| detail.declines.to_string());
    view! {
        <section class="card stack" aria-labelledby="hold-facts">
            <h2 id="hold-facts">"What it is about"</h2>
            <dl class="facts">
                <dt>"Address"</dt>
                <dd><a href=detail.share.url.clone() target="_blank" rel="noreferrer">{detail.share.url.clone()}</a></dd>
                <dt>"At most"</dt>
                <dd class="amount">{hold.intended_amount.to_string()}</dd>
                {fact("May be charged", Some(words::kind(hold.kind).to_owned()))}
                {fact("Card", card)}
                {fact("Cards declined", declines)}
                {whom}
                {fact("E-mail address", detail.email_address.clone())}
                {fact("Phone number", detail.phone_number.clone())}
                {fact("Note", Some(detail.note.clone()))}
                {until}
                {fact("At Dojo", detail.setup_intent_id.clone())}
                {detail.read_at.map(|at| view! { <dt>"Dojo was asked"</dt> <dd><Time at=at exact=true /></dd> })}
            </dl>
        </section>
    }
    .into_any()
}

fn charges(charges: Vec<HoldCharge>) -> Option<AnyView> {
    if charges.is_empty() {
        return None;
    }
    let rows = charges.into_iter().map(charge).collect_view();
    let section = view! {
        <section class="card stack" aria-labelledby="hold-charges">
            <h2 id="hold-charges">"Charges"</h2>
            <ul class="hold-rows">{rows}</ul>
        </section>
    };
    Some(section.into_any())
}

fn charge(charge: HoldCharge) -> impl IntoView {
    let (tone, word) = match charge.status {
        HoldChargeStatus::UnderWay => (Tone::Warning, "Not known yet"),
        HoldChargeStatus::Charged => (Tone::Success, "Charged"),
        HoldChargeStatus::Failed => (Tone::Error, "Not charged"),
    };
    let payment = charge
        .payment_intent_id
        .clone()
        .filter(|_| charge.status == HoldChargeStatus::Charged);
    let payment = payment.map(|id| {
        view! { <A href=format!("/console/payments/{id}")>"See the payment"</A> }
    });
    let why = charge.failure.clone().map(|why| {
        view! { <span class="hold-second" dir="auto">{why} " No money was taken."</span> }
    });
    let note = (!charge.note.is_empty()).then(|| {
        view! { <span class="hold-second quiet" dir="auto">{charge.note.clone()}</span> }
    });
    view! {
        <li>
            <span class="cluster">
                <strong class="amount">{charge.amount.map(|amount| amount.to_string())}</strong>
                <StatusChip tone=tone label=word />
                {payment}
            </span>
            {why}
            {note}
            <span class="hold-second quiet">
                <bdi>{charge.staff_name.clone()}</bdi> ", " <Time at=charge.created_at />
            </span>
        </li>
    }
}

fn agreed(detail: &HoldDetail) -> AnyView {
    let consent = match &detail.consent {
        Some(consent) => view! {
            <p class="quiet" dir="auto">{consent.text.clone()}</p>
            <p>"The shopper ticked the box " <Time at=consent.at exact=true /> "."</p>
        }
        .into_any(),
        None if detail.hold.status == HoldStatus::Authorized => view! {
            <Notice
                tone=Tone::Warning
                title="Nobody agreed to terms here, so the card cannot be charged. Release it."
            />
        }
        .into_any(),
        None if detail.hold.status.is_final() => {
            view! { <p class="quiet">"The shopper did not agree here."</p> }.into_any()
        }
        None => view! { <p class="quiet">"The shopper has not agreed yet."</p> }.into_any(),
    };
    view! {
        <section class="card stack" aria-labelledby="hold-terms">
            <h2 id="hold-terms">"Terms and consent"</h2>
            <p class="hold-lines" dir="auto">{detail.terms.clone()}</p>
            {consent}
        </section>
    }
    .into_any()
}
