//! Cards that were declined.

use leptos::prelude::*;
use shared::console::payments::Declines;

use crate::ui::{Notice, Tone};

/// How often, why as far as it is known, and what to do.
#[component]
pub(super) fn Declined(declines: Declines) -> impl IntoView {
    let title = match declines.times {
        1 => "A card was declined, and nobody has paid".to_owned(),
        times => format!("Cards were declined {times} times, and nobody has paid"),
    };
    view! {
        <Notice tone=Tone::Warning title=title>
            <p>{declines.reason}</p>
            {declines.next.map(|next| view! { <p>{next}</p> })}
        </Notice>
    }
}
