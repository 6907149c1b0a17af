//! Addresses with a query.

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
