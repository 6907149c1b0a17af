//! The business's customers and their counterparts at Dojo.

pub(crate) mod book;
pub(crate) mod telling;

use shared::{EmailAddress, PhoneNumber};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::{LOCATION, Store, Tx};
use crate::DomainError;

/// A returning customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CustomerRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email_address: Option<EmailAddress>,
    pub(crate) dojo_customer_id: Option<String>,
    pub(crate) preferred_card_id: Option<String>,
}

/// Finds or makes the customer of this reference, with the newest name and address. Answers the row's id.
pub(crate) async fn upsert(
    tx: &mut Tx,
    id: &str,
    reference: &str,
    name: &str,
    email_address: Option<&EmailAddress>,
    now: i64,
) -> Result<String, DomainError> {
    let row = sqlx::query(
        "INSERT INTO customers (id, location_id, reference, name, email_address, sort_name, search_text, created_at,
                                updated_at)
         VALUES ($1, $2, $3, $4, $5, $7, $8, $6, $6)
         ON CONFLICT (location_id, reference)
         DO UPDATE SET name = excluded.name, email_address = excluded.email_address, sort_name = excluded.sort_name,
                       search_text = excluded.search_text, updated_at = excluded.updated_at
         RETURNING id",
    )
    .bind(id)
    .bind(LOCATION)
    .bind(reference)
    .bind(name)
    .bind(email_address.map(EmailAddress::as_str))
    .bind(now)
    .bind(name.to_lowercase())
    .bind(search_text(name, email_address, None, Some(reference)))
    .fetch_one(&mut **tx)
    .await?;
    Ok(row.try_get("id")?)
}

/// By what a customer is found, in small letters. A telephone number is found with and without its spaces.
fn search_text(
    name: &str,
    email_address: Option<&EmailAddress>,
    phone_number: Option<&PhoneNumber>,
    reference: Option<&str>,
) -> String {
    let dialled = phone_number.map(PhoneNumber::dialled);
    let parts = [
        Some(name),
        email_address.map(EmailAddress::as_str),
        phone_number.map(PhoneNumber::as_str),
        dialled.as_deref(),
        reference,
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(" ").to_lowercase()
}

/// The customer of this row id, unless deleted.
pub(crate) async fn find(store: &Store, id: &str) -> Result<Option<CustomerRow>, DomainError> {
    sqlx::query(
        "SELECT id, name, email_address, dojo_customer_id, preferred_card_id
         FROM customers WHERE location_id = $1 AND id = $2 AND deleted_at IS NULL",
    )
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(store.read())
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// The customer whom Dojo knows by this id.
pub(crate) async fn id_of_dojos(
    tx: &mut Tx,
    dojo_customer_id: &str,
) -> Result<Option<String>, DomainError> {
    let row = sqlx::query(
        "SELECT id FROM customers WHERE location_id = $1 AND dojo_customer_id = $2 ORDER BY created_at LIMIT 1",
    )
    .bind(LOCATION)
    .bind(dojo_customer_id)
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| row.try_get("id")).transpose()?)
}

/// Name and e-mail address of a customer.
pub(crate) async fn name_and_address(
    tx: &mut Tx,
    id: &str,
) -> Result<Option<(String, Option<String>)>, DomainError> {
    let row =
        sqlx::query("SELECT name, email_address FROM customers WHERE location_id = $1 AND id = $2")
            .bind(LOCATION)
            .bind(id)
            .fetch_optional(&mut **tx)
            .await?;
    row.map(|row| Ok((row.try_get("name")?, row.try_get("email_address")?)))
        .transpose()
}

fn read(row: &AnyRow) -> Result<CustomerRow, DomainError> {
    let email_address: Option<String> = row.try_get("email_address")?;
    Ok(CustomerRow {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        email_address: email_address
            .map(EmailAddress::try_from)
            .transpose()
            .map_err(|_| DomainError::Internal("a stored e-mail address is malformed".into()))?,
        dojo_customer_id: row.try_get("dojo_customer_id")?,
        preferred_card_id: row.try_get("preferred_card_id")?,
    })
}

/// Remembers Dojo's customer in place of `former`, unless another one was remembered meanwhile. Answers the one that holds;
/// none if the customer was deleted. The card that was preferred belongs to the former.
pub(crate) async fn set_dojo_customer(
    store: &Store,
    id: &str,
    former: Option<&str>,
    dojo_customer_id: &str,
    now: i64,
) -> Result<Option<String>, DomainError> {
    let row = sqlx::query(
        "UPDATE customers SET
           preferred_card_id = CASE WHEN dojo_customer_id = $5 THEN NULL ELSE preferred_card_id END,
           dojo_customer_id = CASE WHEN dojo_customer_id IS NULL OR dojo_customer_id = $5 THEN $3
                                   ELSE dojo_customer_id END,
           updated_at = $4
         WHERE location_id = $1 AND id = $2 AND deleted_at IS NULL RETURNING dojo_customer_id",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(dojo_customer_id)
    .bind(now)
    .bind(former)
    .fetch_optional(store.write())
    .await?;
    Ok(row.map(|row| row.try_get("dojo_customer_id")).transpose()?)
}

/// Chooses the preferred card, or none.
pub(crate) async fn set_preferred_card(
    store: &Store,
    id: &str,
    payment_method_id: Option<&str>,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE customers SET preferred_card_id = $3, updated_at = $4 WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(payment_method_id)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(())
}

/// Records that the customer agreed to have the card saved, to which words and when.
pub(crate) async fn set_consent(
    store: &Store,
    id: &str,
    text: &str,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE customers SET consent_text = $3, consent_at = $4, updated_at = $4
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(text)
    .bind(now)
    .execute(store.write())
    .await?;
    Ok(())
}
