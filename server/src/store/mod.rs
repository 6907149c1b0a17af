//! All SQL: one text for SQLite and PostgreSQL.

pub mod baskets;
pub mod idempotency;

/// The database.
#[derive(Clone, Debug)]
pub struct Store {}
