//! The head of a page: its name, and what can be done there.

use leptos::prelude::*;

use crate::browser;
use crate::session::{self, Gate};

/// The head of a page. Takes the focus when the page opens, so that a screen reader says where one is.
#[component]
pub fn PageHeader(
    /// The page's name, also the document's title.
    #[prop(into)]
    title: Signal<String>,
    /// One line about it.
    #[prop(optional, into)]
    subtitle: Signal<String>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::H1>::new();
    Effect::new(move |_| {
        let business = session::bootstrap().with(|bootstrap| bootstrap.business_name.clone());
        // A title can hold who paid how much, and is read in the browser's tabs.
        let title = match session::gate().get() {
            Gate::Open => title.get(),
            Gate::Locked | Gate::SignedOut => "Locked".to_owned(),
        };
        browser::document().set_title(&format!("{title} · {business}"));
    });
    Effect::new(move |_| {
        if let Some(heading) = node.get() {
            // A heading in the document takes the focus; not being able to is no harm.
            let _ = heading.focus();
        }
    });
    view! {
        <header class="page-head">
            <div>
                <h1 tabindex="-1" node_ref=node>{title}</h1>
                <p class="quiet" hidden=move || subtitle.with(String::is_empty)>{subtitle}</p>
            </div>
            {children.map(|children| view! { <div class="cluster">{children()}</div> })}
        </header>
    }
}
