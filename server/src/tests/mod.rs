//! The rules about money, held against a Dojo that does as it is told, on SQLite and, where there is one, on PostgreSQL.

mod world;

mod amounts;
mod authorizing;
mod callbacks;
mod closing;
mod console;
mod creation;
mod customers;
mod holds;
mod links;
mod live;
mod mail;
mod opening;
mod overview;
mod payment_actions;
mod payment_fulfilment;
mod payment_list;
mod payment_refunds;
mod phone_orders;
mod preparing;
mod restarting;
mod saved_cards;
mod settings;
mod settling;
mod staff;
mod store;
mod superseding;
mod sweeping;
mod waiting;
mod webhooks;

pub(crate) use world::on_each_database;
