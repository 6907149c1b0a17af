//! The customer whom a link is for.

use shared::EmailAddress;
use sqlx::{Any, Executor, Row};

use super::super::LOCATION;
use super::super::checkouts::malformed;
use crate::DomainError;
use crate::checkout::NewCustomer;

/// The customer of this row id, as a checkout names them.
pub(crate) async fn customer<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
) -> Result<Option<NewCustomer>, DomainError> {
    let row = sqlx::query(
        "SELECT reference, name, email_address FROM customers WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        let email_address: Option<String> = row.try_get("email_address")?;
        Ok(NewCustomer {
            reference: row.try_get("reference")?,
            name: row.try_get("name")?,
            email_address: email_address
                .map(EmailAddress::try_from)
                .transpose()
                .map_err(malformed)?,
        })
    })
    .transpose()
}
