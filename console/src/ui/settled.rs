//! Waiting until somebody has typed what they want.

use leptos::prelude::*;

use crate::browser;

/// While somebody types, nothing is searched for yet (milliseconds).
pub const PAUSE: i32 = 300;

/// What was typed, once nobody has typed on for [`PAUSE`].
pub fn settled(typed: RwSignal<String>) -> RwSignal<String> {
    let settled = RwSignal::new(typed.get_untracked());
    Effect::new(move |_| {
        let now = typed.get();
        browser::after(PAUSE, move || {
            // Somebody has typed on, or left the page.
            if typed.try_get_untracked().as_ref() == Some(&now) {
                let _ = settled.try_set(now);
            }
        });
    });
    settled
}
