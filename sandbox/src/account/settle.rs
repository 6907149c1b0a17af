//! What falls due in an account by itself.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::{AccountState, Due};
use crate::machine::due;

impl AccountState {
    /// Carries out what is due: intents that expire, authorizations that are released or captured.
    pub fn settle(&mut self, now: Timestamp) {
        while let Some(at) = self.next_due().filter(|at| *at <= now) {
            let Some(Reverse((_, what))) = self.schedule.pop() else {
                return;
            };
            match what {
                Due::Intent(id) => self.settle_intent(&id, at),
                Due::SetupIntent(id) => {
                    let is_due = |setup: &crate::machine::setup_intent::SetupIntent| {
                        setup.due_at().is_some_and(|due| due <= at)
                    };
                    if self.setup_intents.get(&id).is_some_and(is_due)
                        && let Some(setup) = self.setup_intents.edit(&id)
                    {
                        setup.settle(at);
                    }
                }
            }
        }
    }

    /// When the next thing may fall due.
    #[must_use]
    pub fn next_due(&self) -> Option<Timestamp> {
        self.schedule.peek().map(|Reverse((at, _))| *at)
    }

    fn settle_intent(&mut self, id: &str, at: Timestamp) {
        let is_due = self
            .intents
            .get(id)
            .and_then(due::due_at)
            .is_some_and(|due| due <= at);
        if is_due {
            // An intent that was found a moment ago can be changed.
            let _ = self.change_intent(id, at, |intent| {
                due::settle(intent, at);
                Ok(())
            });
        }
    }
}
