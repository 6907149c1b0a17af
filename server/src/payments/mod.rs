//! The mirror of Dojo's payment intents, made only from what a `GET` returned, and what follows from it.

mod apply;
mod belonging;
mod document;
mod facts;
mod intent_by_reference;
mod listing;
mod refresh;
pub(crate) mod search;
mod settle;

pub(crate) use apply::{apply, apply_foreign};
pub(crate) use intent_by_reference::intent_by_reference;
pub(crate) use listing::Listing;
pub(crate) use refresh::refresh;
pub(crate) use settle::{cancel, settle, settle_knowing};
