//! Plays Dojo on one listener: the API, the hosted page, the components and the webhooks of sandbox accounts.
//!
//! [`serve`] runs it; [`Sandbox`] and [`router`] are its parts for tests and for programs that embed it.

pub mod account;
mod api;
pub mod cards;
pub mod clock;
mod components;
mod control;
mod demo;
pub mod emails;
pub mod faults;
mod id;
pub mod machine;
mod pages;
pub mod requests;
mod router;
mod serve;
pub mod state;
mod store;
mod ticker;
pub mod webhooks;

pub use clock::Clock;
pub use router::router;
pub use serve::{Config, Error, serve};
pub use state::{Account, Sandbox};
pub use store::StoreError;
