//! Getting the payment ready: the one request that the page makes when it opens, and again when amounts change.

use reactive_graph::prelude::*;
use shared::Attempt;

use super::session::Session;
use super::state::Prepared;
use super::words::Message;
use crate::{api, browser};

/// Long enough for the next digit, short enough to be ready when the shopper is.
const TYPING_PAUSE_MILLISECONDS: i32 = 600;

impl Session {
    /// Amount or tip have changed: says what is wrong with them and tells the server, once the shopper pauses.
    pub(super) fn amounts_changed(self, typing: bool) {
        let entered = self.read(|state| state.entry.clone());
        browser::spawn(async move {
            if typing {
                browser::pause(TYPING_PAUSE_MILLISECONDS).await;
            }
            if self.read(|state| state.entry == entered) {
                self.change(|state| {
                    state.amount_errors = state.amounts().err().unwrap_or_default();
                });
                self.prepare_if_needed().await;
            }
        });
    }

    /// Asks the server to prepare, unless the fields are not valid yet or nothing has changed.
    pub(super) async fn prepare_if_needed(self) {
        if self.read(|state| state.amounts().is_ok() && state.usable_attempt().is_none()) {
            self.prepare().await;
        }
    }

    /// Asks the server to prepare what is chosen now. Gives the attempt if the server made it ready and it is still what the
    /// shopper wants; never one from before, which may be under way elsewhere.
    pub(super) async fn prepare(self) -> Option<Attempt> {
        self.remove_outdated_components();
        let turns = self.turns.get_value();
        let _turn = turns.take().await;
        let request = self.read(super::state::State::attempt_request)?;
        match api::attempts::prepare(&self.id(), &request).await {
            Ok(prepared) => match self.change(|state| state.accept(prepared))? {
                // Meanwhile the shopper may have chosen another amount, which has its own turn after this one.
                Prepared::Ready => return self.read(|state| state.usable_attempt().cloned()),
                Prepared::Waiting => self.begin_to_wait(),
                Prepared::Settled => self.show_outcome(),
            },
            Err(error) if error.is_missing_card() => self.card_is_gone(request.saved_card_id),
            Err(error) => {
                if error.is_conflict() {
                    self.look().await;
                }
                self.change(|state| state.message = Some(Message::not_prepared(&error.message())));
            }
        }
        None
    }

    /// Goes on with what is left to pay with, once this turn has ended.
    fn card_is_gone(self, id: Option<String>) {
        self.change(|state| state.drop_card(&id.unwrap_or_default()));
        browser::spawn(self.prepare_if_needed());
    }
}
