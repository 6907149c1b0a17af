//! What the paying panel knows, shared by all its parts.

use std::rc::Rc;

use leptos::prelude::*;
use shared::{Attempt, Checkout, CheckoutId};

use super::amounts::{AmountEntry, AmountErrors, Amounts};
use super::choice::Choice;
use super::components::Components;
use super::contact_form::ContactForm;
use super::turns::Turns;
use super::words::Message;
use crate::browser;

/// What the panel is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The shopper can act.
    Ready,
    /// Everything is locked; what we wait for.
    Busy(&'static str),
    /// The outcome is not known, and nothing can be done here but wait.
    Waiting,
}

/// All of it. Signals and handles only, so that a copy is the same session.
#[derive(Clone, Copy)]
pub(super) struct Session {
    /// As the server last described it.
    pub(super) checkout: RwSignal<Checkout>,
    /// What is being done.
    pub(super) phase: RwSignal<Phase>,
    /// The notice above the form.
    pub(super) message: RwSignal<Option<Message>>,
    /// Which way to pay is ticked.
    pub(super) choice: RwSignal<Choice>,
    /// Amount and tip as entered.
    pub(super) entry: RwSignal<AmountEntry>,
    /// What is shown to be wrong with them.
    pub(super) amount_errors: RwSignal<AmountErrors>,
    /// The box below the card is ticked.
    pub(super) save_card: RwSignal<bool>,
    /// The browser has no network.
    pub(super) offline: RwSignal<bool>,
    /// What Dojo's components need.
    pub(super) attempt: RwSignal<Option<Attempt>>,
    /// E-mail and addresses.
    pub(super) contact: StoredValue<ContactForm>,
    /// Dojo's script and what it has mounted.
    pub(super) components: Components,
    /// The client session secret that was handed to a component to pay with: never good twice.
    pub(super) spent: StoredValue<Option<String>>,
    /// How often amounts have changed, so that only the latest change is sent.
    pub(super) changes: StoredValue<u32>,
    /// Who may ask the server to prepare.
    pub(super) turns: StoredValue<Rc<Turns>, LocalStorage>,
}

impl Session {
    pub(super) fn new(checkout: Checkout, choice: Choice) -> Self {
        Self {
            phase: RwSignal::new(Phase::Ready),
            message: RwSignal::new(None),
            choice: RwSignal::new(choice),
            entry: RwSignal::new(AmountEntry::of(&checkout)),
            amount_errors: RwSignal::new(AmountErrors::default()),
            save_card: RwSignal::new(false),
            offline: RwSignal::new(!browser::is_online()),
            attempt: RwSignal::new(None),
            contact: StoredValue::new(ContactForm::new(checkout.collect)),
            components: Components::new(),
            spent: StoredValue::new(None),
            changes: StoredValue::new(0),
            turns: StoredValue::new_local(Rc::new(Turns::new())),
            checkout: RwSignal::new(checkout),
        }
    }

    pub(super) fn id(self) -> CheckoutId {
        self.checkout.with_untracked(|checkout| checkout.id.clone())
    }

    /// What is to be paid, if the fields are valid. Tracked.
    pub(super) fn amounts(self) -> Result<Amounts, AmountErrors> {
        self.checkout
            .with(|checkout| self.entry.with(|entry| entry.amounts(checkout)))
    }

    /// Whether anything is being done that the shopper must not disturb. Tracked.
    pub(super) fn is_locked(self) -> bool {
        self.phase.get() != Phase::Ready
    }

    /// Shows a notice and moves the focus to it.
    pub(super) fn tell(self, message: Message) {
        self.message.set(Some(message));
        browser::focus(super::MESSAGE);
    }

    /// Leaves the form as it is and shows what the server's page says.
    pub(super) fn show_outcome(self) {
        browser::warn_before_leaving(false);
        browser::reload();
    }
}
