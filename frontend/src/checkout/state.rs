//! Everything that the panel knows, and what follows from it. Nothing here touches the browser.

use shared::{Attempt, AttemptRequest, Checkout, PreparedAttempt};

use super::amounts::{AmountEntry, AmountErrors, Amounts, TipChoice};
use super::choice::Choice;
use super::contact::{self, Answer};
use super::words::Message;
use super::{CARD_CONTAINER, WALLET_CONTAINER};

/// What the panel is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The shopper can act.
    Ready,
    /// Everything is locked, and no money can move; what we wait for.
    Busy(&'static str),
    /// Everything is locked, and money may be moving; what we wait for.
    Paying(&'static str),
    /// The outcome is not known, and nothing can be done here but wait.
    Waiting,
}

/// How far Dojo's script is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// On its way.
    Loading,
    /// Ran.
    Loaded,
    /// Blocked, not found, too slow, or its frames did not come.
    Failed,
}

/// One of Dojo's components in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// The client session secret that it was made with; none while it is not there.
    pub token: Option<String>,
    /// It can be used.
    pub loaded: bool,
    /// The shopper has entered something that would be lost with it.
    pub entered: bool,
}

impl Component {
    /// One that is being loaded.
    #[must_use]
    pub fn made_with(token: String) -> Self {
        Self {
            token: Some(token),
            ..Self::default()
        }
    }
}

/// What comes of the server's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prepared {
    /// The attempt can be used.
    Ready,
    /// Not payable now, and not settled: money may be moving.
    Waiting,
    /// It is settled: the server's page says how.
    Settled,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct State {
    /// As the server last described it.
    pub checkout: Checkout,
    /// What is being done.
    pub phase: Phase,
    /// The notice above the form.
    pub message: Option<Message>,
    /// Which way to pay is ticked.
    pub choice: Choice,
    /// Amount and tip as entered.
    pub entry: AmountEntry,
    /// What is shown to be wrong with them.
    pub amount_errors: AmountErrors,
    /// E-mail and addresses as entered.
    pub contact: Vec<Answer>,
    /// The billing address is the delivery address.
    pub same_address: bool,
    /// The box below the card is ticked.
    pub save_card: bool,
    /// The browser has no network.
    pub offline: bool,
    /// Dojo's script.
    pub script: Script,
    /// Dojo's card fields.
    pub card: Component,
    /// Dojo's wallet button.
    pub wallet: Component,
    /// What Dojo's components need.
    pub attempt: Option<Attempt>,
    /// The client session secret that a component has paid with: never good twice.
    pub spent: Option<String>,
}

impl State {
    /// As the page opens.
    #[must_use]
    pub fn new(checkout: Checkout, choice: Choice, offline: bool) -> Self {
        Self {
            phase: Phase::Ready,
            message: checkout.decline.map(Message::earlier),
            choice,
            entry: AmountEntry::of(&checkout),
            amount_errors: AmountErrors::default(),
            contact: contact::answers(checkout.collect),
            same_address: false,
            save_card: false,
            offline,
            script: Script::Loading,
            card: Component::default(),
            wallet: Component::default(),
            attempt: None,
            spent: None,
            checkout,
        }
    }

    /// What is to be paid.
    ///
    /// # Errors
    /// What to correct first.
    pub fn amounts(&self) -> Result<Amounts, AmountErrors> {
        self.entry.amounts(&self.checkout)
    }

    /// The notice above the form: being offline is more urgent than what happened before.
    #[must_use]
    pub fn notice(&self) -> Option<Message> {
        match (self.offline, self.phase) {
            (true, Phase::Paying(_)) => Some(Message::offline_while_paying()),
            (true, _) => Some(Message::offline()),
            (false, _) => self.message.clone(),
        }
    }

