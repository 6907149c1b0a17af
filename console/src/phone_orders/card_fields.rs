//! Dojo's card fields in our page: its frame, its script. Nothing of the card touches our document.

use std::rc::Rc;

use frontend::dojo_js::{self, Card, CardEvents};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::Attempt;

use crate::session;

/// Where the fields are put.
const CONTAINER: &str = "phone-card";

/// How the fields stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fields {
    /// On their way.
    Coming,
    /// They can be typed into.
    Ready,
    /// They do not come.
    Failed,
}

/// The fields, and what can be done with them.
#[derive(Clone, Copy)]
pub(super) struct CardFields {
    pub(super) fields: RwSignal<Fields>,
    card: StoredValue<Option<Rc<Card>>, LocalStorage>,
}

impl CardFields {
    /// Follows the attempt: each client session secret has fields of its own, because Dojo takes it once.
    pub(super) fn new(
        attempt: RwSignal<Option<Attempt>>,
        submitted: impl Fn() + Clone + 'static,
    ) -> Self {
        let own = Self {
            fields: RwSignal::new(Fields::Coming),
            card: StoredValue::new_local(None),
        };
        let script_is_there = RwSignal::new(false);
        let url = session::bootstrap().with_untracked(|bootstrap| bootstrap.components_url.clone());
        spawn_local(async move {
            if dojo_js::load(&url).await {
                let _ = script_is_there.try_set(true);
            } else {
                let _ = own.fields.try_set(Fields::Failed);
            }
        });
        let secret = Memo::new(move |_| {
            attempt.with(|attempt| {
                let secret = attempt.as_ref()?.client_session_secret.clone();
                Some(secret)
            })
        });
        Effect::new(move |_| {
            if let Some(secret) = secret.get()
                && script_is_there.get()
            {
                own.mount(&secret, submitted.clone());
            }
        });
        own
    }

    /// The fields that are mounted.
    pub(super) fn card(self) -> Option<Rc<Card>> {
        self.card.try_get_value().flatten()
    }

    fn mount(self, secret: &str, submitted: impl Fn() + 'static) {
        self.fields.set(Fields::Coming);
        // The screen may be another one by then.
        let became = move |how: Fields| {
            move || {
                let _ = self.fields.try_set(how);
            }
        };
        let events = CardEvents {
            loaded: Box::new(became(Fields::Ready)),
            failed: Box::new(became(Fields::Failed)),
            entered: Box::new(|| ()),
            submitted: Box::new(submitted),
        };
        match Card::mount(CONTAINER, secret, events) {
            Ok(card) => self.card.set_value(Some(Rc::new(card))),
            Err(_) => self.fields.set(Fields::Failed),
        }
    }
}

/// The place of the fields. They have their room before they come.
#[component]
pub(super) fn Frame(fields: CardFields) -> impl IntoView {
    let coming = move || fields.fields.get() == Fields::Coming;
    view! {
        <div class="component component-card phone-card">
            <div id=CONTAINER></div>
            <p class="quiet phone-card-coming" hidden=move || !coming()>"Dojo’s card fields are loading…"</p>
        </div>
    }
}
