//! Parts of a page, each with an address of its own.

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use crate::browser;

/// Links to the parts of a page. The one that is open is marked by the router, and seen also where they do not all fit.
#[component]
pub fn Tabs(
    /// What the parts belong to, for screen readers.
    #[prop(into)]
    label: String,
    /// Addresses and names.
    tabs: Vec<(String, String)>,
) -> impl IntoView {
    let strip = NodeRef::<html::Nav>::new();
    let path = use_location().pathname;
    Effect::new(move |_| {
        path.track();
        if let Some(strip) = strip.get() {
            // Once the router has marked the link.
            browser::after(0, move || show_current(&strip));
        }
    });
    view! {
        <nav class="tabs" aria-label=label node_ref=strip>
            {tabs
                .into_iter()
                .map(|(href, name)| view! { <A href=href exact=true>{name}</A> })
                .collect_view()}
        </nav>
    }
}

/// Moves the strip, and nothing else of the page, so that the open part stands in its middle.
fn show_current(strip: &HtmlElement) {
    let current = strip.query_selector("[aria-current]").ok().flatten();
    if let Some(link) = current.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let before = link.offset_left() - strip.offset_left();
        strip.set_scroll_left(before - (strip.client_width() - link.offset_width()) / 2);
    }
}
