//! Holds: cards that are kept for bookings.

mod actions;
mod charge;
mod detail;
mod end;
mod fields;
mod list;
mod new;
mod preview;
mod record;
mod share;
mod timeline;
pub mod words;

pub use detail::HoldPage;
pub use list::Holds;
pub use new::NewHold;
