//! What the journeys drive: the real server and sandbox as a process of their own, and a real browser.
//!
//! Pages are spoken to in the words that a person sees or hears: roles, labels and visible text, never CSS classes.
//! Everything waits for a condition; nothing sleeps, and nothing is pressed twice.

pub mod accessibility;
pub mod browser;
pub mod cards;
mod chromedriver;
pub mod database;
pub mod device;
pub mod element;
pub mod figures;
pub mod gate;
pub mod journey;
pub mod keyboard;
mod launch;
pub mod network;
pub mod order;
pub mod pages;
pub mod program;
pub mod sandbox;
pub mod secrets;
pub mod shop_api;
pub mod stack;
pub mod states;
pub mod tour;
pub mod wait;

pub use browser::Browser;
pub use cards::Card;
pub use device::{Scheme, Width};
pub use journey::{journey, journey_with};
pub use order::Order;
pub use stack::{Settings, Stack};
