//! A new card, and the wallet: what Dojo's components put into our page, and what we say around it.

use leptos::prelude::*;

use super::contact_form::contact_form;
use super::session::Session;
use super::state::Script;
use super::{CARD_CONTAINER, WALLET_CONTAINER};
use crate::ui::{Notice, Tone};

/// Below "Card": contact fields, Dojo's card fields, the box to save the card.
pub(super) fn card_body(session: Session) -> impl IntoView {
    let returning = session.read(|state| state.checkout.customer.is_some());
    view! {
        <div class="pay-group" inert=session.flag(super::state::State::is_locked)>
            {contact_form(session)}
        </div>
        {failure(session, "card-failure")}
        <div hidden=failed(session)>
            <div class="component component-card">
                <div id=CARD_CONTAINER></div>
                <div class="component-waiting" hidden=session.flag(|state| state.card.loaded)>
                    <span class="skeleton"></span>
                    <span class="skeleton"></span>
                    <span class="skeleton"></span>
                    <span class="skeleton"></span>
                </div>
            </div>
            {returning.then(|| save_card(session))}
        </div>
    }
}

/// Below "Apple Pay or Google Pay": Dojo's button.
pub(super) fn wallet_body(session: Session) -> impl IntoView {
    view! {
        {failure(session, "wallet-failure")}
        <div class="component component-wallet" hidden=failed(session)>
            <div id=WALLET_CONTAINER></div>
            <div class="component-waiting" hidden=session.flag(|state| state.wallet.loaded)>
                <span class="skeleton"></span>
            </div>
        </div>
    }
}

fn failed(session: Session) -> Signal<bool> {
    session.flag(|state| state.script == Script::Failed)
}

fn save_card(session: Session) -> impl IntoView {
    let merchant = session.read(|state| state.checkout.merchant.name.clone());
    let tick = move |event| {
        session.change(|state| state.save_card = event_target_checked(&event));
    };
    view! {
        <div inert=session.flag(super::state::State::is_locked)>
            <label class="check">
                <input type="checkbox" aria-describedby="save-card-consent" on:change=tick />
                <span>"Save this card for next time"</span>
            </label>
            <p class="field-hint" id="save-card-consent">
                "If you tick this, you agree that Dojo keeps this card for your next payments to " {merchant}
                ". You can remove it on this page at any time."
            </p>
        </div>
    }
}

fn failure(session: Session, id: &'static str) -> impl IntoView {
    let title = session.text(|state| match state.script {
        Script::Failed => "The card form could not be loaded".to_owned(),
        Script::Loading | Script::Loaded => String::new(),
    });
    let constant = |text: &'static str| session.text(move |_| text.to_owned());
    view! {
        <Notice
            id=id
            class=constant(Tone::Warning.class())
            title=title
            text=constant(
                "Nothing was charged. Something kept Dojo’s form away, perhaps an ad blocker or a weak connection.",
            )
            remedy=constant("Pay on Dojo’s secure page")
            on_remedy=Box::new(move || session.pay_on_hosted_page())
        />
    }
}
