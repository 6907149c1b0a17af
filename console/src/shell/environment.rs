//! Whether real money moves: said on every page, in a word, a shape and a colour.

use leptos::prelude::*;
use shared::Environment;

use crate::session;

/// `Sandbox` in amber or `Live` in green.
#[component]
pub(crate) fn EnvironmentBadge() -> impl IntoView {
    move || match session::bootstrap().with(|bootstrap| bootstrap.environment) {
        Environment::Sandbox => view! {
            <span class="environment environment-sandbox" title="Pretend money: nothing is charged">"Sandbox"</span>
        },
        Environment::Live => view! {
            <span class="environment environment-live" title="Real money moves">"Live"</span>
        },
    }
}
