//! What is read from the server, and read again when something changes.

use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use crate::{api, live};

/// A reading of `T`. Everything but the parsing is compiled once for all `T`: a resource for each of them would make the
/// program a third larger.
pub struct Reading<T> {
    text: LocalResource<Result<Rc<str>, api::Error>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reading<T> {}

impl<T: DeserializeOwned> Reading<T> {
    /// Reads the path below `/api/console` now, and again whenever a signal that `path` reads has changed
    /// ([`crate::live::track`] makes it one that follows the live stream). What could not be read is read again once the server
    /// is back.
    pub fn new(path: impl Fn() -> String + 'static) -> Self {
        Self {
            text: resource(Box::new(path)),
            of: PhantomData,
        }
    }

    /// What was read last; `None` until something was. While it is read again, what was there stays.
    #[must_use]
    pub fn get(&self) -> Option<Result<T, api::Error>> {
        let text = self.text.get()?;
        Some(text.and_then(|text| api::parse(&text)))
    }

    /// What was read last, if it could be read.
    #[must_use]
    pub fn ok(&self) -> Option<T> {
        self.get()?.ok()
    }

    /// Reads again.
    pub fn refetch(&self) {
        self.text.refetch();
    }
}

fn resource(path: Box<dyn Fn() -> String>) -> LocalResource<Result<Rc<str>, api::Error>> {
    let text = LocalResource::new(move || api::get_text(path()));
    Effect::new(move |_| {
        live::track_return();
        if untrack(|| text.get()).is_some_and(|text| text.is_err()) {
            text.refetch();
        }
    });
    text
}
