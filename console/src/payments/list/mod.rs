//! The list of payments.

mod approvals;
mod filters;
mod table;
mod views;

use leptos::prelude::*;
use shared::Role;
use shared::console::Page;
use shared::console::live::LiveKind;
use shared::console::payments::PaymentLine;

use self::approvals::Approvals;
use self::filters::FilterBar;
use self::table::Table;
use self::views::Views;
use super::query::{Address, LIST};
use crate::ui::{Empty, LinkButton, PageHeader, Pager, Reading, Skeleton, load};
use crate::{live, session};

/// The list of payments: found, narrowed down, sorted, exported.
#[component]
pub fn Payments() -> impl IntoView {
    let address = Address::new();
    let page = Reading::<Page<PaymentLine>>::new(move || {
        live::track(LiveKind::Payment);
        let query = address
            .filters
            .with(|filters| filters.page(&address.cursor.get()));
        format!("/payments?{query}")
    });
    let show = load(
        page,
        || view! { <Skeleton rows=12 /> }.into_any(),
        move |page| shown(page, address),
    );
    view! {
        <PageHeader title="Payments" subtitle="Every payment made with your Dojo key, wherever it was made.">
            <Show when=|| session::may(Role::Manager)>
                <a
                    class="button"
                    download="payments.csv"
                    href=move || address.filters.with(|filters| format!("/api/console/payments.csv?{}", filters.text()))
                    rel="external"
                >
                    "Export CSV"
                </a>
            </Show>
            <Views address=address />
        </PageHeader>
        <Approvals />
        <FilterBar address=address />
        <section class="stack" aria-label="Payments found" aria-live="off">{show}</section>
    }
}

fn shown(page: Page<PaymentLine>, address: Address) -> AnyView {
    let filters = address.filters.get_untracked();
    if page.items.is_empty() {
        return if filters.is_narrow() {
            view! {
                <Empty title="Nothing fits" text="No payment fits this search and these filters. Take one away, or look for less.">
                    <LinkButton href=LIST label="Show all payments" />
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty title="No payments yet" text="Payments appear here as soon as somebody begins to pay, by checkout, link or phone. Make a payment link to begin.">
                    <LinkButton href="/console/links" label="Go to payment links" />
                </Empty>
            }
            .into_any()
        };
    }
    let href =
        |cursor: Option<String>| cursor.map(|cursor| format!("{LIST}?{}", filters.page(&cursor)));
    let (next, previous) = (href(page.next), href(page.previous));
    let shown = page.items.len();
    view! {
        <Table lines=page.items />
        <Pager shown=shown total=page.total next=next previous=previous />
    }
    .into_any()
}
