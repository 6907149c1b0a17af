//! The pages that a shopper meets, in the words on them.

mod checkout;
mod console;
mod hosted;
mod outcome;
mod phone_orders;
mod shop;
mod wallet;

pub use checkout::{Challenge, CheckoutPage};
pub use console::{ConsolePage, Staff};
pub use hosted::HostedPage;
pub use outcome::OutcomePage;
pub use phone_orders::PhoneOrdersPage;
pub use shop::ShopPage;
pub use wallet::WalletSheet;
