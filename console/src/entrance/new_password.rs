//! A password that is chosen: twice the same, and one that others would not guess.

use leptos::prelude::*;
use shared::password;

use crate::ui::TextField;

/// Two fields for a password that is chosen.
#[derive(Clone, Copy)]
pub(crate) struct NewPassword {
    chosen: RwSignal<String>,
    again: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl NewPassword {
    /// Empty.
    pub(crate) fn new() -> Self {
        Self {
            chosen: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            tried: RwSignal::new(false),
        }
    }

    /// The password, if it can be taken; else the fields say what is wrong.
    pub(crate) fn taken(&self, email_address: &str) -> Option<String> {
        self.tried.set(true);
        let chosen = self.chosen.get_untracked();
        let fits = password::problem(&chosen, email_address).is_none()
            && chosen == self.again.get_untracked();
        fits.then_some(chosen)
    }

    /// Forgets what was typed.
    pub(crate) fn clear(&self) {
        self.chosen.set(String::new());
        self.again.set(String::new());
        self.tried.set(false);
    }

    /// The fields. `refused` is what the server said.
    pub(crate) fn fields(
        self,
        email_address: Signal<String>,
        refused: Signal<Option<String>>,
    ) -> AnyView {
        let Self {
            chosen,
            again,
            tried,
        } = self;
        let problem = Signal::derive(move || {
            let own = password::problem(&chosen.get(), &email_address.get());
            let own = own.filter(|_| tried.get()).map(str::to_owned);
            own.or_else(|| refused.get())
        });
        let differs = Signal::derive(move || {
            let differs = tried.get() && again.get() != chosen.get();
            differs.then(|| "This is not the same. Type it again.".to_owned())
        });
        view! {
            <TextField
                label="New password"
                value=chosen
                kind="password"
                autocomplete="new-password"
                required=true
                hint="At least 12 characters. Four words that do not belong together are good."
                error=problem
            />
            <TextField
                label="The same again"
                value=again
                kind="password"
                autocomplete="new-password"
                required=true
                error=differs
            />
        }
        .into_any()
    }
}
