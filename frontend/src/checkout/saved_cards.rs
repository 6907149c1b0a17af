//! Saved cards: pay with one on Dojo's page, prefer it, or have it removed.

use std::rc::Rc;

use reactive_graph::prelude::*;
use shared::Checkout;
use shared::checkout::SavedCard;

use super::choice::{Choice, card_name, manages_cards, saved_cards};
use super::methods::{GROUP, choose};
use super::session::Session;
use super::state::{Phase, State};
use super::words::Message;
use crate::ui::{
    ChoiceRow, ConfirmDialog, Node, Reading, choice_row, confirm_dialog, node, open_dialog,
};
use crate::{api, browser};

/// One row a card.
pub(super) fn saved_card_rows(session: Session) -> Vec<Node> {
    let cards = session.read(|state| saved_cards(&state.checkout).to_vec());
    cards
        .into_iter()
        .map(|card| saved_card_row(session, card))
        .collect()
}

fn saved_card_row(session: Session, card: SavedCard) -> Node {
    let choice = Choice::SavedCard(card.id.clone());
    let ticked = choice.clone();
    let name = card_name(&card);
    let card = Rc::new(card);
    let [noted, gone, preferred] = [card.clone(), card.clone(), card.clone()];
    choice_row(ChoiceRow {
        group: GROUP,
        id: card.id.clone(),
        name,
        note: session.text(move |state| {
            let preferred = if is_preferred(state, &noted) {
                "Preferred · "
            } else {
                ""
            };
            format!("{preferred}Expires {}", noted.expiry_date)
        }),
        gone: session.flag(move |state| now(state, &gone).is_none()),
        chosen: session.flag(move |state| state.choice == ticked),
        on_choose: Box::new(move || choose(session, choice.clone())),
        body: saved_card_body(
            session,
            session.flag(move |state| is_preferred(state, &preferred)),
        ),
    })
}

/// The card as the server knows it now; none if it was removed.
fn now<'a>(state: &'a State, card: &SavedCard) -> Option<&'a SavedCard> {
    saved_cards(&state.checkout)
        .iter()
        .find(|kept| kept.id == card.id)
}

fn is_preferred(state: &State, card: &SavedCard) -> bool {
    now(state, card).is_some_and(|card| card.preferred)
}

fn saved_card_body(session: Session, preferred: Reading<bool>) -> Node {
    let action = |label: &str| {
        node("button", "button button-quiet")
            .set("type", "button")
            .text(label)
    };
    let prefer = action("Make preferred")
        .is("hidden", preferred)
        .on("click", Box::new(move |_| change_chosen(session, false)));
    let remove = action("Remove card").on("click", Box::new(|_| open_dialog()));
    let actions = session
        .read(|state| manages_cards(&state.checkout))
        .then(|| {
            node("div", "saved-card-actions")
                .is("inert", session.flag(State::is_locked))
                .with(prefer)
                .with(remove)
        });
    node("div", "choice-body")
        .with(node("p", "field-hint").text("Dojo’s secure page asks for the card’s security code."))
        .with_all(actions)
}

/// Asks before the chosen card is removed.
pub(super) fn removal_dialog(session: Session) -> Node {
    let title = session.text(|state| {
        let chosen = saved_cards(&state.checkout)
            .iter()
            .find(|card| state.choice.is_card(card));
        chosen.map_or_else(String::new, |card| format!("Remove {}?", card_name(card)))
    });
    confirm_dialog(ConfirmDialog {
        title,
        consequence: "It will not be offered here again. Payments that you made with it stay as they are.",
        safe: "Keep card",
        dangerous: "Remove card",
        on_dangerous: Box::new(move || change_chosen(session, true)),
    })
}

fn change_chosen(session: Session, remove: bool) {
    let Choice::SavedCard(id) = session.read(|state| state.choice.clone()) else {
        return;
    };
    session.set_phase(Phase::Busy("Changing your saved cards…"));
    browser::spawn(async move {
        match ask_to_change(session, &id, remove).await {
            Ok(checkout) => changed(session, checkout),
            Err(error) if error.is_not_found() => {
                session.change(|state| state.drop_card(&id));
                session.unlock();
                session.prepare_if_needed().await;
            }
            Err(error) => session.tell(Message::cards_not_changed(&error.message())),
        }
    });
}

/// In a turn of its own: what is being prepared would bring back the cards as they were.
async fn ask_to_change(session: Session, id: &str, remove: bool) -> Result<Checkout, api::Error> {
    let turns = session.turns.get_value();
    let _turn = turns.take().await;
    let checkout = session.id();
    if remove {
        api::saved_cards::remove(&checkout, id).await
    } else {
        api::saved_cards::make_preferred(&checkout, id).await
    }
}

fn changed(session: Session, checkout: Checkout) {
    session.unlock();
    session.change(|state| {
        let cards = saved_cards(&checkout);
        if !cards.iter().any(|card| state.choice.is_card(card)) {
            state.choice = Choice::first(&checkout).unwrap_or(Choice::HostedPage);
        }
        state.checkout = checkout;
    });
    browser::focus("methods");
}