    /// What is waited for while everything is locked.
    #[must_use]
    pub fn progress(&self) -> Option<&'static str> {
        match self.phase {
            Phase::Busy(doing) | Phase::Paying(doing) => Some(doing),
            Phase::Ready | Phase::Waiting => None,
        }
    }

    /// Whether the shopper must not disturb what is being done.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.phase != Phase::Ready
    }

    /// Whether the chosen way has its own button: the wallet's, or the one below "could not be loaded".
    #[must_use]
    pub fn has_no_button(&self) -> bool {
        match self.choice {
            Choice::Wallet => true,
            Choice::Card => self.script == Script::Failed,
            Choice::SavedCard(_) | Choice::HostedPage => false,
        }
    }

    /// Whether the card fields are still on their way.
    #[must_use]
    pub fn card_is_missing(&self) -> bool {
        self.choice == Choice::Card && !self.card.loaded && self.amounts().is_ok()
    }

    /// The attempt, if it can pay exactly what is entered now.
    #[must_use]
    pub fn usable_attempt(&self) -> Option<&Attempt> {
        let amounts = self.amounts().ok()?;
        self.attempt.as_ref().filter(|attempt| {
            attempt.total_amount == amounts.total
                && self.spent.as_ref() != Some(&attempt.client_session_secret)
        })
    }

    /// What to ask the server for, if the fields are valid.
    #[must_use]
    pub fn attempt_request(&self) -> Option<AttemptRequest> {
        let amounts = self.amounts().ok()?;
        Some(AttemptRequest {
            method: self.choice.method(),
            amount: self.checkout.open_amount.map(|_| amounts.amount.value),
            tips_amount: self.checkout.tip.as_ref().map(|_| amounts.tip.value),
            saved_card_id: match &self.choice {
                Choice::SavedCard(id) => Some(id.clone()),
                Choice::Wallet | Choice::Card | Choice::HostedPage => None,
            },
            spent_client_session_secret: self.spent.clone(),
        })
    }

    /// Takes in what the server prepared.
    pub fn accept(&mut self, prepared: PreparedAttempt) -> Prepared {
        self.checkout = prepared.checkout;
        // What was ready before is not, unless the server says so again.
        self.attempt = None;
        if self.checkout.status.is_final() {
            return Prepared::Settled;
        }
        let Some(attempt) = prepared.attempt else {
            return Prepared::Waiting;
        };
        if self.spent.as_ref() != Some(&attempt.client_session_secret) {
            self.spent = None;
        }
        if self
            .message
            .as_ref()
            .is_some_and(|message| message.can_prepare_again)
        {
            self.message = None;
        }
        self.attempt = Some(attempt);
        Prepared::Ready
    }

    /// The token with which the component of this choice must be made now, if it must.
    #[must_use]
    pub fn token_to_mount(&self, choice: &Choice) -> Option<String> {
        let component = match choice {
            Choice::Card => &self.card,
            Choice::Wallet => &self.wallet,
            Choice::SavedCard(_) | Choice::HostedPage => return None,
        };
        let wanted = self.choice == *choice || component.token.is_some();
        let token = &self.usable_attempt()?.client_session_secret;
        let is_new = component.token.as_ref() != Some(token);
        (wanted && is_new && self.script == Script::Loaded).then(|| token.clone())
    }

    /// Forgets the components that were made for another amount, or have paid. Gives their containers.
    pub fn remove_outdated(&mut self) -> Vec<&'static str> {
        if self.usable_attempt().is_some() {
            return Vec::new();
        }
        if let (true, Phase::Ready, Ok(amounts)) = (self.card.entered, self.phase, self.amounts()) {
            self.message = Some(Message::new_total(amounts.total, true));
        }
        let mut containers = Vec::new();
        for (component, container) in [
            (&mut self.card, CARD_CONTAINER),
            (&mut self.wallet, WALLET_CONTAINER),
        ] {
            if component.token.is_some() {
                // No attempt has this token, so it is made anew whatever is chosen then.
                *component = Component::made_with(String::new());
                containers.push(container);
            }
        }
        containers
    }

    /// Takes a saved card off the list that is not kept any more, and says so. What is ticked then is what would be, had the
    /// page opened now.
    pub fn drop_card(&mut self, id: &str) {
        if let Some(customer) = &mut self.checkout.customer {
            customer.saved_cards.retain(|card| card.id != id);
        }
        if self.choice == Choice::SavedCard(id.to_owned()) {
            self.choice = Choice::first(&self.checkout).unwrap_or(Choice::HostedPage);
        }
        self.message = Some(Message::card_is_gone());
    }

    /// Notes what is wrong with what was entered, and gives the first field that is.
    pub fn check(&mut self) -> Option<&'static str> {
        self.amount_errors = self.amounts().err().unwrap_or_default();
        if !self.amount_errors.amount.is_empty() {
            return Some("open-amount");
        }
        if !self.amount_errors.tip.is_empty() {
            return Some(match self.entry.tip {
                TipChoice::Other => "tip-amount",
                TipChoice::None | TipChoice::Percent(_) => "tip",
            });
        }
        match self.choice {
            Choice::Card => contact::check(&mut self.contact, self.same_address),
            Choice::Wallet | Choice::SavedCard(_) | Choice::HostedPage => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::CheckoutStatus;
    use shared::checkout::{Customer, SavedCard, TipOptions};

    use super::super::choice::saved_cards;
    use super::super::samples::{checkout, pounds};
    use super::*;

    fn attempt(secret: &str, total: i64) -> Attempt {
        Attempt {
            id: "at_1".to_owned(),
            client_session_secret: secret.to_owned(),
            client_session_secret_expires_at: 0,
            payment_link: "http://127.0.0.1:8081/checkout/pi_1".to_owned(),
            total_amount: pounds(total),
        }
    }

    fn prepared(secret: &str, total: i64) -> PreparedAttempt {
        PreparedAttempt {
            checkout: tipping(),
            attempt: Some(attempt(secret, total)),
        }
    }

    fn tipping() -> Checkout {
        let mut checkout = checkout();
        checkout.tip = Some(TipOptions {
            percentages: vec![10],
            maximum: pounds(1_000),
        });
        checkout
    }

    fn ready() -> State {
        let mut state = State::new(tipping(), Choice::Card, false);
        state.script = Script::Loaded;
        assert_eq!(state.accept(prepared("one", 1250)), Prepared::Ready);
        state
    }

    #[test]
    fn nobody_offline_is_told_that_nothing_was_charged_while_money_may_be_moving() {
        let mut state = ready();
        state.offline = true;
        let told = |state: &State| state.notice().unwrap().text;
        assert!(told(&state).contains("Nothing was charged"));
        state.phase = Phase::Paying("Waiting for your bank…");
        assert!(!told(&state).contains("Nothing was charged"));
        assert!(told(&state).contains("Do not pay again"));
    }

    #[test]
    fn an_attempt_pays_only_what_it_was_made_for() {
        let mut state = ready();
        assert!(state.usable_attempt().is_some());
        state.entry.tip = TipChoice::Percent(10);
        assert_eq!(state.usable_attempt(), None);
        assert_eq!(state.attempt_request().unwrap().tips_amount, Some(125));
        state.accept(prepared("two", 1375));
        assert!(state.usable_attempt().is_some());
    }

    #[test]
    fn a_secret_that_paid_is_reported_and_never_used_again() {
        let mut state = ready();
        state.spent = Some("one".to_owned());
        assert_eq!(state.usable_attempt(), None);
        let request = state.attempt_request().unwrap();
        assert_eq!(request.spent_client_session_secret.as_deref(), Some("one"));
        state.accept(prepared("two", 1250));
        assert_eq!(state.spent, None);
        assert!(state.usable_attempt().is_some());
    }

    #[test]
    fn components_are_made_when_chosen_and_again_only_for_another_secret() {
        let mut state = ready();
        assert_eq!(state.token_to_mount(&Choice::Card).as_deref(), Some("one"));
        assert_eq!(state.token_to_mount(&Choice::Wallet), None);
        state.card.token = Some("one".to_owned());
        assert_eq!(state.token_to_mount(&Choice::Card), None);
        state.choice = Choice::HostedPage;
        state.accept(prepared("two", 1250));
        assert_eq!(state.token_to_mount(&Choice::Card).as_deref(), Some("two"));
        state.script = Script::Failed;
        assert_eq!(state.token_to_mount(&Choice::Card), None);
    }

    #[test]
    fn nobody_types_into_a_form_for_another_amount() {
        let mut state = ready();
        state.card = Component::made_with("one".to_owned());
        assert!(state.remove_outdated().is_empty());
        state.card.entered = true;
        state.entry.tip = TipChoice::Percent(10);
        assert_eq!(state.remove_outdated(), [CARD_CONTAINER]);
        assert!(
            state.message.is_some(),
            "what was typed is gone, and that is said"
        );
        assert_eq!(state.token_to_mount(&Choice::Card), None);
        state.accept(prepared("two", 1375));
        assert_eq!(state.token_to_mount(&Choice::Card).as_deref(), Some("two"));
    }

    #[test]
    fn what_was_ready_is_forgotten_when_the_server_makes_nothing_ready() {
        let mut state = ready();
        let mut waiting = prepared("one", 1250);
        waiting.checkout.status = CheckoutStatus::Waiting;
        waiting.attempt = None;
        assert_eq!(state.accept(waiting), Prepared::Waiting);
        assert_eq!(state.usable_attempt(), None);
    }

    #[test]
    fn what_the_server_says_of_the_checkout_wins() {
        let mut state = ready();
        let mut paid = prepared("two", 1250);
        paid.checkout.status = CheckoutStatus::Paid;
        assert_eq!(state.accept(paid), Prepared::Settled);
        let mut moving = prepared("two", 1250);
        moving.attempt = None;
        assert_eq!(state.accept(moving), Prepared::Waiting);
    }

    #[test]
    fn a_card_that_is_not_kept_any_more_is_neither_listed_nor_ticked() {
        let card = |id: &str, preferred| SavedCard {
            id: id.to_owned(),
            scheme: "VISA".to_owned(),
            last_four: "1005".to_owned(),
            expiry_date: "12/29".to_owned(),
            preferred,
        };
        let mut checkout = checkout();
        checkout.customer = Some(Customer {
            name: "Ada".to_owned(),
            saved_cards: vec![card("pm_1", true), card("pm_2", false)],
            manages_cards: true,
        });
        let mut state = State::new(checkout, Choice::SavedCard("pm_1".to_owned()), false);
        state.drop_card("pm_1");
        assert_eq!(state.choice, Choice::Card);
        let kept = saved_cards(&state.checkout).iter().map(|card| &*card.id);
        assert_eq!(kept.collect::<Vec<_>>(), ["pm_2"]);
        assert!(state.message.is_some());
        state.drop_card("pm_2");
        assert_eq!(state.choice, Choice::Card, "what is ticked stays");
    }

    #[test]
    fn the_first_field_that_is_wrong_is_named() {
        let mut state = ready();
        assert_eq!(state.check(), None);
        state.entry.tip = TipChoice::Other;
        assert_eq!(state.check(), Some("tip-amount"));
        assert!(!state.amount_errors.tip.is_empty());
        state.checkout.amount = pounds(10_010);
        state.entry.tip = TipChoice::Percent(10);
        assert_eq!(state.check(), Some("tip"));
        let mut asking = tipping();
        asking.collect.customer_email = true;
        let mut state = State::new(asking, Choice::Card, false);
        assert_eq!(state.check(), Some("email"));
        state.choice = Choice::Wallet;
        assert_eq!(state.check(), None, "the wallet asks by itself");
    }
}
