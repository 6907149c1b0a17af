//! Dojo's payments API: wire types, a typed client and webhook signatures.

mod address;
mod capture;
mod charge;
mod client;
mod customer;
mod lenient;
mod money;
mod payment_intent;
mod payment_method;
mod problem;
mod receipt;
mod refund;
mod reversal;
mod secret;
mod setup_intent;
pub mod signature;
mod string_enum;
mod webhook;

pub use address::*;
pub use capture::*;
pub use charge::*;
pub use client::{Client, ClientConfig, ConfigError, Error, Timeouts, UnreadableAnswer, VERSION};
pub use customer::*;
pub use money::*;
pub use payment_intent::*;
pub use payment_method::*;
pub use problem::*;
pub use receipt::*;
pub use refund::*;
pub use reversal::*;
pub use secret::*;
pub use setup_intent::*;
pub use webhook::*;

pub use jiff::Timestamp;
