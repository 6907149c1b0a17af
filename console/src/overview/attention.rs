//! What a person should look at, each with the way to it.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::Role;
use shared::console::live::LiveKind;
use shared::console::overview::{
    Attention as Found, AttentionEntry, AttentionItem, AttentionKind as Kind,
};

use crate::ui::{Reading, Skeleton, StatusChip, Time, Tone, load};
use crate::{live, session};

/// Everything that one of these kinds may have changed.
const KINDS: [LiveKind; 5] = [
    LiveKind::Attention,
    LiveKind::Payment,
    LiveKind::Link,
    LiveKind::Hold,
    LiveKind::Settings,
];

/// The list.
#[component]
pub(super) fn Attention() -> impl IntoView {
    let reading = Reading::<Found>::new(|| {
        for kind in KINDS {
            live::track(kind);
        }
        "/overview/attention".to_owned()
    });
    view! {
        <section class="card stack" aria-labelledby="overview-attention">
            <h2 id="overview-attention">"Needs attention"</h2>
            {load(
                reading,
                || view! { <Skeleton rows=4 /> }.into_any(),
                |found| {
                    if found.items.is_empty() {
                        return view! {
                            <p class="quiet">
                                "Nothing needs you. Refunds without an answer, authorizations about to end and the like appear here."
                            </p>
                        }
                            .into_any();
                    }
                    view! {
                        <ul class="overview-attention">
                            {found.items.into_iter().map(|item| view! { <Item item=item /> }).collect_view()}
                        </ul>
                    }
                        .into_any()
                },
            )}
        </section>
    }
}

#[component]
fn Item(item: AttentionItem) -> impl IntoView {
    let AttentionItem { kind, count, first } = item;
    let shown = i64::try_from(first.len()).unwrap_or(count);
    let more = (count > shown).then(|| {
        let text = format!("and {} more", count - shown);
        match all(kind) {
            Some(href) => view! { <A href=href>{text}</A> }.into_any(),
            None => view! { <span class="quiet">{text}</span> }.into_any(),
        }
    });
    view! {
        <li class="stack">
            <div class="cluster">
                <StatusChip tone=tone(kind) label=count.to_string() />
                <h3>{title(kind)}</h3>
            </div>
            <p class="quiet">{advice(kind)}</p>
            <ul class="overview-list">
                {first.into_iter().map(|entry| view! { <Entry kind=kind entry=entry /> }).collect_view()}
            </ul>
            {more}
        </li>
    }
}

#[component]
fn Entry(kind: Kind, entry: AttentionEntry) -> impl IntoView {
    let name = match place(kind, &entry) {
        Some(href) => view! { <A href=href><bdi>{entry.title}</bdi></A> }.into_any(),
        None => view! { <bdi>{entry.title}</bdi> }.into_any(),
    };
    let explained = explained(kind, entry.detail);
    let separator = (!explained.is_empty() && entry.at.is_some()).then_some(" · ");
    view! {
        <li>
            {name}
            <span class="amount">{entry.amount.map(|amount| amount.to_string())}</span>
            <span class="quiet">
                {explained}{separator}{entry.at.map(|at| view! { <Time at=at /> })}
            </span>
        </li>
    }
}

/// Where one of them is looked after; nowhere for those who may not go there.
fn place(kind: Kind, entry: &AttentionEntry) -> Option<String> {
    let id = &entry.id;
    let settings =
        |section: &str| session::may(Role::Owner).then(|| format!("/console/settings/{section}"));
    match kind {
        Kind::DoubleCapture
        | Kind::Disagreement
        | Kind::RefundUnknown
        | Kind::RefundAwaiting
        | Kind::AuthorizationLapsing => Some(format!("/console/payments/{id}")),
        Kind::WebhooksMissing | Kind::WebhookFailing => settings("dojo"),
        Kind::CallbackFailing => settings("callback"),
        Kind::EmailFailing => match entry.detail.as_deref() {
            Some("link") => Some(format!("/console/links/{id}")),
            Some("hold") => Some(format!("/console/holds/{id}")),
            Some("payment") => Some(format!("/console/payments/{id}")),
            Some("phone_order") if session::may(Role::Clerk) => {
                Some(format!("/console/phone-orders?order={id}"))
            }
            _ => None,
        },
        Kind::HoldExpiring => Some(format!("/console/holds/{id}")),
        Kind::LinkExpiring => Some(format!("/console/links/{id}")),
    }
}

