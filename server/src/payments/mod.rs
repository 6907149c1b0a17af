//! The mirror of Dojo's payment intents, made only from what a `GET` returned, and what follows from it.

pub(crate) mod actions;
mod allowances;
mod apply;
mod belonging;
mod declines;
pub(crate) mod detail;
mod document;
pub(crate) mod export;
mod facts;
mod fulfilment;
mod intent_by_reference;
pub(crate) mod list;
mod listing;
mod mirror;
mod offers;
mod readings;
mod refresh;
mod review;
pub(crate) mod search;
pub(crate) mod sending;
mod settle;
mod standing;
mod timeline;
mod transition;

pub(crate) use apply::apply;
pub(crate) use intent_by_reference::intent_by_reference;
pub(crate) use listing::Listing;
pub(crate) use mirror::apply_foreign;
pub(crate) use refresh::refresh;
pub(crate) use settle::{cancel, settle, settle_knowing};
