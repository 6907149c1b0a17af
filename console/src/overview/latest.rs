//! The latest payments, to go to.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::Page;
use shared::console::live::LiveKind;
use shared::console::payments::PaymentLine;

use crate::live;
use crate::payments::words;
use crate::ui::{LinkButton, Reading, Skeleton, StatusChip, Time, load};

/// How many.
const SHOWN: usize = 8;

/// The newest payments.
#[component]
pub(super) fn Latest() -> impl IntoView {
    let reading = Reading::<Page<PaymentLine>>::new(|| {
        live::track(LiveKind::Payment);
        "/payments".to_owned()
    });
    view! {
        <section class="card stack" aria-labelledby="overview-latest">
            <h2 id="overview-latest">"Latest payments"</h2>
            {load(
                reading,
                || view! { <Skeleton rows=SHOWN /> }.into_any(),
                |page| {
                    if page.items.is_empty() {
                        return view! {
                            <p class="quiet">
                                "Payments appear here as they are made. Make a payment link to take the first one."
                            </p>
                            <p><LinkButton href="/console/links" label="Go to payment links" /></p>
                        }
                            .into_any();
                    }
                    let rows = page.items.into_iter().take(SHOWN).map(row).collect_view();
                    view! {
                        <ul class="overview-list">{rows}</ul>
                        <p><A href="/console/payments">"All payments"</A></p>
                    }
                        .into_any()
                },
            )}
        </section>
    }
}

fn row(line: PaymentLine) -> impl IntoView {
    let (tone, status) = words::status(&line);
    let amount = line.shown_amount();
    let who = line.customer_name.or(line.email_address);
    view! {
        <li>
            <A href=format!("/console/payments/{}", line.id)><bdi>{line.reference}</bdi></A>
            <span class="amount">{amount.to_string()}</span>
            <span class="quiet">
                {who.map(|who| view! { <bdi>{who}</bdi> " · " })}
                <Time at=line.created_at />
            </span>
            <StatusChip tone=tone label=status />
        </li>
    }
}
