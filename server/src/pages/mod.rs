//! The pages for people, made on the server, so that they can be read and used without scripts.

pub mod accent;
pub mod bill;
pub mod checkout;
pub(crate) mod console;
pub mod context;
pub(crate) mod hold;
pub mod layout;
pub mod link;
pub mod outcome;
pub mod paid_already;
pub mod pay_form;
pub mod poster;
pub mod problem;
pub mod shell;
pub mod state;
pub mod theme;
pub mod way_back;

pub use context::PageContext;
pub use layout::page;
