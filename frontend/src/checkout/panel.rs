//! The panel as a whole: notice, amounts, ways to pay, the button.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::CheckoutStatus;

use super::MESSAGE;
use super::amount_fields::amount_fields;
use super::methods::methods;
use super::session::Session;
use super::state::{Phase, State};
use super::words::Message;
use crate::browser;
use crate::ui::Notice;

/// Starts the session and shows it.
pub(super) fn panel(mut state: State) -> impl IntoView {
    let waiting = state.checkout.status == CheckoutStatus::Waiting;
    if waiting {
        state.phase = Phase::Waiting;
    }
    let failed_before = state.message.is_some();
    let session = Session::new(state);
    session.watch();
    if waiting {
        spawn_local(session.wait_for_outcome());
    } else {
        session.load_components();
        session.amounts_changed(false);
    }
    if failed_before {
        browser::focus(MESSAGE);
    }
    Effect::new(move |_| {
        if let Ok(amounts) = session.follow(State::amounts) {
            browser::set_text("total", &amounts.total.to_string());
        }
    });
    form(session)
}

fn form(session: Session) -> impl IntoView {
    let locked = session.flag(State::is_locked);
    let waiting = session.flag(|state| state.phase == Phase::Waiting);
    view! {
        {waiting_view(session)}
        <form
            class="pay-form"
            novalidate
            hidden=waiting
            on:submit=move |event| {
                event.prevent_default();
                session.pay();
            }
        >
            {notice(session)}
            <fieldset class="pay-form" disabled=locked>
                <div class="pay-form" inert=locked>{amount_fields(session)}</div>
                {methods(session)}
                {pay_button(session)}
            </fieldset>
        </form>
    }
}

fn notice(session: Session) -> impl IntoView {
    let part = move |part: fn(&Message) -> &str| {
        session.text(move |state| {
            let message = if state.offline {
                Some(Message::offline())
            } else {
                state.message.clone()
            };
            message.as_ref().map(part).unwrap_or_default().to_owned()
        })
    };
    let again = move || spawn_local(async move { session.prepare_if_needed().await });
    view! {
        <Notice
            id=MESSAGE
            class=part(|message| message.tone.class())
            title=part(|message| &message.title)
            text=part(|message| &message.text)
            remedy=part(|message| if message.can_prepare_again { "Try again" } else { "" })
            on_remedy=Box::new(again)
        />
    }
}

fn pay_button(session: Session) -> impl IntoView {
    let label = session.text(|state| match state.amounts() {
        Ok(amounts) => format!("Pay {}", amounts.total),
        Err(_) => "Pay".to_owned(),
    });
    let progress = session.text(|state| match state.phase {
        Phase::Busy(doing) => doing.to_owned(),
        Phase::Ready | Phase::Waiting => String::new(),
    });
    view! {
        <div class="pay-group">
            <button
                type="submit"
                class="button button-primary button-wide"
                hidden=session.flag(State::has_no_button)
                disabled=session.flag(State::card_is_missing)
            >
                <span
                    class="spinner"
                    aria-hidden="true"
                    hidden=session.flag(|state| !matches!(state.phase, Phase::Busy(_)))
                ></span>
                {label}
            </button>
            <p class="pay-progress" role="status">{progress}</p>
        </div>
    }
}

fn waiting_view(session: Session) -> impl IntoView {
    view! {
        <div class="stack" role="status" hidden=session.flag(|state| state.phase != Phase::Waiting)>
            <h2>"Payment being confirmed"</h2>
            <p>
                "We are asking our payment service how your payment ended. This page finds out by itself, and it is safe to close it. You will not be charged twice."
            </p>
            <p class="pay-progress">
                <span class="spinner" aria-hidden="true"></span>
                "Checking…"
            </p>
        </div>
    }
}
