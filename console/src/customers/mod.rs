//! Customers: who they are, what they paid, which of their cards are kept.

mod cards;
mod delete;
mod detail;
mod edit;
mod fields;
mod history;
mod list;
pub mod picker;
mod twins;

pub use detail::CustomerPage;
pub use edit::{EditCustomer, NewCustomer};
pub use list::Customers;
pub use picker::CustomerPicker;
