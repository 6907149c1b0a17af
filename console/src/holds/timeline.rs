//! What happened to a hold, and its e-mails.

use leptos::prelude::*;
use shared::console::emails::EmailState;
use shared::console::holds::HoldEvent;

use super::detail::Shown;
use super::words;
use crate::emails::Email;
use crate::ui::{Time, part};

/// Events, the newest first, and e-mails.
#[component]
pub(super) fn Timeline(shown: Shown) -> impl IntoView {
    let events = part(shown, |hold| hold.events.clone());
    let emails = part(shown, |hold| hold.emails.clone());
    view! {
        <div class="stack">
            <section class="card stack" aria-labelledby="hold-events">
                <h2 id="hold-events">"What happened"</h2>
                <ol class="hold-rows" reversed=true>
                    {move || events.get().into_iter().rev().map(event).collect_view()}
                </ol>
            </section>
            {move || emails_of(emails.get())}
        </div>
    }
}

fn event(event: HoldEvent) -> impl IntoView {
    let detail = event.detail.map(|detail| format!(" · {detail}"));
    let who = event.staff_name;
    let who = who.map(|name| view! { <bdi>{name}</bdi> ", " });
    view! {
        <li>
            <span dir="auto">{words::event(event.kind)} {detail}</span>
            <span class="hold-second quiet">{who} <Time at=event.at /></span>
        </li>
    }
}

fn emails_of(emails: Vec<EmailState>) -> Option<AnyView> {
    if emails.is_empty() {
        return None;
    }
    let rows = emails
        .into_iter()
        .map(|email| view! { <Email email=email /> })
        .collect_view();
    let section = view! {
        <section class="card stack" aria-labelledby="hold-emails">
            <h2 id="hold-emails">"E-mails"</h2>
            <ul class="emails">{rows}</ul>
        </section>
    };
    Some(section.into_any())
}
