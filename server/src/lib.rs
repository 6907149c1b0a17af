//! The checkout server: the only place with keys; thin over Dojo, careful about money.

pub mod app;
pub mod assets;
pub mod bench;
pub mod business;
mod card_expiry;
pub mod checkout;
pub mod clock;
pub mod config;
mod connection;
pub(crate) mod customers;
pub mod domain_error;
pub mod error;
pub mod events;
pub mod extract;
pub mod handlers;
pub(crate) mod holds;
mod idempotency;
pub mod links;
pub mod live;
pub mod mail;
mod overview;
pub mod pages;
pub mod payments;
pub mod phone_orders;
mod public_host;
mod qr;
mod random;
pub mod rate_limit;
mod readiness;
pub mod router;
pub mod security_headers;
pub mod serve;
pub mod shop;
mod spreadsheet;
pub mod staff;
pub mod store;
pub mod telemetry;

#[cfg(test)]
mod tests;

pub use app::App;
pub use config::Config;
pub use domain_error::DomainError;
