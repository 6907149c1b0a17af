//! Dojo's script, and its components kept in step with the attempt.

use reactive_graph::effect::Effect;
use reactive_graph::prelude::*;

use super::choice::Choice;
use super::session::Session;
use super::state::{Component, Script, State};
use super::words::Message;
use super::{CARD_CONTAINER, WALLET_CONTAINER};
use crate::browser;
use crate::dojo_js::{self, Card, CardEvents, Wallet, WalletEvents, WalletNeeds};

impl Session {
    /// Loads the script, and from then on makes components as they are needed.
    pub(super) fn load_components(self) {
        let url = self.read(|state| state.checkout.components_url.clone());
        browser::spawn(async move {
            let loaded = dojo_js::load(&url).await;
            let script = if loaded {
                Script::Loaded
            } else {
                Script::Failed
            };
            self.change(|state| state.script = script);
        });
        Effect::new(move |_| {
            let (card, wallet) = self.follow(|state| {
                let token = |choice| state.token_to_mount(choice);
                (token(&Choice::Card), token(&Choice::Wallet))
            });
            if let Some(token) = card {
                self.mount_card(token);
            }
            if let Some(token) = wallet {
                self.mount_wallet(token);
            }
        });
    }

    /// Takes away what could only pay another amount, so that nobody types into it in vain or pays that amount.
    pub(super) fn remove_outdated_components(self) {
        let removed = self.change(State::remove_outdated);
        for container in removed.into_iter().flatten() {
            dojo_js::clear(container);
        }
    }

    fn mount_card(self, token: String) {
        // A frame that was replaced may still speak; it is not listened to.
        let made_with = token.clone();
        let change = move |change: fn(&mut Component)| {
            self.change(|state| {
                if state.card.token.as_ref() == Some(&made_with) {
                    change(&mut state.card);
                }
            });
        };
        let entered = change.clone();
        let events = CardEvents {
            loaded: Box::new(move || change(|card| card.loaded = true)),
            failed: Box::new(move || self.script_failed()),
            entered: Box::new(move || entered(|card| card.entered = true)),
            submitted: Box::new(move || self.pay()),
        };
        let card = Card::mount(CARD_CONTAINER, &token, events);
        self.change(|state| {
            state.card = Component::made_with(token);
            if card.is_err() {
                state.script = Script::Failed;
            }
        });
        self.card.set_value(card.ok());
    }

    fn mount_wallet(self, token: String) {
        let collect = self.read(|state| state.checkout.collect);
        let needs = WalletNeeds {
            email: collect.customer_email,
            billing_address: collect.billing_address,
            shipping_address: collect.shipping_details,
            white: browser::is_dark(),
        };
        let loaded = move || {
            self.change(|state| state.wallet.loaded = true);
        };
        // Kept with the button: what it pays is this attempt, whatever the page has come to want meanwhile.
        let attempt = self.read(|state| state.usable_attempt().cloned());
        let events = WalletEvents {
            loaded: Box::new(loaded),
            failed: Box::new(move || self.script_failed()),
            started: Box::new(move || self.begin_paying()),
            cancelled: Box::new(move || self.tell(Message::wallet_closed())),
            completed: Box::new(move |result| {
                if let Some(attempt) = attempt.clone() {
                    browser::spawn(self.settle(attempt, result.status_code));
                }
            }),
        };
        let wallet = Wallet::mount(WALLET_CONTAINER, &token, needs, events);
        self.change(|state| {
            state.wallet = Component::made_with(token);
            if wallet.is_err() {
                state.script = Script::Failed;
            }
        });
    }

    fn script_failed(self) {
        self.change(|state| state.script = Script::Failed);
    }
}
