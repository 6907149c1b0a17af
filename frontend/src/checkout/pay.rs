//! The button, and everything that may come of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::checkout::AdditionalInfo;
use shared::{Attempt, Confirmation};

use super::MESSAGE;
use super::choice::Choice;
use super::session::{Phase, Session};
use super::step::{self, Reason, Step};
use super::words::Message;
use crate::dojo_js::Execution;
use crate::ui::Tone;
use crate::{api, browser};

/// Pauses between two looks at an outcome that is not known, in milliseconds; the last one repeats.
const PAUSES: [i32; 8] = [1_000, 1_000, 2_000, 3_000, 5_000, 8_000, 15_000, 30_000];

/// After so many looks the server's page takes over, which says what can be done.
const LOOKS: usize = 20;

const WAITING_FOR_BANK: &str = "Waiting for your bank…";

impl Session {
    /// Pays in the way that is chosen, if everything that is needed is there. A second call while it runs does nothing.
    pub(super) fn pay(self) {
        if self.phase.get_untracked() != Phase::Ready || self.offline.get_untracked() {
            return;
        }
        let choice = self.choice.get_untracked();
        if !self.fields_are_valid(&choice) {
            return;
        }
        self.message.set(None);
        match choice {
            Choice::Wallet => {}
            Choice::Card => spawn_local(self.pay_by_card()),
            Choice::SavedCard(_) | Choice::HostedPage => spawn_local(self.leave_for_dojo()),
        }
    }

    /// Leaves for Dojo's page, whatever is chosen: the way out when the card form does not come.
    pub(super) fn pay_on_hosted_page(self) {
        self.choice.set(Choice::HostedPage);
        self.pay();
    }

    fn fields_are_valid(self, choice: &Choice) -> bool {
        let errors = untrack(|| self.amounts()).err().unwrap_or_default();
        let field = match (&errors.amount, &errors.tip) {
            (Some(_), _) => Some("open-amount"),
            (None, Some(_)) => Some("tip-amount"),
            (None, None) if *choice == Choice::Card => {
                self.contact.with_value(|contact| contact.check())
            }
            (None, None) => None,
        };
        self.amount_errors.set(errors);
        if let Some(field) = field {
            browser::focus(field);
        }
        field.is_none()
    }

    async fn leave_for_dojo(self) {
        self.phase.set(Phase::Busy("Opening Dojo’s secure page…"));
        if let Some(attempt) = self.prepare().await {
            browser::open(&attempt.payment_link);
        } else if self.phase.get_untracked() != Phase::Waiting {
            self.phase.set(Phase::Ready);
            browser::focus(MESSAGE);
        }
    }

    async fn pay_by_card(self) {
        self.phase.set(Phase::Busy("Getting ready…"));
        let Some(attempt) = self.card_attempt().await else {
            if self.phase.get_untracked() != Phase::Waiting {
                self.phase.set(Phase::Ready);
                browser::focus(MESSAGE);
            }
            return;
        };
        let Some(card) = self.components.card() else {
            self.phase.set(Phase::Ready);
            return;
        };
        let info = self.additional_info();
        self.begin_paying();
        match card.execute(&info).await {
            Execution::Answered(result) => self.settle(attempt, result.status_code).await,
            Execution::Unknown => self.settle(attempt, None).await,
            Execution::Invalid(errors) => self.card_is_incomplete(&errors),
        }
    }

    /// The attempt that the card fields were made for; none if they had to be made anew, and say so.
    async fn card_attempt(self) -> Option<Attempt> {
        let amounts = untrack(|| self.amounts()).ok()?;
        if let Some(attempt) = self.usable_attempt(amounts) {
            return Some(attempt);
        }
        let was_entered = self.components.card_was_entered();
        let attempt = self.prepare().await?;
        if self.components.card_token() == Some(attempt.client_session_secret.clone()) {
            return Some(attempt);
        }
        self.message
            .set(Some(Message::new_total(attempt.total_amount, was_entered)));
        None
    }

    fn additional_info(self) -> AdditionalInfo {
        let collect = self.checkout.with_untracked(|checkout| checkout.collect);
        let save = self.save_card.get_untracked();
        self.contact
            .with_value(|contact| contact.additional_info(collect, save))
    }

    fn card_is_incomplete(self, errors: &[String]) {
        browser::warn_before_leaving(false);
        self.phase.set(Phase::Ready);
        let text = format!("Nothing was charged. {}", errors.join(" "));
        self.tell(Message::new(
            Tone::Error,
            "Check your card’s details",
            &text,
        ));
    }

    /// A component has begun to pay: from here on leaving could lose sight of money.
    pub(super) fn begin_paying(self) {
        self.message.set(None);
        self.phase.set(Phase::Busy(WAITING_FOR_BANK));
        browser::warn_before_leaving(true);
    }

    /// The shopper closed the wallet.
    pub(super) fn wallet_was_closed(self) {
        browser::warn_before_leaving(false);
        self.phase.set(Phase::Ready);
        let text = "Nothing was charged. You can try again, or pay in another way.";
        self.tell(Message::new(Tone::Info, "You closed the wallet", text));
    }

    /// A component has answered, or failed to: has the server look at Dojo until the outcome is known.
    pub(super) async fn settle(self, attempt: Attempt, status_code: Option<i32>) {
        self.spent.set_value(Some(attempt.client_session_secret));
        self.phase.set(Phase::Busy("Checking the payment…"));
        let confirmation = Confirmation {
            attempt_id: attempt.id,
            status_code,
            save_card_consent: self.choice.get_untracked() == Choice::Card
                && self.save_card.get_untracked(),
        };
        for look in 0..LOOKS {
            if let Ok(checkout) = api::checkouts::confirm(&self.id(), &confirmation).await {
                match step::after(&checkout, status_code) {
                    Step::ShowOutcome => break,
                    Step::TryAgain(reason) => {
                        self.checkout.set(checkout);
                        self.offer_again(reason).await;
                        return;
                    }
                    Step::Wait => {}
                }
            }
            // Whatever happens now happens at Dojo: the page may be closed.
            browser::warn_before_leaving(false);
            self.phase.set(Phase::Waiting);
            let pause = PAUSES.get(look).or(PAUSES.last()).copied();
            browser::pause(pause.unwrap_or_default()).await;
        }
        self.show_outcome();
    }

    async fn offer_again(self, reason: Reason) {
        browser::warn_before_leaving(false);
        self.phase.set(Phase::Busy("Getting ready to try again…"));
        self.prepare().await;
        if self.phase.get_untracked() == Phase::Waiting {
            return;
        }
        self.phase.set(Phase::Ready);
        self.tell(Message::after(reason));
    }
}
