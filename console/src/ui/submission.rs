//! A change that was asked for: under way, refused or done.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::unsaved;
use crate::api;

/// A change that was asked for. Not generic, unlike an action, so that it is compiled once.
#[derive(Clone, Copy)]
pub struct Submission {
    pending: RwSignal<bool>,
    error: RwSignal<Option<api::Error>>,
}

impl Default for Submission {
    fn default() -> Self {
        Self::new()
    }
}

impl Submission {
    /// Nothing was asked for yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            pending: RwSignal::new(false),
            error: RwSignal::new(None),
        }
    }

    /// Carries the work out, unless some is under way already. What follows success is part of the work.
    pub fn run(&self, work: impl Future<Output = Result<(), api::Error>> + 'static) {
        self.begin(Box::pin(work));
    }

    fn begin(&self, work: Pin<Box<dyn Future<Output = Result<(), api::Error>>>>) {
        if self.pending.get_untracked() {
            return;
        }
        let Self { pending, error } = *self;
        pending.set(true);
        error.set(None);
        let sent = unsaved::being_sent();
        spawn_local(async move {
            let outcome = work.await;
            if outcome.is_ok() && sent == Some(unsaved::typed()) {
                unsaved::forget();
            }
            // The page may be gone by now, and its signals with it.
            let _ = error.try_set(outcome.err());
            let _ = pending.try_set(false);
        });
    }

    /// Says no more of what was refused before.
    pub fn forget(&self) {
        self.error.set(None);
    }

    /// Whether the work is under way.
    #[must_use]
    pub fn pending(&self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why it was refused.
    #[must_use]
    pub fn error(&self) -> Signal<Option<api::Error>> {
        self.error.into()
    }

    /// What to say at the field of this name.
    #[must_use]
    pub fn error_at(&self, field: &'static str) -> Signal<Option<String>> {
        let error = self.error;
        Signal::derive(move || {
            error.with(|error| {
                let error = error.as_ref()?;
                (error.field() == Some(field)).then(|| error.to_string())
            })
        })
    }

    /// What to say above the form: whatever belongs to none of its fields.
    #[must_use]
    pub fn error_elsewhere(&self, fields: &'static [&'static str]) -> Signal<Option<String>> {
        let error = self.error;
        Signal::derive(move || {
            error.with(|error| {
                let error = error.as_ref()?;
                let at_a_field = error.field().is_some_and(|field| fields.contains(&field));
                (!at_a_field).then(|| error.to_string())
            })
        })
    }
}
