//! What the page's address asks for, and addresses that ask for something.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

/// The names and values that are given, as what follows a path; empty values are left out.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.push(if text.is_empty() { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&String::from(js_sys::encode_uri_component(value)));
    }
    text
}

/// One value of the page's own address; empty if it is not there.
pub(crate) fn value(map: &ParamsMap, name: &str) -> String {
    map.get(name).unwrap_or_default()
}

/// What a field for this value of the address holds. It follows the address, however that changes: Back, "Show all". What is
/// typed and not searched for yet stays for as long as that value does.
pub(crate) fn field(name: &'static str) -> RwSignal<String> {
    let map = use_query_map();
    let asked = Memo::new(move |_| map.with(|map| value(map, name)));
    let field = RwSignal::new(asked.get_untracked());
    Effect::new(move |before: Option<()>| {
        let asked = asked.get();
        if before.is_some() {
            field.set(asked);
        }
    });
    field
}

/// Leads from the page to another one, once something is done (`try_run`): whoever has gone elsewhere meanwhile stays there.
pub(crate) fn onward() -> Callback<String> {
    let navigate = use_navigate();
    Callback::new(move |path: String| navigate(&path, NavigateOptions::default()))
}

/// Whether the share sheet of the page at `path` is open, as `?share=1` asks. Once it was closed the address asks no more, so
/// that the page, loaded again, does not open it again.
pub(crate) fn share_sheet(path: String) -> RwSignal<bool> {
    let query = use_query_map();
    let asked = move || query.with_untracked(|query| !value(query, "share").is_empty());
    let open = RwSignal::new(asked());
    let navigate = StoredValue::new_local(use_navigate());
    Effect::new(move |_| {
        if !open.get() && asked() {
            let stay = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&path, stay));
        }
    });
    open
}
