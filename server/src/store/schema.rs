//! The schema and its history. A migration that was released never changes.

use std::borrow::Cow;

use sqlx::AnyConnection;
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::DomainError;

/// Every migration: version, name, text.
const MIGRATIONS: [(i64, &str, &str); 1] = [(
    1,
    "checkouts",
    include_str!("../../migrations/0001_checkouts.sql"),
)];

/// Brings the schema up to date. Safe to run from several machines at once.
pub(super) async fn migrate(connection: &mut AnyConnection) -> Result<(), DomainError> {
    let migrations = MIGRATIONS
        .map(|(version, name, sql)| {
            Migration::new(
                version,
                Cow::Borrowed(name),
                MigrationType::Simple,
                sql.into_sql_str(),
                false,
            )
        })
        .to_vec();
    Migrator::with_migrations(migrations)
        .run(connection)
        .await
        .map_err(|cause| DomainError::Store(cause.into()))
}
