//! Payments: the list, and one intent with its attempts, captures, refunds and webhooks.

use maud::{Markup, html};

use super::frame::{account_path, chip, empty, shown, table, time};
use crate::{
    account::AccountState,
    machine::{
        intent::{EventKind, EventRecord, Intent, Status},
        setup_intent::{SetupIntent, SetupStatus},
    },
    pages::{card::card_name, words::amount},
};

/// How many are listed.
const LISTED: usize = 100;

/// All payments, newest first.
pub(super) fn list(state: &AccountState) -> Markup {
    let intents: Vec<&Intent> = state.intents.iter().rev().take(LISTED).collect();
    let setups: Vec<&SetupIntent> = state.setup_intents.iter().rev().take(LISTED).collect();
    let rows = html! {
        @for intent in &intents {
            tr {
                td { a href={ (account_path(&state.account_id)) "/intents/" (intent.id) } { code { (intent.id) } } }
                td { (status(intent.status)) @if was_declined(intent) { " " (chip("Declined", "bad")) } }
                td class="number" { (amount(intent.total(), &intent.currency)) }
                td { bdi { (intent.request.reference) } }
                td { (time(intent.updated_at)) }
            }
        }
    };
    html! {
        section {
            h2 { "Payment intents" }
            @if intents.is_empty() {
                (empty("No payment intent yet. The first POST /payment-intents with this account's key shows up here."))
            } @else {
                (table("Payment intents", &["Id", "Status", "Total", "Reference", "Changed"], &rows))
                (shown(intents.len(), state.intents.len()))
            }
        }
        @if !setups.is_empty() { (setup_list(&setups)) }
    }
}

fn setup_list(setups: &[&SetupIntent]) -> Markup {
    let rows = html! {
        @for setup in setups {
            tr {
                td { a href={ "/checkout/" (setup.id) } { code { (setup.id) } } }
                td { (setup_status(setup.status)) }
                td { bdi { (setup.request.reference) } }
                td { @for event in &setup.events { (chip(event_name(event.kind), event_tone(event.kind))) " " } }
                td { (time(setup.updated_at)) }
            }
        }
    };
    html! {
        section {
            h2 { "Setup intents" }
            (table("Setup intents", &["Id", "Status", "Reference", "Events", "Changed"], &rows))
        }
    }
}

/// One payment.
pub(super) fn one(state: &AccountState, intent: &Intent) -> Markup {
    html! {
        section {
            p class="small" { a href=(account_path(&state.account_id)) { "All payments" } }
            h2 { code { (intent.id) } }
            dl class="facts" {
                dt { "Status" } dd { (status(intent.status)) }
                dt { "Total" } dd { (amount(intent.total(), &intent.currency)) }
                dt { "Captured" } dd { (amount(intent.captured(), &intent.currency)) }
                dt { "Refunded" } dd { (amount(intent.refunded(), &intent.currency)) }
                dt { "Reference" } dd { bdi { (intent.request.reference) } }
                dt { "Capture mode" } dd { (format!("{:?}", intent.capture_mode)) }
                dt { "Created" } dd { (time(intent.created_at)) }
                dt { "Changed" } dd { (time(intent.updated_at)) }
                @if intent.status == Status::Created {
                    dt { "Expires" } dd { (time(intent.expire_at)) }
                }
                @if let Some(session) = &intent.session {
                    dt { "Client session secret" }
                    dd { (if session.spent { "used" } else { "unused" }) ", until " (time(session.expires_at)) }
                }
            }
            @if intent.status == Status::Created {
                p { a class="button" href={ "/checkout/" (intent.id) } { "Open the hosted page" } }
            }
        }
        section {
            h2 { "Events" }
            @if intent.events.is_empty() {
                (empty("Nobody has tried to pay yet."))
            } @else {
                (events(&intent.events))
            }
        }
        @if !intent.captures.is_empty() { (captures(intent)) }
        @if !intent.refunds.is_empty() { (refunds(intent)) }
        section {
            h2 { "Webhooks" }
            (super::webhooks::deliveries(state, Some(&intent.id)))
        }
    }
}

fn events(events: &[EventRecord]) -> Markup {
    let rows = html! {
        @for event in events {
            tr {
                td { (time(event.at)) }
                td { (chip(event_name(event.kind), event_tone(event.kind))) }
                td { @if let Some(card) = &event.card { (card_name(card)) } }
                td { @if let Some(code) = &event.auth_code { code { (code) } } }
                td { @if let Some(id) = &event.transaction_id { code { (id) } } }
            }
        }
    };
    table(
        "Events",
        &["Time", "Event", "Card", "Auth code", "Transaction"],
        &rows,
    )
}

fn captures(intent: &Intent) -> Markup {
    let rows = html! {
        @for capture in &intent.captures {
            tr {
                td { code { (capture.id) } }
                td class="number" { (amount(capture.amount, &intent.currency)) }
                td class="number" { (amount(capture.tips.unwrap_or(0), &intent.currency)) }
                td { (time(capture.at)) }
            }
        }
    };
    html! {
        section { h2 { "Captures" } (table("Captures", &["Id", "Amount", "Tip", "Time"], &rows)) }
    }
}

fn refunds(intent: &Intent) -> Markup {
    let rows = html! {
        @for refund in &intent.refunds {
            tr {
                td { code { (refund.id) } }
                td class="number" { (amount(refund.amount, &intent.currency)) }
                td { bdi { (refund.reason.as_deref().unwrap_or("")) } }
                td { code { (refund.idempotency_key) } }
                td { (time(refund.at)) }
            }
        }
    };
    let columns = ["Id", "Amount", "Reason", "Idempotency key", "Time"];
    html! {
        section { h2 { "Refunds" } (table("Refunds", &columns, &rows)) }
    }
}

fn was_declined(intent: &Intent) -> bool {
    let last = intent.events.last();
    intent.status == Status::Created && last.is_some_and(|event| event.kind == EventKind::Declined)
}

fn status(status: Status) -> Markup {
    let tone = match status {
        Status::Created => "open",
        Status::Authorized | Status::Captured => "good",
        Status::Reversed | Status::Refunded => "back",
        Status::Canceled => "bad",
    };
    chip(&status.to_string(), tone)
}

fn setup_status(status: SetupStatus) -> Markup {
    let tone = match status {
        SetupStatus::Created => "open",
        SetupStatus::Authorized | SetupStatus::Completed => "good",
        SetupStatus::Closed => "back",
        SetupStatus::Canceled | SetupStatus::Expired | SetupStatus::CardExpired => "bad",
    };
    chip(&status.to_string(), tone)
}

fn event_name(kind: EventKind) -> &'static str {
    match kind {
        EventKind::AuthChallenged => "AuthChallenged",
        EventKind::Authorized => "Authorized",
        EventKind::Captured => "Captured",
        EventKind::Declined => "Declined",
        EventKind::Reversed => "Reversed",
        EventKind::Refunded => "Refunded",
        EventKind::Canceled => "Canceled",
    }
}

fn event_tone(kind: EventKind) -> &'static str {
    match kind {
        EventKind::AuthChallenged => "open",
        EventKind::Authorized | EventKind::Captured => "good",
        EventKind::Reversed | EventKind::Refunded => "back",
        EventKind::Declined | EventKind::Canceled => "bad",
    }
}
