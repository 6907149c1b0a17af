//! What is read from the server, and read again when something changes.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use shared::ErrorCode;

use crate::{api, live};

type Text = LocalResource<Result<Rc<str>, api::Error>>;

/// A reading of `T`. Everything but the parsing is compiled once for all `T`: a resource for each of them would make the
/// program a third larger.
pub struct Reading<T> {
    text: Text,
    failed: RwSignal<bool>,
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
        let failed = RwSignal::new(false);
        Self {
            text: resource(Box::new(path), failed),
            failed,
            of: PhantomData,
        }
    }

    /// What was read last; `None` until something was. While it is read again, what was there stays, also if the server cannot
    /// be reached then ([`failed`](Self::failed)).
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

    /// Whether what is there could not be read again, and may be old.
    #[must_use]
    pub fn failed(&self) -> Signal<bool> {
        self.failed.into()
    }

    /// Reads again.
    pub fn refetch(&self) {
        self.text.refetch();
    }
}

fn resource(path: Box<dyn Fn() -> String>, failed: RwSignal<bool>) -> Text {
    let last = Rc::new(RefCell::new(None));
    let text = LocalResource::new(move || read(path(), last.clone(), failed));
    Effect::new(move |_| {
        live::track_return();
        let is_error = || untrack(|| text.get()).is_some_and(|text| text.is_err());
        if failed.get_untracked() || is_error() {
            text.refetch();
        }
    });
    text
}

/// Where something was read, and what.
type Last = Rc<RefCell<Option<(String, Rc<str>)>>>;

async fn read(path: String, last: Last, failed: RwSignal<bool>) -> Result<Rc<str>, api::Error> {
    let answer = api::get_text(path.clone()).await;
    let kept = match &answer {
        Err(error) if !says_so(error) => last.take().filter(|(of, _)| *of == path),
        _ => None,
    };
    // The page may be gone by now.
    let _ = failed.try_set(kept.is_some());
    let answer = kept.map_or(answer, |(_, text)| Ok(text));
    last.replace(answer.as_ref().ok().map(|text| (path, text.clone())));
    answer
}

/// Whether the refusal is itself what there is to show: the thing is gone, or not to be seen any more, or nothing that can be
/// asked for.
fn says_so(error: &api::Error) -> bool {
    matches!(
        error.code(),
        ErrorCode::NotFound | ErrorCode::Forbidden | ErrorCode::InvalidRequest
    )
}
