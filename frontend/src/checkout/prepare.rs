//! Getting the payment ready: the one request that the page makes when it opens, and again when amounts change.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::{Attempt, AttemptRequest, PreparedAttempt};

use super::amounts::Amounts;
use super::choice::Choice;
use super::session::{Phase, Session};
use super::words::{Message, Remedy};
use crate::{api, browser};

/// Long enough for the next digit, short enough to be ready when the shopper is.
const TYPING_PAUSE_MILLISECONDS: i32 = 600;

impl Session {
    /// The attempt, if it can pay exactly this.
    pub(super) fn usable_attempt(self, amounts: Amounts) -> Option<Attempt> {
        let attempt = self.attempt.get_untracked()?;
        let spent = self.spent.get_value();
        let fresh = spent.as_ref() != Some(&attempt.client_session_secret);
        (fresh && attempt.total_amount == amounts.total).then_some(attempt)
    }

    /// Amount or tip have changed: tells the server, once the shopper pauses.
    pub(super) fn amounts_changed(self, typing: bool) {
        self.changes
            .update_value(|changes| *changes = changes.wrapping_add(1));
        let mine = self.changes.get_value();
        spawn_local(async move {
            if typing {
                browser::pause(TYPING_PAUSE_MILLISECONDS).await;
            }
            if self.changes.get_value() == mine {
                self.prepare_if_needed().await;
            }
        });
    }

    /// Asks the server to prepare, unless the fields are not valid yet or nothing has changed.
    pub(super) async fn prepare_if_needed(self) {
        if let Ok(amounts) = untrack(|| self.amounts())
            && self.usable_attempt(amounts).is_none()
        {
            self.prepare().await;
        }
    }

    /// Asks the server to prepare what is chosen now. Gives the attempt if it is still what the shopper wants.
    pub(super) async fn prepare(self) -> Option<Attempt> {
        let turns = self.turns.get_value();
        let _turn = turns.take().await;
        let amounts = untrack(|| self.amounts()).ok()?;
        let request = self.request(amounts);
        let answer = api::attempts::prepare(&self.id(), &request).await;
        match answer {
            Ok(prepared) => self.accept(prepared),
            Err(error) => {
                self.not_prepared(&error);
                return None;
            }
        }
        // Meanwhile the shopper may have chosen another amount, which has its own turn after this one.
        let wanted = untrack(|| self.amounts()).ok()?;
        self.usable_attempt(wanted)
    }

    fn request(self, amounts: Amounts) -> AttemptRequest {
        let choice = self.choice.get_untracked();
        self.checkout.with_untracked(|checkout| AttemptRequest {
            method: choice.method(),
            amount: checkout.open_amount.map(|_| amounts.amount.value),
            tips_amount: checkout.tip.as_ref().map(|_| amounts.tip.value),
            saved_card_id: match choice {
                Choice::SavedCard(id) => Some(id),
                Choice::Wallet | Choice::Card | Choice::HostedPage => None,
            },
            spent_client_session_secret: self.spent.get_value(),
        })
    }

    fn accept(self, prepared: PreparedAttempt) {
        if prepared.checkout.status.is_final() {
            self.show_outcome();
            return;
        }
        self.checkout.set(prepared.checkout);
        match prepared.attempt {
            Some(attempt) => {
                let solved = |message: &Message| message.remedy == Some(Remedy::PrepareAgain);
                if self
                    .message
                    .with_untracked(|message| message.as_ref().is_some_and(solved))
                {
                    self.message.set(None);
                }
                if self.spent.get_value().as_ref() != Some(&attempt.client_session_secret) {
                    self.spent.set_value(None);
                }
                self.attempt.set(Some(attempt));
            }
            // Not payable now, and not settled: money may be moving.
            None => {
                self.phase.set(Phase::Waiting);
                spawn_local(self.wait_for_outcome());
            }
        }
    }

    fn not_prepared(self, error: &api::Error) {
        if error.is_conflict() {
            spawn_local(async move { self.look().await });
        }
        self.message
            .set(Some(Message::not_prepared(&error.message())));
    }
}
