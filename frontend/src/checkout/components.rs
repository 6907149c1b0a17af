//! Dojo's script and the components that it has put into the page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::choice::Choice;
use super::session::{Phase, Session};
use super::words::Message;
use super::{CARD_CONTAINER, WALLET_CONTAINER};
use crate::dojo_js::{self, Card, CardEvents, Wallet, WalletEvents, WalletNeeds};
use crate::{browser, dojo_js::TransactionResult};

/// How far Dojo's script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// On its way.
    Loading,
    /// Ran.
    Loaded,
    /// Blocked, not found, too slow, or its frames did not come.
    Failed,
}

/// Handles to all of it.
#[derive(Clone, Copy)]
pub(super) struct Components {
    pub(super) script: RwSignal<Script>,
    /// The card fields can be used.
    pub(super) card_loaded: RwSignal<bool>,
    /// The wallet's button can be used.
    pub(super) wallet_loaded: RwSignal<bool>,
    card: StoredValue<Option<Card>, LocalStorage>,
    card_token: StoredValue<Option<String>>,
    wallet_token: StoredValue<Option<String>>,
    card_was_entered: StoredValue<bool>,
}

impl Components {
    pub(super) fn new() -> Self {
        Self {
            script: RwSignal::new(Script::Loading),
            card_loaded: RwSignal::new(false),
            wallet_loaded: RwSignal::new(false),
            card: StoredValue::new_local(None),
            card_token: StoredValue::new(None),
            wallet_token: StoredValue::new(None),
            card_was_entered: StoredValue::new(false),
        }
    }

    /// The card fields, if they are there.
    pub(super) fn card(self) -> Option<Card> {
        self.card.get_value()
    }

    /// The client session secret that the card fields were made with.
    pub(super) fn card_token(self) -> Option<String> {
        self.card_token.get_value()
    }

    /// Whether the shopper has typed anything that would be lost with the fields.
    pub(super) fn card_was_entered(self) -> bool {
        self.card_was_entered.get_value()
    }
}

impl Session {
    /// Loads the script, and from then on keeps the components in step with the attempt.
    pub(super) fn load_components(self) {
        let url = self
            .checkout
            .with_untracked(|checkout| checkout.components_url.clone());
        spawn_local(async move {
            let loaded = dojo_js::load(&url).await;
            let script = if loaded {
                Script::Loaded
            } else {
                Script::Failed
            };
            self.components.script.set(script);
        });
        // A component is made when it is first chosen, and anew whenever its token is another.
        Effect::new(move |_| {
            let token = self.attempt.with(|attempt| {
                attempt
                    .as_ref()
                    .map(|attempt| attempt.client_session_secret.clone())
            });
            let choice = self.choice.get();
            let loaded = self.components.script.get() == Script::Loaded;
            let Some(token) = token.filter(|_| loaded) else {
                return;
            };
            let outdated = |made_with: Option<String>, chosen: bool| match made_with {
                Some(made_with) => made_with != token,
                None => chosen,
            };
            if outdated(self.components.card_token(), choice == Choice::Card) {
                self.mount_card(&token);
            }
            let wallet_token = self.components.wallet_token.get_value();
            if outdated(wallet_token, choice == Choice::Wallet) {
                self.mount_wallet(&token);
            }
        });
    }

    fn mount_card(self, token: &str) {
        let components = self.components;
        let phase = self.phase.get_untracked();
        if components.card_was_entered()
            && phase == Phase::Ready
            && let Ok(amounts) = untrack(|| self.amounts())
        {
            self.message
                .set(Some(Message::new_total(amounts.total, true)));
        }
        components.card_loaded.set(false);
        components.card_was_entered.set_value(false);
        components.card_token.set_value(Some(token.to_owned()));
        // A frame that was replaced may still speak; it is not listened to.
        let made_with = token.to_owned();
        let is_current = move || components.card_token() == Some(made_with.clone());
        let is_still_current = is_current.clone();
        let events = CardEvents {
            loaded: Box::new(move || {
                if is_current() {
                    components.card_loaded.set(true);
                }
            }),
            failed: Box::new(move || {
                if is_still_current() {
                    components.script.set(Script::Failed);
                }
            }),
            entered: Box::new(move || components.card_was_entered.set_value(true)),
            submitted: Box::new(move || self.pay()),
        };
        match Card::mount(CARD_CONTAINER, token, events) {
            Ok(card) => components.card.set_value(Some(card)),
            Err(dojo_js::NotMade) => components.script.set(Script::Failed),
        }
    }

    fn mount_wallet(self, token: &str) {
        let components = self.components;
        components.wallet_loaded.set(false);
        components.wallet_token.set_value(Some(token.to_owned()));
        let collect = self.checkout.with_untracked(|checkout| checkout.collect);
        let needs = WalletNeeds {
            email: collect.customer_email,
            billing_address: collect.billing_address,
            shipping_address: collect.shipping_details,
            white: browser::is_dark(),
        };
        let events = WalletEvents {
            loaded: Box::new(move || components.wallet_loaded.set(true)),
            failed: Box::new(move || components.script.set(Script::Failed)),
            started: Box::new(move || self.begin_paying()),
            cancelled: Box::new(move || self.wallet_was_closed()),
            completed: Box::new(move |result| self.wallet_answered(result)),
        };
        if Wallet::mount(WALLET_CONTAINER, token, needs, events).is_err() {
            components.script.set(Script::Failed);
        }
    }

    fn wallet_answered(self, result: TransactionResult) {
        match self.attempt.get_untracked() {
            Some(attempt) => spawn_local(self.settle(attempt, result.status_code)),
            None => self.phase.set(Phase::Waiting),
        }
    }
}
