//! A new card, and the wallet: what Dojo's components put into our page, and what we say around it.

use super::choice::manages_cards;
use super::contact_form::contact_form;
use super::session::Session;
use super::state::{Component, Script, State};
use super::{CARD_CONTAINER, WALLET_CONTAINER};
use crate::ui::{Node, Notice, Tone, is_ticked, node, notice};

/// Below "Card": contact fields, Dojo's card fields, the box to save the card.
pub(super) fn card_body(session: Session) -> Node {
    let contact = node("div", "pay-form")
        .is("inert", session.flag(State::is_locked))
        .with_all(contact_form(session));
    let fields = component(
        "component component-card",
        CARD_CONTAINER,
        session,
        |state| &state.card,
    );
    let returning = session.read(|state| state.checkout.customer.is_some());
    node("div", "choice-body pay-group")
        .with(contact)
        .with(failure(session, "card-failure"))
        .with(
            node("div", "")
                .is("hidden", session.flag(has_failed))
                .with(fields)
                .with_all(returning.then(|| save_card(session))),
        )
}

/// Below "Apple Pay or Google Pay": Dojo's button.
pub(super) fn wallet_body(session: Session) -> Node {
    let button = component(
        "component component-wallet",
        WALLET_CONTAINER,
        session,
        |state| &state.wallet,
    );
    node("div", "choice-body")
        .with(failure(session, "wallet-failure"))
        .with(button.is("hidden", session.flag(has_failed)))
}

/// The container that Dojo's script fills, and what is shown in its place until then.
fn component(
    class: &str,
    container: &str,
    session: Session,
    component: fn(&State) -> &Component,
) -> Node {
    let no_amount = |state: &State| state.amounts().is_err();
    let bars = (0..4).map(|_| node("span", "skeleton"));
    let waiting = session.flag(move |state| component(state).loaded || no_amount(state));
    let hint = "Choose the amount first.";
    node("div", class)
        .with(
            node("div", "")
                .set("id", container)
                // While the amounts are wrong, what stands here would pay the last ones that were right.
                .is("hidden", session.flag(no_amount)),
        )
        .with(
            node("div", "component-waiting")
                .with_all(bars)
                .is("hidden", waiting),
        )
        .with(
            node("p", "field-hint")
                .text(hint)
                .is("hidden", session.flag(move |state| !no_amount(state))),
        )
}

fn has_failed(state: &State) -> bool {
    state.script == Script::Failed
}

fn save_card(session: Session) -> Node {
    let tick = move |event| {
        session.change(|state| state.save_card = is_ticked(&event));
    };
    let consent = session.read(|state| {
        let merchant = &state.checkout.merchant.name;
        let removal = if manages_cards(&state.checkout) {
            "You can remove it on this page at any time.".to_owned()
        } else {
            format!("To have it removed, ask {merchant}.")
        };
        format!(
            "If you tick this, you agree that Dojo keeps this card for your next payments to {merchant}. {removal}"
        )
    });
    node("div", "")
        .is("inert", session.flag(State::is_locked))
        .with(
            node("label", "check")
                .with(
                    node("input", "")
                        .set("type", "checkbox")
                        .set("aria-describedby", "save-card-consent")
                        .on("change", Box::new(tick)),
                )
                .with(node("span", "").text("Save this card for next time")),
        )
        .with(
            node("p", "field-hint")
                .set("id", "save-card-consent")
                .text(&consent),
        )
}

fn failure(session: Session, id: &'static str) -> Node {
    let says = |text: &'static str| session.text(move |_| text.to_owned());
    notice(Notice {
        id,
        class: says(Tone::Warning.class()),
        hidden: session.flag(|state| !has_failed(state)),
        title: says("The card form could not be loaded"),
        text: says(
            "Nothing was charged. Something kept Dojo’s form away, perhaps an ad blocker or a weak connection.",
        ),
        no_remedy: session.flag(|_| false),
        remedy: "Pay on Dojo’s secure page",
        on_remedy: Box::new(move || session.pay_on_hosted_page()),
    })
}
