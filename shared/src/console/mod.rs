//! What the merchant's console and the server say to each other, one file an area.

pub mod account;
pub mod audit;
pub mod customers;
pub mod emails;
pub mod entrance;
pub mod holds;
pub mod links;
pub mod live;
pub mod outside;
pub mod overview;
pub mod page;
pub mod payments;
pub mod phone_orders;
pub mod session;
pub mod settings;
pub mod team;

pub use page::{Page, Total};
