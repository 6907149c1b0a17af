//! The panel as a whole: notice, amounts, ways to pay, the button.

use reactive_graph::effect::Effect;
use shared::CheckoutStatus;

use super::MESSAGE;
use super::amount_fields::amount_fields;
use super::methods::methods;
use super::saved_cards::removal_dialog;
use super::session::Session;
use super::state::{Phase, State};
use super::words::Message;
use crate::browser;
use crate::ui::{Node, Notice, node, notice};

/// Starts the session and shows it.
pub(super) fn panel(mut state: State) -> Node {
    let waiting = state.checkout.status == CheckoutStatus::Waiting;
    if waiting {
        state.phase = Phase::Waiting;
    }
    let failed_before = state.message.is_some();
    let session = Session::new(state);
    session.watch();
    if waiting {
        browser::spawn(session.wait_for_outcome());
    } else {
        session.load_components();
        // Nobody has entered anything yet, so nothing is said to be wrong.
        browser::spawn(session.prepare_if_needed());
    }
    if failed_before {
        browser::focus(MESSAGE);
    }
    Effect::new(move |_| {
        let heading = session.follow(|state| state.entry.heading(&state.checkout));
        browser::set_text("total", &heading);
        let tip = session.follow(|state| state.amounts().map(|amounts| amounts.tip));
        browser::set_text(
            "bill-tip",
            &tip.map_or("–".to_owned(), |tip| tip.to_string()),
        );
    });
    node("div", "")
        .with(waiting_node(session))
        .with(form(session))
        .with(removal_dialog(session))
}

fn form(session: Session) -> Node {
    let amounts = amount_fields(session).is("inert", session.flag(State::is_locked));
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        session.pay();
    };
    node("form", "pay-form")
        .set("novalidate", "")
        .is(
            "hidden",
            session.flag(|state| state.phase == Phase::Waiting),
        )
        .on("submit", Box::new(submit))
        .with(message(session))
        .with(
            node("fieldset", "pay-form")
                .is("disabled", session.flag(State::is_locked))
                .with(amounts)
                .with(methods(session))
                .with(pay_button(session)),
        )
}

fn message(session: Session) -> Node {
    let part = move |part: fn(&Message) -> &str| {
        session.text(move |state| {
            let notice = state.notice();
            notice.as_ref().map(part).unwrap_or_default().to_owned()
        })
    };
    notice(Notice {
        id: MESSAGE,
        class: part(|message| message.tone.class()),
        hidden: session.flag(|state| state.notice().is_none()),
        title: part(|message| &message.title),
        text: part(|message| &message.text),
        no_remedy: session.flag(|state| {
            !state
                .notice()
                .is_some_and(|notice| notice.can_prepare_again)
        }),
        remedy: "Try again",
        on_remedy: Box::new(move || browser::spawn(session.prepare_if_needed())),
    })
}

fn pay_button(session: Session) -> Node {
    let label = session.text(|state| match state.amounts() {
        Ok(amounts) => format!("Pay {}", amounts.total),
        Err(_) => "Pay".to_owned(),
    });
    let progress = session.text(|state| state.progress().unwrap_or_default().to_owned());
    let idle = session.flag(|state| state.progress().is_none());
    node("div", "pay-group")
        .with(
            node("button", "button button-primary button-wide")
                .set("type", "submit")
                .is("hidden", session.flag(State::has_no_button))
                .is("disabled", session.flag(State::card_is_missing))
                .with(spinner().is("hidden", idle))
                .with(node("span", "").shows(label)),
        )
        .with(
            node("p", "pay-progress")
                .set("role", "status")
                .shows(progress),
        )
        .with(
            node("p", "pay-assurance").text("Your card’s details go straight to Dojo, not to us."),
        )
}

fn waiting_node(session: Session) -> Node {
    node("div", "stack")
        .set("role", "status")
        .is("hidden", session.flag(|state| state.phase != Phase::Waiting))
        .with(node("h2", "").text("Payment being confirmed"))
        .with(node("p", "").text(
            "We are asking our payment service how your payment ended. This page finds out by itself, and it is safe \
             to close it. You will not be charged twice.",
        ))
        .with(node("p", "pay-progress").with(spinner()).text("Checking…"))
}

fn spinner() -> Node {
    node("span", "spinner").set("aria-hidden", "true")
}
