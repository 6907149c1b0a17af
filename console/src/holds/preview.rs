//! What the shopper will see.

use leptos::prelude::*;
use shared::Money;
use shared::console::holds::HoldKind;

use super::fields::Fields;
use crate::session;

/// The shopper's page in small, as it is typed.
#[component]
pub(super) fn Preview(fields: Fields) -> impl IntoView {
    let business = move || session::bootstrap().with(|bootstrap| bootstrap.business_name.clone());
    let amount = move || {
        let amount = Money::parse(&fields.amount.get(), Fields::currency());
        amount.map_or_else(|_| "—".to_owned(), |amount| amount.to_string())
    };
    let when = move || match fields.kind() {
        HoldKind::NoShow => "Only if you do not come, as the terms say",
        HoldKind::Unscheduled => "Later, as the terms say",
    };
    let reference = move || fields.reference.with(|text| text.trim().to_owned());
    view! {
        <section class="card hold-preview" aria-labelledby="hold-preview">
            <h2 id="hold-preview">"What the shopper sees"</h2>
            <div class="hold-page">
                <p class="hold-page-title">"Keep a card for your booking"</p>
                <p>
                    <bdi>{business}</bdi>
                    " asks you to leave a card. "
                    <strong>"Nothing is charged now."</strong>
                </p>
                <dl class="facts">
                    <dt>"Reference"</dt>
                    <dd><bdi>{reference}</bdi></dd>
                    <dt>"At most"</dt>
                    <dd class="amount">{amount}</dd>
                    <dt>"When"</dt>
                    <dd>{when}</dd>
                </dl>
                <p class="hold-lines" dir="auto">{move || fields.terms.get()}</p>
                <p class="quiet">
                    "They tick a box to agree, and give the card on Dojo’s own page. Words and time of their consent are kept."
                </p>
            </div>
        </section>
    }
}
