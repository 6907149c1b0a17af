//! Pages that are fetched with their part of the program, when one is first opened.
//!
//! The release build cuts the program where [`later!`] says so (feature `split`, `xtask`); other builds have everything in one
//! piece, and the same code finds its pages at once.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use shared::Role;

use super::routes::NotFound;
use crate::ui::{ErrorView, Skeleton};
use crate::{api, browser, live, session};

/// A page, once its part is there.
pub(crate) type Page = fn() -> AnyView;

/// The part on its way.
pub(crate) type Coming = Pin<Box<dyn Future<Output = Result<Page, SplitLoaderError>>>>;

/// What fetches a page with its part of the program: `part!(office, entrance::ByLink)`.
macro_rules! part {
    ($part:ident, $area:ident::$page:ident) => {{
        #[cfg(feature = "split")]
        #[::leptos::wasm_split::wasm_split($part, fallible, wasm_split_path = ::leptos::wasm_split)]
        #[allow(non_snake_case)]
        fn $page() -> Result<$crate::shell::later::Page, ::leptos::wasm_split::SplitLoaderError> {
            Ok(|| $crate::$area::$page().into_any())
        }
        #[cfg(not(feature = "split"))]
        #[allow(non_snake_case)]
        async fn $page()
        -> Result<$crate::shell::later::Page, ::leptos::wasm_split::SplitLoaderError> {
            Ok(|| $crate::$area::$page().into_any())
        }
        let fetch: fn() -> $crate::shell::later::Coming = || Box::pin($page());
        fetch
    }};
}
pub(crate) use part;

/// The view of a route whose page comes with a part of the program: `later!(part, area::Page)`, or
/// `later!(part, area::Page, Role::Manager)` for one that is not there for lesser roles.
macro_rules! later {
    ($part:ident, $area:ident::$page:ident) => {
        later!($part, $area::$page, shared::Role::Viewer)
    };
    ($part:ident, $area:ident::$page:ident, $least:expr) => {
        || $crate::shell::later::show($least, $crate::shell::later::part!($part, $area::$page))
    };
}
pub(super) use later;

/// The page as it comes ([`coming`]). To those who may not see it, it is not there.
pub(super) fn show(least: Role, fetch: fn() -> Coming) -> AnyView {
    for_role(least, move || coming(fetch))
}

/// The page, made anew when whoever is signed in is given another role, and not when the console is locked or unlocked: what
/// is half filled in stays.
pub(super) fn for_role(least: Role, page: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let role = Memo::new(|_| session::current().map(|session| session.role));
    (move || {
        if role.get() < Some(least) {
            view! { <NotFound /> }.into_any()
        } else {
            untrack(&page)
        }
    })
    .into_any()
}

/// The page when it is there, a skeleton until then, or that it could not be had.
pub(crate) fn coming(fetch: fn() -> Coming) -> AnyView {
    let page = RwSignal::new(None);
    let load = move || {
        leptos::task::spawn_local(async move {
            let fetched = fetch().await.map_err(drop);
            // Whoever has gone elsewhere meanwhile needs it no more.
            let _ = page.try_set(Some(fetched));
        });
    };
    load();
    Effect::new(move |_| {
        live::track_return();
        if page.with_untracked(|page| matches!(page, Some(Err(())))) {
            page.set(None);
            load();
        }
    });
    let failures = StoredValue::new(0);
    let retry = Callback::new(move |()| {
        failures.update_value(|failures| *failures += 1);
        // What fails again although the server can be reached is gone: another version of the console is there.
        if failures.get_value() > 1 && browser::window().navigator().on_line() {
            let _ = browser::window().location().reload();
        }
        page.set(None);
        load();
    });
    (move || match page.get() {
        None => view! { <Skeleton /> }.into_any(),
        Some(Ok(page)) => {
            let page: Page = page;
            // Whatever the page reads is its own affair: it is not made anew, and empty, when the session changes.
            untrack(page)
        }
        Some(Err(())) => view! { <ErrorView error=api::Error::Offline retry=retry /> }.into_any(),
    })
    .into_any()
}
