//! The panel as a whole: notice, amounts, ways to pay, the button.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::{Checkout, CheckoutStatus};

use super::amount_fields::amount_fields;
use super::choice::Choice;
use super::components::Script;
use super::methods::methods;
use super::session::{Phase, Session};
use super::words::{Message, Remedy};
use super::{MESSAGE, step};
use crate::browser;
use crate::ui::{Notice, Tone};

/// Starts the session and shows it.
pub(super) fn panel(checkout: Checkout, choice: Choice) -> impl IntoView {
    let decline = checkout.decline;
    let status = checkout.status;
    let session = Session::new(checkout, choice);
    if let Some(decline) = decline {
        session.tell(Message::after(step::earlier(decline)));
    }
    session.watch();
    if status == CheckoutStatus::Waiting {
        spawn_local(session.wait_for_outcome());
    } else {
        session.load_components();
        session.amounts_changed(false);
    }
    Effect::new(move |_| {
        if let Ok(amounts) = session.amounts() {
            browser::set_text("total", &amounts.total.to_string());
        }
    });
    let is_waiting = Memo::new(move |_| session.phase.get() == Phase::Waiting);
    view! {
        {move || is_waiting.get().then(waiting)}
        <form
            class="pay-form"
            novalidate
            hidden=is_waiting
            on:submit=move |event| {
                event.prevent_default();
                session.pay();
            }
        >
            {move || notice(session)}
            <fieldset class="pay-form" disabled=move || session.is_locked()>
                <div class="pay-form" inert=move || session.is_locked()>{amount_fields(session)}</div>
                {methods(session)}
                {pay_button(session)}
            </fieldset>
        </form>
    }
}

fn notice(session: Session) -> Option<AnyView> {
    if session.offline.get() {
        let text = "Nothing was charged. This page goes on by itself when the connection is back.";
        return Some(
            view! {
                <Notice id=MESSAGE tone=Tone::Warning title="You are offline".to_owned() text=text.to_owned()>
                    {()}
                </Notice>
            }
            .into_any(),
        );
    }
    let message = session.message.get()?;
    let remedy = message.remedy.map(|Remedy::PrepareAgain| {
        let again = move |_| spawn_local(async move { session.prepare_if_needed().await });
        view! { <button type="button" class="button" on:click=again>"Try again"</button> }
    });
    Some(
        view! {
            <Notice id=MESSAGE tone=message.tone title=message.title text=message.text>
                {remedy}
            </Notice>
        }
        .into_any(),
    )
}

fn pay_button(session: Session) -> impl IntoView {
    let busy = move || matches!(session.phase.get(), Phase::Busy(_));
    let progress = move || match session.phase.get() {
        Phase::Busy(doing) => doing,
        Phase::Ready | Phase::Waiting => "",
    };
    let label = move || match session.amounts() {
        Ok(amounts) => format!("Pay {}", amounts.total),
        Err(_) => "Pay".to_owned(),
    };
    // The wallet has its own button, and the card needs its fields.
    let is_wallet = move || session.choice.get() == Choice::Wallet;
    let is_missing = move || {
        session.choice.get() == Choice::Card && session.components.script.get() == Script::Failed
    };
    view! {
        <div class="pay-group">
            <button
                type="submit"
                class="button button-primary button-wide"
                hidden=move || is_wallet() || is_missing()
            >
                {move || busy().then(|| view! { <span class="spinner" aria-hidden="true"></span> })}
                {label}
            </button>
            <p class="pay-progress" role="status">{progress}</p>
        </div>
    }
}

fn waiting() -> impl IntoView {
    view! {
        <div class="outcome" role="status">
            <h2>"Payment being confirmed"</h2>
            <p>
                "The bank’s answer has not reached us yet. This page asks again by itself and shows the outcome as soon as it is known."
            </p>
            <p>
                "It is safe to close this page. Please do not pay a second time: if the payment did not go through, nothing is charged."
            </p>
            <p class="pay-progress"><span class="spinner" aria-hidden="true"></span>"Checking…"</p>
        </div>
    }
}
