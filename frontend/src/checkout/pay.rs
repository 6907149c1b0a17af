//! The button, and everything that may come of it.

use reactive_graph::prelude::*;
use shared::{Attempt, Confirmation};

use super::choice::Choice;
use super::contact;
use super::session::Session;
use super::state::{Phase, State};
use super::step::{self, Step};
use super::words::Message;
use crate::dojo_js::Execution;
use crate::{api, browser};

/// Pauses between two looks at an outcome that is not known, in milliseconds; the last one repeats.
const PAUSES: [i32; 8] = [1_000, 1_000, 2_000, 3_000, 5_000, 8_000, 15_000, 30_000];

/// After so many looks the server's page takes over, which says what can be done.
const LOOKS: usize = 20;

impl Session {
    /// Pays in the way that is chosen, if everything that is needed is there. A second call while it runs does nothing.
    pub(super) fn pay(self) {
        if self.read(|state| state.is_locked() || state.offline) {
            return;
        }
        if let Some(field) = self.change(State::check).flatten() {
            browser::focus(field);
            return;
        }
        match self.read(|state| state.choice.clone()) {
            Choice::Wallet => {}
            Choice::Card => browser::spawn(self.pay_by_card()),
            Choice::SavedCard(_) | Choice::HostedPage => browser::spawn(self.leave_for_dojo()),
        }
    }

    /// Leaves for Dojo's page, whatever is chosen: the way out when the card form does not come.
    pub(super) fn pay_on_hosted_page(self) {
        self.change(|state| state.choice = Choice::HostedPage);
        self.pay();
    }

    async fn leave_for_dojo(self) {
        self.lock(Phase::Busy("Opening Dojo’s secure page…"));
        match self.prepare().await {
            Some(attempt) => browser::open(&attempt.payment_link),
            None => self.unlock(),
        }
    }

    async fn pay_by_card(self) {
        self.lock(Phase::Busy("Getting ready…"));
        let ready = self.ready_card().await;
        let Some((attempt, card)) = ready.zip(self.card.get_value()) else {
            self.unlock();
            return;
        };
        let info = self.read(|state| {
            contact::additional_info(
                state.checkout.collect,
                &state.contact,
                state.same_address,
                state.save_card,
            )
        });
        self.begin_paying();
        match card.execute(&info).await {
            Execution::Answered(result) => self.settle(attempt, result.status_code).await,
            Execution::Unknown => self.settle(attempt, None).await,
            Execution::Invalid(errors) => self.tell(Message::incomplete(&errors)),
        }
    }

    /// The attempt that the card fields were made for; none if they must be made anew, and says so.
    async fn ready_card(self) -> Option<Attempt> {
        if let Some(attempt) = self.read(|state| state.usable_attempt().cloned()) {
            return Some(attempt);
        }
        let entered = self.read(|state| state.card.entered);
        let total = self.prepare().await?.total_amount;
        self.change(|state| state.message = Some(Message::new_total(total, entered)));
        None
    }

    /// A component has begun to pay: from here on leaving could lose sight of money.
    pub(super) fn begin_paying(self) {
        self.lock(Phase::Paying("Waiting for your bank…"));
        browser::warn_before_leaving(true);
    }

    fn lock(self, phase: Phase) {
        self.change(|state| {
            state.message = None;
            state.phase = phase;
        });
    }

    /// A component has answered, or failed to: has the server look at Dojo until the outcome is known.
    pub(super) async fn settle(self, attempt: Attempt, status_code: Option<i32>) {
        self.lock(Phase::Paying("Checking the payment…"));
        let consent = self.read(|state| state.choice == Choice::Card && state.save_card);
        self.change(|state| state.spent = Some(attempt.client_session_secret));
        let confirmation = Confirmation {
            attempt_id: attempt.id,
            status_code,
            save_card_consent: consent,
        };
        for look in 0..LOOKS {
            if let Ok(checkout) = api::checkouts::confirm(&self.id(), &confirmation).await {
                match step::after(&checkout, status_code) {
                    Step::ShowOutcome if step::paid_elsewhere(&checkout, status_code) => {
                        browser::warn_before_leaving(false);
                        return browser::open("?paid=elsewhere");
                    }
                    Step::ShowOutcome => break,
                    Step::TryAgain(reason) => {
                        self.lock(Phase::Busy("Getting ready to try again…"));
                        self.change(|state| state.checkout = checkout);
                        self.prepare().await;
                        if self.read(|state| state.phase != Phase::Waiting) {
                            self.tell(Message::after(reason));
                        }
                        return;
                    }
                    Step::Wait => {}
                }
            }
            // Whatever happens now happens at Dojo: the page may be closed.
            browser::warn_before_leaving(false);
            self.set_phase(Phase::Waiting);
            let pause = PAUSES.get(look).or(PAUSES.last()).copied();
            browser::pause(pause.unwrap_or_default()).await;
        }
        self.show_outcome();
    }
}
