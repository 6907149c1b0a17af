//! Saved cards: pay with one on Dojo's page, prefer it, or have it removed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::Checkout;
use shared::checkout::SavedCard;

use super::choice::{Choice, card_name, saved_cards};
use super::session::Session;
use super::state::{Phase, State};
use super::words::Message;
use crate::ui::{ChoiceRow, ConfirmDialog, open_dialog};
use crate::{api, browser};

/// One row a card.
pub(super) fn saved_card_rows(session: Session) -> impl IntoView {
    let cards = session.read(|state| saved_cards(&state.checkout).to_vec());
    cards
        .into_iter()
        .map(|card| saved_card_row(session, &card))
        .collect_view()
}

fn saved_card_row(session: Session, card: &SavedCard) -> impl IntoView + use<> {
    let choice = Choice::SavedCard(card.id.clone());
    let ticked = choice.clone();
    let (id, gone_id) = (card.id.clone(), card.id.clone());
    let expiry = card.expiry_date.clone();
    let is_preferred = move |state: &State| {
        saved_cards(&state.checkout)
            .iter()
            .any(|card| card.id == id && card.preferred)
    };
    let was_preferred = is_preferred.clone();
    view! {
        <ChoiceRow
            group=super::methods::GROUP
            id=card.id.clone()
            name=card_name(card)
            note=session.text(move |state| {
                let preferred = if was_preferred(state) { "Preferred · " } else { "" };
                format!("{preferred}Expires {expiry}")
            })
            gone=session.flag(move |state| {
                !saved_cards(&state.checkout).iter().any(|card| card.id == gone_id)
            })
            checked=session.flag(move |state| state.choice == ticked)
            on_choose=Box::new(move || super::methods::choose(session, choice.clone()))
            body=saved_card_body(session, session.flag(is_preferred))
        />
    }
}

fn saved_card_body(session: Session, preferred: Signal<bool>) -> impl IntoView {
    view! {
        <p class="field-hint">"Dojo’s secure page asks for the card’s security code."</p>
        <div class="saved-card-actions" inert=session.flag(State::is_locked)>
            <button
                type="button"
                class="button button-quiet"
                hidden=preferred
                on:click=move |_| change_chosen(session, false)
            >
                "Make preferred"
            </button>
            <button type="button" class="button button-quiet" on:click=move |_| open_dialog()>
                "Remove card"
            </button>
        </div>
    }
}

/// Asks before the chosen card is removed.
pub(super) fn removal_dialog(session: Session) -> impl IntoView {
    let title = session.text(|state| {
        let chosen = saved_cards(&state.checkout)
            .iter()
            .find(|card| state.choice.is_card(card));
        chosen.map_or_else(String::new, |card| format!("Remove {}?", card_name(card)))
    });
    let consequence = session.text(|_| {
        "It will not be offered here again. Payments that you made with it stay as they are."
            .to_owned()
    });
    view! {
        <ConfirmDialog
            title=title
            consequence=consequence
            safe="Keep card"
            dangerous="Remove card"
            on_dangerous=Box::new(move || change_chosen(session, true))
        />
    }
}

fn change_chosen(session: Session, remove: bool) {
    let Choice::SavedCard(id) = session.read(|state| state.choice.clone()) else {
        return;
    };
    session.set_phase(Phase::Busy("Changing your saved cards…"));
    spawn_local(async move {
        let checkout = session.id();
        let answer = if remove {
            api::saved_cards::remove(&checkout, &id).await
        } else {
            api::saved_cards::make_preferred(&checkout, &id).await
        };
        match answer {
            Ok(checkout) => changed(session, checkout),
            Err(error) => session.tell(Message::cards_not_changed(&error.message())),
        }
    });
}

fn changed(session: Session, checkout: Checkout) {
    session.change(|state| {
        state.phase = Phase::Ready;
        let cards = saved_cards(&checkout);
        if !cards.iter().any(|card| state.choice.is_card(card)) {
            state.choice = Choice::first(&checkout).unwrap_or(Choice::HostedPage);
        }
        state.checkout = checkout;
    });
    browser::focus("methods");
}
