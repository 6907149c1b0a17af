//! What is read from the server, and read again when something changes.

use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use shared::ErrorCode;

use crate::{api, live};

/// A reading of `T`. Everything but the parsing is compiled once for all `T`: a resource for each of them would make the
/// program a third larger.
pub struct Reading<T> {
    text: Text,
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
            text: Text::new(Box::new(path)),
            of: PhantomData,
        }
    }

    /// What was read last; `None` until something was. While it is read again, what was there stays, also if the server cannot
    /// be reached then ([`failed`](Self::failed)).
    #[must_use]
    pub fn get(&self) -> Option<Result<T, api::Error>> {
        let text = self.text.answer.get()?;
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
        self.text.failed.into()
    }

    /// Reads again.
    pub fn refetch(&self) {
        self.text.reader.refetch();
    }
}

#[derive(Clone, Copy)]
struct Text {
    /// What there is to show.
    answer: RwSignal<Option<Result<Rc<str>, api::Error>>, LocalStorage>,
    failed: RwSignal<bool>,
    /// Reads, and knows when to read again.
    reader: LocalResource<()>,
}

impl Text {
    fn new(path: Box<dyn Fn() -> String>) -> Self {
        let answer = RwSignal::new_local(None);
        let failed = RwSignal::new(false);
        let shown = Rc::<RefCell<String>>::default();
        let text = Self {
            answer,
            failed,
            reader: LocalResource::new(move || {
                let (path, shown) = (path(), shown.clone());
                async move {
                    let new = api::get_text(path.clone()).await;
                    let is_there = *shown.borrow() == path
                        && answer.try_with_untracked(|answer| matches!(answer, Some(Ok(_))))
                            == Some(true);
                    let keeps = is_there && new.as_ref().is_err_and(|error| !says_so(error));
                    // The page may be gone by now.
                    let _ = failed.try_set(keeps);
                    if !keeps {
                        shown.replace(path);
                        let _ = answer.try_set(Some(new));
                    }
                }
            }),
        };
        Effect::new(move |_| {
            live::track_return();
            let is_error = answer.with_untracked(|answer| matches!(answer, Some(Err(_))));
            if failed.get_untracked() || is_error {
                text.reader.refetch();
            }
        });
        text
    }
}

/// Whether the refusal is itself what there is to show: the thing is gone, or not to be seen any more, or nothing that can be
/// asked for.
fn says_so(error: &api::Error) -> bool {
    matches!(
        error.code(),
        ErrorCode::NotFound | ErrorCode::Forbidden | ErrorCode::InvalidRequest
    )
}
