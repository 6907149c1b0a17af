//! The settings, for owners.

pub mod callback;
pub mod dojo;
pub mod sections;
pub mod tokens;
