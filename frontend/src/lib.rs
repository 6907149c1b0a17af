//! What runs in the shopper's browser: the paying panel beside the bill that the server has written.

pub mod api;
pub mod browser;
pub mod checkout;
pub mod dojo_js;
pub mod ui;
pub mod wire;

pub use checkout::mount;
