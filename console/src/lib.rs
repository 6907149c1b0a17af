//! The merchant's console: what staff see and do in the browser.
//!
//! `shell` is the frame around everything, `ui` are components that know nothing of payments, and each other folder is an
//! area with its pages.

#![expect(
    unreachable_pub,
    reason = "the component macro makes public what only its module uses"
)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "the component macro hands over every property by value"
)]

pub mod account;
mod address;
pub mod api;
pub mod audit;
pub mod browser;
mod card_numbers;
mod checkout_status;
pub mod customers;
mod days;
mod emails;
pub mod entrance;
mod file;
pub mod format;
pub mod holds;
mod idempotency;
pub mod idle;
pub mod links;
pub mod live;
pub mod overview;
pub mod payments;
pub mod phone_orders;
pub mod session;
pub mod settings;
pub mod shell;
pub mod team;
pub mod ui;

pub use shell::mount;
