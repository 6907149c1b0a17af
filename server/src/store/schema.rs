//! The schema and its history. A migration that was released never changes.

use std::borrow::Cow;

use sqlx::AnyConnection;
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::DomainError;

macro_rules! migration {
    ($version:literal, $name:literal, $file:literal) => {
        (
            $version,
            $name,
            include_str!(concat!("../../migrations/", $file)),
        )
    };
}

/// Every migration: version, name, text.
const MIGRATIONS: [(i64, &str, &str); 7] = [
    migration!(1, "checkouts", "0001_checkouts.sql"),
    migration!(2, "staff", "0002_staff.sql"),
    migration!(3, "payments", "0003_payments.sql"),
    migration!(4, "links", "0004_links.sql"),
    migration!(5, "phone orders", "0005_phone_orders.sql"),
    migration!(6, "holds", "0006_holds.sql"),
    migration!(7, "live", "0007_live.sql"),
];

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
