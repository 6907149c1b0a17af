//! What happened.

use leptos::prelude::*;
use shared::console::payments::{HappeningKind, PaymentDetail};

use crate::ui::Time;

/// What happened, the newest first.
#[component]
pub(super) fn Timeline(detail: PaymentDetail) -> impl IntoView {
    let entries = detail.timeline.into_iter().map(|happening| {
        let class = match happening.kind {
            HappeningKind::Good => "timeline-good",
            HappeningKind::Bad => "timeline-bad",
            HappeningKind::Back => "timeline-back",
            HappeningKind::Staff => "timeline-staff",
            HappeningKind::Plain => "",
        };
        let by = happening.by.map(|name| format!(", {name}"));
        view! {
            <li class=class>
                <p>{happening.title}</p>
                {happening.detail.map(|text| view! { <p class="quiet">{text}</p> })}
                <p class="quiet"><Time at=happening.at exact=true />{by}</p>
            </li>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="payment-timeline">
            <h2 id="payment-timeline">"What happened"</h2>
            <ol class="timeline">{entries.collect_view()}</ol>
        </section>
    }
}
