//! Below a saved card: prefer it, or have it removed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::Checkout;
use shared::checkout::SavedCard;

use super::choice::{Choice, card_name, saved_cards};
use super::session::{Phase, Session};
use super::words::Message;
use crate::ui::Tone;
use crate::{api, browser};

/// What is asked before a card is removed.
pub(super) type Removal = RwSignal<Option<(String, String)>>;

/// The buttons of one card.
pub(super) fn saved_card_body(
    session: Session,
    card: &SavedCard,
    removal: Removal,
) -> impl IntoView + use<> {
    let name = card_name(card);
    let id = card.id.clone();
    let prefer = move |_| {
        change(session, "Saving…", {
            let id = id.clone();
            async move { api::saved_cards::make_preferred(&session.id(), &id).await }
        })
    };
    let ask = move |_| {
        let consequence =
            "It will not be offered here again. Payments that you made with it are not affected.";
        removal.set(Some((format!("Remove {name}?"), consequence.to_owned())));
    };
    view! {
        <p class="field-hint">"Dojo’s secure page asks for the card’s security code."</p>
        <div class="saved-card-actions" inert=move || session.is_locked()>
            {(!card.preferred)
                .then(|| {
                    view! {
                        <button type="button" class="button button-quiet" on:click=prefer>
                            "Make preferred"
                        </button>
                    }
                })}
            <button type="button" class="button button-quiet" on:click=ask>
                "Remove card"
            </button>
        </div>
    }
}

/// Removes the card that is chosen.
pub(super) fn remove_chosen(session: Session) {
    if let Choice::SavedCard(id) = session.choice.get_untracked() {
        change(session, "Removing the card…", async move {
            api::saved_cards::remove(&session.id(), &id).await
        });
    }
}

fn change(
    session: Session,
    doing: &'static str,
    request: impl Future<Output = Result<Checkout, api::Error>> + 'static,
) {
    session.phase.set(Phase::Busy(doing));
    spawn_local(async move {
        let answer = request.await;
        session.phase.set(Phase::Ready);
        match answer {
            Ok(checkout) => {
                let chosen = session.choice.get_untracked();
                let kept = |card: &SavedCard| Choice::SavedCard(card.id.clone()) == chosen;
                if !saved_cards(&checkout).iter().any(kept)
                    && let Some(next) = Choice::first(&checkout)
                {
                    session.choice.set(next);
                }
                session.checkout.set(checkout);
                browser::focus("methods");
            }
            Err(error) => {
                let text = error.message();
                session.tell(Message::new(
                    Tone::Error,
                    "Your saved cards were not changed",
                    &text,
                ));
            }
        }
    });
}
