//! The demo shop: something to pay for, in every way there is, without real money.

mod basket;
mod handlers;
mod orders;
mod page;
mod pictures;
mod products;

pub use handlers::{change_basket, check_out, home};
