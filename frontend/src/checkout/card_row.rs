//! A new card, and the wallet: what Dojo's components put into our page, and what we say around it.

use leptos::prelude::*;

use super::components::Script;
use super::session::Session;
use super::{CARD_CONTAINER, WALLET_CONTAINER};
use crate::ui::{Notice, Tone};

/// Below "Card": contact fields, Dojo's card fields, the box to save the card.
pub(super) fn card_body(session: Session) -> impl IntoView {
    let contact = session
        .contact
        .with_value(super::contact_form::ContactForm::view);
    let returning = session
        .checkout
        .with_untracked(|checkout| checkout.customer.is_some());
    view! {
        <div class="pay-group" inert=move || session.is_locked()>{contact}</div>
        {move || failed(session).then(|| failure(session, "script-failure-card"))}
        <div hidden=move || failed(session)>
            <div class="component component-card">
                <div id=CARD_CONTAINER></div>
                {move || (!session.components.card_loaded.get()).then(card_skeleton)}
            </div>
            {returning.then(|| save_card(session))}
        </div>
    }
}

/// Below "Apple Pay or Google Pay": Dojo's button.
pub(super) fn wallet_body(session: Session) -> impl IntoView {
    view! {
        {move || failed(session).then(|| failure(session, "script-failure-wallet"))}
        <div class="component component-wallet" hidden=move || failed(session)>
            <div id=WALLET_CONTAINER></div>
            {move || {
                (!session.components.wallet_loaded.get())
                    .then(|| view! { <div class="component-waiting"><span class="skeleton"></span></div> })
            }}
        </div>
    }
}

fn failed(session: Session) -> bool {
    session.components.script.get() == Script::Failed
}

fn card_skeleton() -> impl IntoView {
    view! {
        <div class="component-waiting">
            <span class="skeleton"></span>
            <span class="skeleton"></span>
            <span class="skeleton"></span>
            <span class="skeleton"></span>
        </div>
    }
}

fn save_card(session: Session) -> impl IntoView {
    let merchant = session
        .checkout
        .with_untracked(|checkout| checkout.merchant.name.clone());
    view! {
        <div inert=move || session.is_locked()>
            <label class="check">
                <input
                    type="checkbox"
                    aria-describedby="save-card-consent"
                    prop:checked=session.save_card
                    on:change=move |event| session.save_card.set(event_target_checked(&event))
                />
                <span>"Save this card for next time"</span>
            </label>
            <p class="field-hint" id="save-card-consent">
                "If you tick this, you agree that Dojo keeps this card for your next payments to "
                {merchant} ". You can remove it on this page at any time."
            </p>
        </div>
    }
}

fn failure(session: Session, id: &'static str) -> impl IntoView {
    let text = "Nothing was charged. Something between you and Dojo, such as an ad blocker or a slow connection, kept it away.";
    view! {
        <Notice
            id=id
            tone=Tone::Warning
            title="The card form could not be loaded".to_owned()
            text=text.to_owned()
        >
            <button type="button" class="button" on:click=move |_| session.pay_on_hosted_page()>
                "Pay on Dojo’s secure page"
            </button>
        </Notice>
    }
}
