//! Payments: found, looked at, captured, given back.

mod detail;
mod list;
mod query;
pub(crate) mod words;

pub use detail::Payment;
pub use list::Payments;
