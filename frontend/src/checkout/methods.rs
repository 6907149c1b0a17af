//! The list of ways to pay.

use shared::AttemptMethod;

use super::card_row::{card_body, wallet_body};
use super::choice::Choice;
use super::saved_cards::saved_card_rows;
use super::session::Session;
use crate::browser;
use crate::ui::{ChoiceRow, Node, choice_row, node};
use crate::wire::write;

/// The name of the group of radio buttons.
pub(super) const GROUP: &str = "method";

/// All rows, in the order in which the server offers the methods.
pub(super) fn methods(session: Session) -> Node {
    let methods = session.read(|state| state.checkout.methods.clone());
    let rows = methods.into_iter().flat_map(|method| match method {
        AttemptMethod::Wallet => {
            vec![row(
                session,
                Choice::Wallet,
                "Apple Pay or Google Pay",
                wallet_body(session),
            )]
        }
        AttemptMethod::SavedCard => saved_card_rows(session),
        AttemptMethod::Card => vec![row(session, Choice::Card, "Card", card_body(session))],
        AttemptMethod::HostedPage => {
            let hint = "You leave this page, pay at Dojo, and come back here.";
            let body = node("p", "choice-body field-hint").text(hint);
            vec![row(
                session,
                Choice::HostedPage,
                "Pay on Dojo’s secure page",
                body,
            )]
        }
    });
    node("div", "pay-group")
        .with(
            node("h2", "")
                .set("id", "methods")
                .set("tabindex", "-1")
                .text("How would you like to pay?"),
        )
        .with(
            node("div", "choices")
                .set("role", "radiogroup")
                .set("aria-labelledby", "methods")
                .with_all(rows),
        )
}

/// Ticks a row, and has the server prepare for it if it has not yet.
pub(super) fn choose(session: Session, choice: Choice) {
    session.change(|state| state.choice = choice);
    browser::spawn(session.prepare_if_needed());
}

fn row(session: Session, choice: Choice, name: &str, body: Node) -> Node {
    let ticked = choice.clone();
    choice_row(ChoiceRow {
        group: GROUP,
        id: format!("{GROUP}-{}", write::method(choice.method())),
        name: name.to_owned(),
        note: session.text(|_| String::new()),
        gone: session.flag(|_| false),
        chosen: session.flag(move |state| state.choice == ticked),
        on_choose: Box::new(move || choose(session, choice.clone())),
        body,
    })
}
