//! The server's answers, address by address: the real router and database, and where money moves, the real sandbox.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by failing"
)]

mod assets;
mod attempts;
mod checkouts;
mod console_audit;
mod console_guard;
mod console_routes;
mod console_session;
mod console_team;
mod forms;
mod harness;
mod health;
mod holds;
mod idempotency;
mod links;
mod outcomes;
mod pay_page;
mod phone_orders;
mod refusals;
mod shop;
mod shop_checkouts;
mod webhooks;
