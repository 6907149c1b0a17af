//! Parts of a page, each with an address of its own.

use leptos::prelude::*;
use leptos_router::components::A;

/// Links to the parts of a page. The one that is open is marked by the router.
#[component]
pub fn Tabs(
    /// What the parts belong to, for screen readers.
    #[prop(into)]
    label: String,
    /// Addresses and names.
    tabs: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <nav class="tabs" aria-label=label>
            {tabs
                .into_iter()
                .map(|(href, name)| view! { <A href=href exact=true>{name}</A> })
                .collect_view()}
        </nav>
    }
}
