//! How the fortnight's payments were made.

use leptos::prelude::*;
use shared::console::overview::Method;
use shared::console::payments::Method as Known;

use super::figures::plural;

/// One line a method, the most money first.
#[component]
pub(super) fn Methods(
    /// What there is.
    methods: Vec<Method>,
) -> impl IntoView {
    if methods.is_empty() {
        return ().into_any();
    }
    let rows = methods.into_iter().map(|method| {
        let name = Known::named(&method.method).map_or("Not known", Known::words);
        let count: i64 = method.takings.iter().map(|sum| sum.count).sum();
        let sums = method.takings.iter().map(|sum| sum.taken.to_string());
        let sums = sums.collect::<Vec<_>>().join(", ");
        view! {
            <div>
                <dt>{name} " " <span class="quiet">{plural(count, "payment", "payments")}</span></dt>
                <dd class="amount">{sums}</dd>
            </div>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card stack" aria-labelledby="overview-methods">
            <h2 id="overview-methods">"How they paid in these 14 days"</h2>
            <dl class="overview-methods">{rows}</dl>
        </section>
    }
    .into_any()
}