/// Where all of them are listed.
fn all(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::AuthorizationLapsing => Some("/console/payments?status=authorized"),
        Kind::HoldExpiring => Some("/console/holds?filter=ending"),
        Kind::LinkExpiring => Some("/console/links?show=ending"),
        Kind::WebhookFailing if session::may(Role::Owner) => Some("/console/settings/dojo"),
        Kind::CallbackFailing if session::may(Role::Owner) => Some("/console/settings/callback"),
        _ => None,
    }
}

fn title(kind: Kind) -> &'static str {
    match kind {
        Kind::DoubleCapture => "Taken twice or too late",
        Kind::Disagreement => "Not what was asked for",
        Kind::RefundUnknown => "Refund without an answer",
        Kind::RefundAwaiting => "Refund to be confirmed",
        Kind::AuthorizationLapsing => "Authorization about to end",
        Kind::WebhooksMissing => "No webhooks from Dojo",
        Kind::WebhookFailing => "Webhook given up",
        Kind::CallbackFailing => "Shop not told",
        Kind::EmailFailing => "E-mail not sent",
        Kind::HoldExpiring => "Hold about to end",
        Kind::LinkExpiring => "Payment link about to end",
    }
}

fn advice(kind: Kind) -> &'static str {
    match kind {
        Kind::DoubleCapture => "Open the payment and give the money back.",
        Kind::Disagreement => "Compare the payment with the order, then decide.",
        Kind::RefundUnknown => "It settles by itself as soon as Dojo answers. Do not refund again.",
        Kind::RefundAwaiting => "A second person must confirm or decline it.",
        Kind::AuthorizationLapsing => "Capture the money within 48 hours, or let it go.",
        Kind::WebhooksMissing => {
            "Payments still arrive, but later. An owner can test the connection."
        }
        Kind::WebhookFailing => "An owner can have it tried again.",
        Kind::CallbackFailing => {
            "The shop did not take the news of a payment. An owner can have it sent again."
        }
        Kind::EmailFailing => "Check the address, or send the link another way.",
        Kind::HoldExpiring => "Charge or release it, or send the link again.",
        Kind::LinkExpiring => "Remind the customer, or give it more time.",
    }
}

fn tone(kind: Kind) -> Tone {
    match kind {
        Kind::DoubleCapture | Kind::Disagreement | Kind::WebhooksMissing => Tone::Error,
        Kind::RefundUnknown
        | Kind::RefundAwaiting
        | Kind::AuthorizationLapsing
        | Kind::WebhookFailing
        | Kind::CallbackFailing
        | Kind::EmailFailing => Tone::Warning,
        Kind::HoldExpiring | Kind::LinkExpiring => Tone::Info,
    }
}

/// What the server adds, in words.
fn explained(kind: Kind, detail: Option<String>) -> String {
    let detail = detail.unwrap_or_default();
    match (kind, detail.as_str()) {
        (Kind::AuthorizationLapsing, "Capture") => "is captured then".to_owned(),
        (Kind::AuthorizationLapsing, _) => "is released then".to_owned(),
        (Kind::RefundUnknown | Kind::RefundAwaiting, _) => format!("asked for by {detail}"),
        (_, "double_capture") => "captured twice".to_owned(),
        (_, "captured_after_close") => "captured after the checkout was closed".to_owned(),
        (_, "amount_mismatch") => "another amount than asked for".to_owned(),
        (_, "reference_mismatch") => "another reference than asked for".to_owned(),
        (_, "returned_unseen") => "given back before we saw it paid".to_owned(),
        (Kind::HoldExpiring, "authorized") => "authorized".to_owned(),
        (Kind::HoldExpiring, _) => "not authorized yet".to_owned(),
        (Kind::EmailFailing | Kind::LinkExpiring, _) => String::new(),
        _ => detail,
    }
}
