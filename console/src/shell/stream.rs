//! Says when what is shown may be old.

use leptos::prelude::*;

use crate::live::{self, Connection};
use crate::session::{self, Gate};
use crate::ui::{Notice, Tone};

/// Opens the stream while the console is open.
pub(super) fn follow() {
    Effect::new(move |_| match session::gate().get() {
        Gate::Open => live::connect(),
        Gate::Locked | Gate::SignedOut => live::disconnect(),
    });
}

/// Says that the live stream is cut, until it has caught up.
#[component]
pub(super) fn StreamNotice() -> impl IntoView {
    view! {
        <div role="status" aria-live="polite">
            <Show when=|| live::connection().get() == Connection::Reconnecting>
                <Notice tone=Tone::Warning title="Reconnecting… What you see may be out of date until then." />
            </Show>
        </div>
    }
}
