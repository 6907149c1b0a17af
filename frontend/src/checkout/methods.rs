//! The list of ways to pay.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::AttemptMethod;

use super::card_row::{card_body, wallet_body};
use super::choice::Choice;
use super::saved_cards::{removal_dialog, saved_card_rows};
use super::session::Session;
use crate::ui::ChoiceRow;

/// The name of the group of radio buttons.
pub(super) const GROUP: &str = "method";

/// All rows, in the order of the design: wallet, saved cards, card, Dojo's page.
pub(super) fn methods(session: Session) -> impl IntoView {
    let offers = |method| session.read(|state| state.checkout.methods.contains(&method));
    let wallet = offers(AttemptMethod::Wallet).then(|| {
        row(
            session,
            Choice::Wallet,
            "wallet",
            "Apple Pay or Google Pay",
            wallet_body(session),
        )
    });
    let card = offers(AttemptMethod::Card)
        .then(|| row(session, Choice::Card, "card", "Card", card_body(session)));
    let hosted = offers(AttemptMethod::HostedPage).then(|| {
        let hint = "You leave this page, pay at Dojo, and come back here.";
        let body = view! { <p class="field-hint">{hint}</p> };
        row(
            session,
            Choice::HostedPage,
            "hosted",
            "Pay on Dojo’s secure page",
            body,
        )
    });
    view! {
        <div class="pay-group">
            <h2 id="methods" tabindex="-1">"How would you like to pay?"</h2>
            <div class="choices" role="radiogroup" aria-labelledby="methods">
                {wallet}
                {saved_card_rows(session)}
                {card}
                {hosted}
            </div>
        </div>
        {removal_dialog(session)}
    }
}

/// Ticks a row, and has the server prepare for it if it has not yet.
pub(super) fn choose(session: Session, choice: Choice) {
    session.change(|state| state.choice = choice);
    spawn_local(async move { session.prepare_if_needed().await });
}

fn row(
    session: Session,
    choice: Choice,
    id: &'static str,
    name: &'static str,
    body: impl IntoView,
) -> impl IntoView {
    let ticked = choice.clone();
    view! {
        <ChoiceRow
            group=GROUP
            id=format!("method-{id}")
            name=name.to_owned()
            note=session.text(|_| String::new())
            checked=session.flag(move |state| state.choice == ticked)
            on_choose=Box::new(move || choose(session, choice.clone()))
            body=body
        />
    }
}
