//! The customer whom a link is for, and the links of a customer.

use shared::{EmailAddress, PhoneNumber};
use sqlx::{Any, Executor, Row};

use super::super::checkouts::malformed;
use super::super::{LOCATION, Store};
use super::{LinkRow, columns, read};
use crate::DomainError;
use crate::checkout::NewCustomer;

/// The customer of this row id, as a checkout names them. Nobody, once they are deleted.
pub(crate) async fn customer<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
) -> Result<Option<NewCustomer>, DomainError> {
    let row = sqlx::query(
        "SELECT reference, name, email_address FROM customers
         WHERE location_id = $1 AND id = $2 AND deleted_at IS NULL",
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

/// Whom a link is for, and where they are reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LinkCustomer {
    pub(crate) name: String,
    pub(crate) email_address: Option<EmailAddress>,
    pub(crate) phone_number: Option<PhoneNumber>,
}

/// The customer of this row id, as staff know them. Nobody, once they are deleted.
pub(crate) async fn whom_for(store: &Store, id: &str) -> Result<Option<LinkCustomer>, DomainError> {
    let row = sqlx::query(
        "SELECT name, email_address, phone_number FROM customers
         WHERE location_id = $1 AND id = $2 AND deleted_at IS NULL",
    )
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(store.read())
    .await?;
    row.map(|row| {
        let email_address: Option<String> = row.try_get("email_address")?;
        let phone_number: Option<String> = row.try_get("phone_number")?;
        Ok(LinkCustomer {
            name: row.try_get("name")?,
            email_address: email_address
                .map(EmailAddress::try_from)
                .transpose()
                .map_err(malformed)?,
            phone_number: phone_number
                .map(PhoneNumber::try_from)
                .transpose()
                .map_err(malformed)?,
        })
    })
    .transpose()
}

/// The customer's latest links, the newest first.
pub(crate) async fn of_customer(
    store: &Store,
    customer_id: &str,
    limit: i64,
) -> Result<Vec<LinkRow>, DomainError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM links WHERE location_id = $1 AND customer_id = $2 ORDER BY created_at DESC, id DESC LIMIT $3"
    ))
    .bind(LOCATION)
    .bind(customer_id)
    .bind(limit)
    .fetch_all(store.read())
    .await?;
    rows.iter().map(read).collect()
}
