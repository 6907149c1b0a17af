//! The shopper's paying panel.

mod amount_fields;
pub mod amounts;
mod card_row;
pub mod choice;
mod components;
pub mod contact;
mod contact_form;
mod methods;
mod panel;
mod pay;
mod prepare;
#[cfg(test)]
mod samples;
mod saved_cards;
mod session;
pub mod state;
pub mod step;
mod turns;
mod watch;
pub mod words;

use reactive_graph::owner::Owner;
use shared::Checkout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{browser, wire};

/// The id of the section that the server leaves to us.
const MOUNT_POINT: &str = "pay";

/// The id of the notice above the form.
const MESSAGE: &str = "message";

/// The id of the element that Dojo's card fields go into.
const CARD_CONTAINER: &str = "dojo-card";

/// The id of the element that Dojo's wallet button goes into.
const WALLET_CONTAINER: &str = "dojo-wallet";

/// Puts the panel in the place of the server's plain form. Without a readable state that form stays.
pub fn mount() {
    let Some(mount_point) = mount_point() else {
        return;
    };
    // The stylesheet hides the plain form until this says that the program has come.
    let _ = mount_point.set_attribute("data-mounted", "");
    let Some(checkout) = state() else { return };
    let Some(choice) = choice::Choice::first(&checkout) else {
        return;
    };
    let state = state::State::new(checkout, choice, !browser::is_online());
    mount_point.set_inner_html("");
    // It fails only if it was done already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    owner.with(|| panel::panel(state).mount(&mount_point));
    // The panel lives as long as the page.
    std::mem::forget(owner);
}

fn state() -> Option<Checkout> {
    let state = browser::element("checkout-state")?.text_content()?;
    wire::read::checkout(&wire::parse(&state)?)
}

fn mount_point() -> Option<HtmlElement> {
    browser::element(MOUNT_POINT)?.dyn_into().ok()
}
