//! The panel's state in the browser: what changes it, and what follows it.

use std::rc::Rc;

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::prelude::*;
use reactive_graph::signal::RwSignal;
use shared::CheckoutId;

use super::MESSAGE;
use super::state::{Phase, State};
use super::turns::Turns;
use super::words::Message;
use crate::browser;
use crate::dojo_js::Card;
use crate::ui::Reading;

/// A handle to the state; a copy is the same session.
#[derive(Clone, Copy)]
pub(super) struct Session {
    state: RwSignal<State>,
    /// Dojo's card fields.
    pub(super) card: StoredValue<Option<Card>, LocalStorage>,
    /// Who may ask the server to prepare.
    pub(super) turns: StoredValue<Rc<Turns>, LocalStorage>,
}

impl Session {
    pub(super) fn new(state: State) -> Self {
        Self {
            state: RwSignal::new(state),
            card: StoredValue::new_local(None),
            turns: StoredValue::new_local(Rc::new(Turns::new())),
        }
    }

    /// Looks at the state as it is now.
    pub(super) fn read<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.state.with_untracked(read)
    }

    /// Looks at the state, and again whenever it changes.
    pub(super) fn follow<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.state.with(read)
    }

    /// Changes the state.
    pub(super) fn change<T>(self, change: impl FnOnce(&mut State) -> T) -> Option<T> {
        self.state.try_update(change)
    }

    /// A yes or no that follows the state.
    pub(super) fn flag(self, read: impl Fn(&State) -> bool + 'static) -> Reading<bool> {
        Box::new(move || self.state.with(&read))
    }

    /// A text that follows the state.
    pub(super) fn text(self, read: impl Fn(&State) -> String + 'static) -> Reading<String> {
        Box::new(move || self.state.with(&read))
    }

    pub(super) fn id(self) -> CheckoutId {
        self.read(|state| state.checkout.id.clone())
    }

    pub(super) fn set_phase(self, phase: Phase) {
        self.change(|state| state.phase = phase);
    }

    /// The shopper can act again: shows why, and moves the focus there.
    pub(super) fn tell(self, message: Message) {
        browser::warn_before_leaving(false);
        self.change(|state| {
            state.phase = Phase::Ready;
            state.message = Some(message);
        });
        browser::focus(MESSAGE);
    }

    /// The shopper can act again, if nothing else has begun; a notice that says why gets the focus.
    pub(super) fn unlock(self) {
        browser::warn_before_leaving(false);
        let unlocked = self.change(|state| {
            if state.phase != Phase::Waiting {
                state.phase = Phase::Ready;
            }
            state.phase == Phase::Ready && state.message.is_some()
        });
        if unlocked == Some(true) {
            browser::focus(MESSAGE);
        }
    }

    /// Leaves the form and shows what the server's page says.
    pub(super) fn show_outcome(self) {
        browser::warn_before_leaving(false);
        browser::reload();
    }
}
