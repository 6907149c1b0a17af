//! The frame: navigation on the side or at the bottom, the page in the middle.

use leptos::prelude::*;

use super::leaving::{Leaving, Unsaved};
use super::lock::Lock;
use super::navigation::{BottomBar, Header, SideBar};
use super::palette::Palette;
use super::routes::Pages;
use super::shortcuts::Shortcuts;
use super::stream::StreamNotice;
use super::theme::Theme;
use crate::session::{self, Gate};
use crate::ui::toast::Toasts;

/// What the parts of the frame share: whether the palette and the list of shortcuts are open, the theme, and the way to another
/// page.
#[derive(Clone, Copy)]
pub(super) struct Overlays {
    pub(super) palette: RwSignal<bool>,
    pub(super) shortcuts: RwSignal<bool>,
    pub(super) theme: Theme,
    pub(super) leaving: Leaving,
}

/// The frame around the pages of whoever is signed in.
#[component]
pub(super) fn Frame() -> impl IntoView {
    let overlays = Overlays {
        palette: RwSignal::new(false),
        shortcuts: RwSignal::new(false),
        theme: Theme::new(),
        leaving: Leaving::new(),
    };
    super::shortcuts::listen(overlays);
    super::stream::follow();
    let closed = move || session::gate().get() != Gate::Open;
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        // While the console is locked nothing of it can be read or reached; it stays as it was.
        <div class="frame" inert=closed class:frame-closed=closed>
            <Header overlays=overlays />
            <SideBar />
            <main id="main" class="main" tabindex="-1">
                <StreamNotice />
                <Pages />
            </main>
            <BottomBar />
        </div>
        <Palette overlays=overlays />
        <Shortcuts overlays=overlays />
        <Unsaved leaving=overlays.leaving />
        <Toasts />
        <Lock />
    }
}
