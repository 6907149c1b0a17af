//! Journeys through the real server and sandbox in a real browser, one module a subject.

mod accessibility;
mod amounts;
mod card;
mod console_accessibility;
mod console_holds;
mod console_links;
mod console_live;
mod console_payments;
mod console_phone_orders;
mod console_staff;
mod contact;
mod database;
mod dojo_in_trouble;
mod endings;
mod figures;
mod harness;
mod hosted_page;
mod keyboard;
mod once_only;
mod power_cuts;
mod saved_cards;
mod session_secrets;
mod wallet;
