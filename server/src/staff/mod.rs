//! The merchant's staff: signing in, sessions, roles, the lock, and the trail of what everybody did.

mod actor;
pub mod audit;

pub use actor::Actor;
