//! What runs in the shopper's browser.
use leptos::prelude::*;

/// Mounts the paying panel.
pub fn mount() {
    leptos::mount::mount_to_body(|| view! { <p>"Tatami"</p> });
}
