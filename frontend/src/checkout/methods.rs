//! The list of ways to pay.

use leptos::prelude::*;
use shared::AttemptMethod;

use super::card_row::{card_body, wallet_body};
use super::choice::{Choice, card_name, saved_cards};
use super::saved_cards::{remove_chosen, saved_card_body};
use super::session::Session;
use crate::ui::{ChoiceRow, ConfirmDialog};

const GROUP: &str = "method";

/// All rows, in the order in which the server offers the methods.
pub(super) fn methods(session: Session) -> impl IntoView {
    let removal = RwSignal::new(None);
    let methods = session
        .checkout
        .with_untracked(|checkout| checkout.methods.clone());
    let rows = methods
        .into_iter()
        .map(|method| match method {
            AttemptMethod::Wallet => wallet(session).into_any(),
            AttemptMethod::SavedCard => saved(session, removal).into_any(),
            AttemptMethod::Card => card(session).into_any(),
            AttemptMethod::HostedPage => hosted(session).into_any(),
        })
        .collect_view();
    view! {
        <div class="pay-group">
            <h2 id="methods" tabindex="-1">"How would you like to pay?"</h2>
            <div class="choices" role="radiogroup" aria-labelledby="methods">{rows}</div>
        </div>
        <ConfirmDialog
            question=removal
            safe="Keep card"
            dangerous="Remove card"
            on_dangerous=move |()| remove_chosen(session)
        />
    }
}

fn wallet(session: Session) -> impl IntoView {
    let choice = Choice::Wallet;
    row(
        session,
        choice,
        "Apple Pay or Google Pay".to_owned(),
        "",
        wallet_body(session).into_any(),
    )
}

fn card(session: Session) -> impl IntoView {
    row(
        session,
        Choice::Card,
        "Card".to_owned(),
        "",
        card_body(session).into_any(),
    )
}

fn hosted(session: Session) -> impl IntoView {
    let body = view! {
        <p class="field-hint">"You leave this page, pay at Dojo, and come back here."</p>
    };
    row(
        session,
        Choice::HostedPage,
        "Pay on Dojo’s secure page".to_owned(),
        "",
        body.into_any(),
    )
}

fn saved(session: Session, removal: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let cards = Memo::new(move |_| {
        session
            .checkout
            .with(|checkout| saved_cards(checkout).to_vec())
    });
    move || {
        cards
            .get()
            .iter()
            .map(|card| {
                let preferred = if card.preferred {
                    "Preferred, expires"
                } else {
                    "Expires"
                };
                let note = format!("{preferred} {}", card.expiry_date);
                let body = saved_card_body(session, card, removal).into_any();
                let choice = Choice::SavedCard(card.id.clone());
                row(session, choice, card_name(card), &note, body)
            })
            .collect_view()
    }
}

fn row(
    session: Session,
    choice: Choice,
    name: String,
    note: &str,
    body: AnyView,
) -> impl IntoView + use<> {
    let id = match &choice {
        Choice::Wallet => "method-wallet".to_owned(),
        Choice::SavedCard(id) => format!("method-{id}"),
        Choice::Card => "method-card".to_owned(),
        Choice::HostedPage => "method-hosted".to_owned(),
    };
    let chosen = choice.clone();
    view! {
        <ChoiceRow
            group=GROUP
            id=id
            name=name
            note=note.to_owned()
            checked=Signal::derive(move || session.choice.get() == chosen)
            on_choose=move |()| session.choice.set(choice.clone())
        >
            {body}
        </ChoiceRow>
    }
}
