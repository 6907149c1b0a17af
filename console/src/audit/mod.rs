//! The audit trail: who did what to what, when and from where.

mod check;
mod filters;
mod table;
mod values;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::console::Page;
use shared::console::audit::AuditEntry;

use crate::address::{query, value};
use crate::ui::{Empty, PageHeader, Pager, Reading, Skeleton, load};

/// What the address may say, in the words of the server's query.
const NAMES: [&str; 6] = ["staff", "action", "objectKind", "object", "from", "to"];

/// `/console/audit`
#[component]
pub fn Audit() -> impl IntoView {
    let checking = check::Checking::new();
    let map = use_query_map();
    let chosen = Memo::new(move |_| map.with(|map| NAMES.map(|name| value(map, name))));
    let trail = Reading::<Page<AuditEntry>>::new(move || {
        let cursor = map.with(|map| value(map, "cursor"));
        format!("/audit{}", query_string(&chosen.get(), &cursor))
    });
    let export = move || {
        format!(
            "/api/console/audit/export{}",
            query_string(&chosen.get(), "")
        )
    };
    view! {
        <PageHeader title="Audit" subtitle="Who did what, when and from where. Nothing here can be changed.">
            <check::CheckButton checking=checking />
            <a class="button" href=export download="audit.csv" rel="external">"Export CSV"</a>
        </PageHeader>
        <check::Verdict checking=checking />
        <filters::Filters chosen=chosen />
        {load(
            trail,
            || view! { <Skeleton rows=12 /> }.into_any(),
            move |page| list(page, &chosen.get_untracked()),
        )}
    }
}

fn list(page: Page<AuditEntry>, chosen: &[String; 6]) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <Empty
                title="Nothing that fits"
                text="Nobody did such a thing in that time. Choose other filters to see more."
            />
        }
        .into_any();
    }
    let shown = page.items.len();
    let address = |cursor: String| format!("/console/audit{}", query_string(chosen, &cursor));
    view! {
        <table::Entries entries=page.items />
        <Pager
            shown=shown
            total=page.total
            next=page.next.map(address)
            previous=page.previous.map(address)
        />
    }
    .into_any()
}

/// `?staff=…&…`, without what is not chosen.
fn query_string(chosen: &[String; 6], cursor: &str) -> String {
    let chosen = NAMES.into_iter().zip(chosen.iter().map(String::as_str));
    let pairs: Vec<_> = chosen.chain([("cursor", cursor)]).collect();
    query(&pairs)
}
