//! What the console asks for, one file a resource. Who may ask is said in [`crate::router::console`].

pub mod account;
pub mod audit;
pub mod customers;
pub mod emails;
pub mod entrance;
pub mod holds;
pub mod link_files;
pub mod links;
pub mod live;
pub mod overview;
pub mod payments;
pub mod phone_orders;
pub mod session;
pub mod settings;
pub mod team;
