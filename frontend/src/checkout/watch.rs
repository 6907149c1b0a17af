//! What happens elsewhere: another tab, the network, the back button.

use shared::CheckoutStatus;
use wasm_bindgen::{JsCast, JsValue};

use super::session::Session;
use super::state::{Phase, State};
use crate::{api, browser};

/// How often an open page asks whether the checkout was paid elsewhere; beside that, whenever somebody comes back to it.
const LOOK_MILLISECONDS: i32 = 10_000;

/// How often it asks while a payment is under way.
const WAIT_MILLISECONDS: i32 = 3_000;

/// A page that is younger still says how the checkout stands.
const FRESH_MILLISECONDS: f64 = 5_000.0;

impl Session {
    /// Begins to watch, for as long as the page lives.
    pub(super) fn watch(self) {
        let look = move |event: JsValue| {
            let age = event.unchecked_into::<web_sys::Event>().time_stamp();
            if browser::is_visible() && age > FRESH_MILLISECONDS {
                browser::spawn(async move { self.look().await });
            }
        };
        browser::on_document("visibilitychange", look);
        browser::on_window("focus", look);
        browser::on_window("offline", move |_| self.network_changed(false));
        browser::on_window("online", move |_| self.network_changed(true));
        browser::on_window("pageshow", move |event| {
            let event: web_sys::PageTransitionEvent = event.unchecked_into();
            if event.persisted() {
                self.came_back();
            }
        });
        browser::spawn(async move {
            loop {
                browser::pause(LOOK_MILLISECONDS).await;
                if browser::is_visible() && !self.read(|state| state.offline) {
                    self.look().await;
                }
            }
        });
    }

    /// Asks how the checkout stands, and shows the outcome if it was settled elsewhere.
    pub(super) async fn look(self) {
        // What cannot be asked now is asked again a little later.
        if let Ok(checkout) = api::checkouts::get(&self.id()).await
            && checkout.status.is_final()
        {
            self.show_outcome();
        }
    }

    fn network_changed(self, online: bool) {
        self.change(|state| state.offline = !online);
        if online {
            browser::spawn(async move {
                self.look().await;
                // Whatever is under way goes on by itself.
                if !self.read(State::is_locked) {
                    self.prepare_if_needed().await;
                }
            });
        }
    }

    /// The shopper came back from Dojo's page with the back button, to the page as they left it.
    fn came_back(self) {
        browser::warn_before_leaving(false);
        self.change(|state| {
            state.attempt = None;
            state.phase = Phase::Ready;
        });
        browser::spawn(async move { self.prepare_if_needed().await });
    }

    /// Shows that a payment is under way elsewhere, and waits for it; once, however often that is noticed.
    pub(super) fn begin_to_wait(self) {
        if self.read(|state| state.phase != Phase::Waiting) {
            self.set_phase(Phase::Waiting);
            browser::spawn(self.wait_for_outcome());
        }
    }

    pub(super) async fn wait_for_outcome(self) {
        loop {
            browser::pause(WAIT_MILLISECONDS).await;
            match api::checkouts::get(&self.id()).await {
                Ok(checkout) if checkout.status != CheckoutStatus::Waiting => break,
                Ok(_) | Err(_) => {}
            }
        }
        self.show_outcome();
    }
}
