//! The frame around every area: navigation, environment, commands, lock, news.

mod areas;
mod environment;
mod frame;
pub(crate) mod later;
mod leaving;
pub(crate) mod lock;
mod navigation;
mod palette;
mod routes;
mod shortcuts;
mod stream;
mod theme;

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::entrance::{self, Entrance};
use crate::{idle, live, session};

use frame::Frame;
pub(crate) use routes::NotFound;

/// Puts the console into its page. Without what the server writes into the page there is nothing to show, and the page says so
/// by itself.
pub fn mount() {
    mount_to_body(|| {
        session::begin()?;
        live::begin();
        idle::watch();
        Some(view! { <Console /> })
    });
}

/// Everything. Whether somebody is signed in decides what is seen; a session that ends later leaves the page as it is, below
/// a question ([`lock`]).
#[component]
fn Console() -> impl IntoView {
    let signed_in =
        Memo::new(|_| session::bootstrap().with(|bootstrap| bootstrap.session.is_some()));
    // Whoever opens an invitation sees it, also in a browser where somebody is signed in.
    let by_link = entrance::token().is_some();
    view! {
        <Router>
            {move || {
                if signed_in.get() && !by_link {
                    view! { <Frame /> }.into_any()
                } else {
                    view! { <Entrance /> }.into_any()
                }
            }}
        </Router>
    }
}
