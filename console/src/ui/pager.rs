//! The foot of a list: how much there is, and the ways to the next and the previous page.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::Total;

/// The foot of a list.
#[component]
pub fn Pager(
    /// How many rows are shown.
    shown: usize,
    /// How many there are.
    total: Total,
    /// The address of the next page.
    next: Option<String>,
    /// The address of the previous page.
    previous: Option<String>,
) -> impl IntoView {
    let total = match total {
        Total::Exactly(count) => count.to_string(),
        Total::AtLeast(count) => format!("more than {count}"),
    };
    view! {
        <nav class="pager" aria-label="Pages">
            <p class="quiet">{format!("{shown} of {total}")}</p>
            <div class="cluster">
                {previous.map(|href| view! { <A href=href attr:class="button" attr:rel="prev">"Previous"</A> })}
                {next.map(|href| view! { <A href=href attr:class="button" attr:rel="next">"Next"</A> })}
            </div>
        </nav>
    }
}
