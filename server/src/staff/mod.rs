//! The merchant's staff: signing in, sessions, roles, the lock, and the trail of what everybody did.

mod actor;
pub mod audit;
pub mod demo;
mod first_start;
pub(crate) mod lock;
pub(crate) mod passwords;
pub(crate) mod session;
pub(crate) mod sign_in;
mod throttle;

pub use actor::Actor;
pub use first_start::{FirstStart, first_start};

/// Bytes as the store keeps them.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
