//! The sentence that staff read back.

use leptos::prelude::*;
use shared::console::phone_orders::{MOST_NAME, check_text};
use shared::{Money, Reference, spoken};

use super::desk::Desk;

/// The sentence, marked as one to be said aloud.
#[component]
pub(super) fn Say(#[prop(into)] text: Signal<String>) -> impl IntoView {
    view! {
        <p class="phone-say">
            <span class="phone-label">"Say"</span>
            <q>{text}</q>
        </p>
    }
}

/// Before the order is made: what will be read back, as it is typed.
#[component]
pub(super) fn Preview(desk: Desk) -> impl IntoView {
    let script = Memo::new(move |_| {
        let amount = Money::parse(&desk.amount.get(), Desk::currency()).ok()?;
        // What the form refuses, such as a card number, is not to be read out.
        let reference = Reference::try_from(desk.reference.get()).ok()?;
        let name = desk.name.get();
        let name = check_text(&name, MOST_NAME).is_ok().then_some(&*name);
        Some(spoken::read_back(amount, reference.as_str(), name))
    });
    move || {
        match script.get() {
        Some(text) => view! { <Say text=text /> }.into_any(),
        None => view! {
            <p class="quiet">
                "Enter amount and reference first. Then key the caller’s card here, or send them a link and watch them pay while you talk."
            </p>
        }
        .into_any(),
    }
    }
}
