//! One file a resource: a handler reads its input, calls one domain function, answers.

pub mod apple_pay;
pub mod assets;
pub mod attempts;
pub mod checkouts;
pub mod confirmations;
pub mod console;
pub mod console_page;
pub mod health;
pub mod holds;
pub mod hosted;
pub mod links;
pub mod logo;
pub mod pay;
mod payer;
pub mod receipts;
pub mod saved_cards;
pub mod shop_checkouts;
pub mod theme;
pub mod webhooks;
