//! The API and the control plane, by resource: over HTTP, without a network where none is needed.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod captures;
mod clock;
mod convention;
mod customers;
mod data_file;
mod faults;
mod garbage;
mod paying;
mod payment_intents;
mod receipts;
mod refunds;
mod requests;
mod reversals;
mod search;
mod setup_intents;
mod snapshot;
mod support;
mod webhooks;
