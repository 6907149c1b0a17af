//! The checkout server: the only place with keys; thin over Dojo, careful about money.

pub mod app;
pub mod checkout;
pub mod clock;
pub mod config;
pub mod domain_error;
pub mod events;
pub mod payments;
pub mod store;

pub use app::App;
pub use config::Config;
pub use domain_error::DomainError;
