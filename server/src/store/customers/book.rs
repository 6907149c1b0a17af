//! What staff read and write of customers.

use shared::EmailAddress;
use shared::PhoneNumber;
use shared::console::Page;
use shared::console::customers::{CustomerFields, CustomerItem};
use sqlx::Row;
use sqlx::any::AnyRow;
use sqlx::{Any, Executor};

use super::super::cursor::{self, Cursor};
use super::super::{LOCATION, Store, Tx};
use super::search_text;
use crate::DomainError;

/// A customer as staff know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BookRow {
    pub(crate) id: String,
    pub(crate) reference: String,
    pub(crate) name: String,
    pub(crate) email_address: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) notes: String,
    pub(crate) dojo_customer_id: Option<String>,
    pub(crate) preferred_card_id: Option<String>,
    pub(crate) consent_text: Option<String>,
    pub(crate) consent_at: Option<i64>,
    pub(crate) waits_for_dojo: bool,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// The customer of this id, unless deleted.
pub(crate) async fn find<'e>(
    executor: impl Executor<'e, Database = Any>,
    id: &str,
) -> Result<Option<BookRow>, DomainError> {
    sqlx::query(
        "SELECT id, reference, name, email_address, phone_number, notes, dojo_customer_id, preferred_card_id,
                consent_text, consent_at, sync_at, created_at, updated_at
         FROM customers WHERE location_id = $1 AND id = $2 AND deleted_at IS NULL",
    )
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(executor)
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

fn read(row: &AnyRow) -> Result<BookRow, DomainError> {
    let sync_at: Option<i64> = row.try_get("sync_at")?;
    Ok(BookRow {
        id: row.try_get("id")?,
        reference: row.try_get("reference")?,
        name: row.try_get("name")?,
        email_address: row.try_get("email_address")?,
        phone_number: row.try_get("phone_number")?,
        notes: row.try_get("notes")?,
        dojo_customer_id: row.try_get("dojo_customer_id")?,
        preferred_card_id: row.try_get("preferred_card_id")?,
        consent_text: row.try_get("consent_text")?,
        consent_at: row.try_get("consent_at")?,
        waits_for_dojo: sync_at.is_some(),
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

macro_rules! list {
    ($place:literal, $order:literal) => {
        concat!(
            "SELECT id, name, email_address, phone_number, created_at, sort_name FROM customers
             WHERE location_id = $1 AND deleted_at IS NULL AND search_text LIKE $2 ESCAPE '\\'
               AND search_text LIKE $3 ESCAPE '\\' AND search_text LIKE $4 ESCAPE '\\'
               AND search_text LIKE $5 ESCAPE '\\' AND ",
            $place,
            " ORDER BY ",
            $order,
            " LIMIT $6"
        )
    };
}

/// A page of the customers that fit the search, by name.
pub(crate) async fn list(
    store: &Store,
    search: &str,
    cursor: Option<&Cursor<String>>,
    limit: i64,
) -> Result<Page<CustomerItem>, DomainError> {
    let patterns = cursor::patterns(search);
    let sql = match cursor {
        None => list!("1 = 1", "sort_name, id"),
        Some(cursor) if cursor.backwards => {
            list!("(sort_name, id) < ($7, $8)", "sort_name DESC, id DESC")
        }
        Some(_) => list!("(sort_name, id) > ($7, $8)", "sort_name, id"),
    };
    let mut query = sqlx::query(sql).bind(LOCATION);
    for pattern in &patterns {
        query = query.bind(pattern.as_str());
    }
    query = query.bind(limit + 1);
    if let Some(cursor) = cursor {
        query = query.bind(cursor.key.as_str()).bind(cursor.id.as_str());
    }
    let rows = query.fetch_all(store.read()).await?;
    let rows: Vec<(String, CustomerItem)> = rows.iter().map(item).collect::<Result<_, _>>()?;
    let total = count(store, &patterns).await?;
    let page = cursor::page(rows, cursor, limit, total, |(sort_name, item)| {
        (sort_name.clone(), item.id.clone())
    })?;
    Ok(Page {
        items: page.items.into_iter().map(|(_, item)| item).collect(),
        next: page.next,
        previous: page.previous,
        total: page.total,
    })
}

fn item(row: &AnyRow) -> Result<(String, CustomerItem), DomainError> {
    let item = CustomerItem {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        email_address: row.try_get("email_address")?,
        phone_number: row.try_get("phone_number")?,
        created_at: row.try_get("created_at")?,
    };
    Ok((row.try_get("sort_name")?, item))
}

async fn count(store: &Store, patterns: &[String; 4]) -> Result<i64, DomainError> {
    let mut query = sqlx::query(
        "SELECT COUNT(*) AS counted FROM (SELECT 1 FROM customers
         WHERE location_id = $1 AND deleted_at IS NULL AND search_text LIKE $2 ESCAPE '\\'
           AND search_text LIKE $3 ESCAPE '\\' AND search_text LIKE $4 ESCAPE '\\'
           AND search_text LIKE $5 ESCAPE '\\' LIMIT $6) AS found",
    )
    .bind(LOCATION);
    for pattern in patterns {
        query = query.bind(pattern.as_str());
    }
    let row = query
        .bind(cursor::MOST_COUNTED + 1)
        .fetch_one(store.read())
        .await?;
    Ok(row.try_get("counted")?)
}

/// Writes a customer down whom the shop does not know; Dojo is to be told. Their reference is their id.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: &str,
    fields: &CustomerFields,
    now: i64,
) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO customers (id, location_id, reference, name, email_address, phone_number, notes, sort_name,
                                search_text, sync_at, created_at, updated_at)
         VALUES ($1, $2, $1, $3, $4, $5, $6, $7, $8, $9, $9, $9)",
    )
    .bind(id)
    .bind(LOCATION)
    .bind(&fields.name)
    .bind(fields.email_address.as_ref().map(EmailAddress::as_str))
    .bind(fields.phone_number.as_ref().map(PhoneNumber::as_str))
    .bind(&fields.notes)
    .bind(fields.name.to_lowercase())
    .bind(text_of(fields, None))
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes new values; Dojo is to be told. `false` if the customer was changed after `seen_updated_at` or is gone.
pub(crate) async fn update(
    tx: &mut Tx,
    before: &BookRow,
    fields: &CustomerFields,
    seen_updated_at: i64,
    now: i64,
) -> Result<bool, DomainError> {
    let reference = (before.reference != before.id).then_some(before.reference.as_str());
    let done = sqlx::query(
        "UPDATE customers SET name = $3, email_address = $4, phone_number = $5, notes = $6, sort_name = $7,
                              search_text = $8, sync_at = $9, sync_tries = 0,
                              updated_at = CASE WHEN updated_at < $9 THEN $9 ELSE updated_at + 1 END
         WHERE location_id = $1 AND id = $2 AND deleted_at IS NULL AND updated_at = $10",
    )
    .bind(LOCATION)
    .bind(&before.id)
    .bind(&fields.name)
    .bind(fields.email_address.as_ref().map(EmailAddress::as_str))
    .bind(fields.phone_number.as_ref().map(PhoneNumber::as_str))
    .bind(&fields.notes)
    .bind(fields.name.to_lowercase())
    .bind(text_of(fields, reference))
    .bind(now)
    .bind(seen_updated_at)
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

fn text_of(fields: &CustomerFields, reference: Option<&str>) -> String {
    search_text(
        &fields.name,
        fields.email_address.as_ref(),
        fields.phone_number.as_ref(),
        reference,
    )
}

/// Leaves of a customer what the books need: that there was one, their consent, and through other rows what they paid. The
/// shop's reference becomes free for somebody new. `false` if they are gone already, or somebody else at Dojo than `row` says.
pub(crate) async fn erase(tx: &mut Tx, row: &BookRow, now: i64) -> Result<bool, DomainError> {
    let done = sqlx::query(
        "UPDATE customers SET reference = id, name = '', email_address = NULL, phone_number = NULL, notes = '',
                              sort_name = '', search_text = '', dojo_customer_id = NULL, preferred_card_id = NULL,
                              sync_at = NULL, deleted_at = $3, updated_at = $3
         WHERE location_id = $1 AND id = $2 AND deleted_at IS NULL AND COALESCE(dojo_customer_id, '') = $4",
    )
    .bind(LOCATION)
    .bind(&row.id)
    .bind(now)
    .bind(row.dojo_customer_id.as_deref().unwrap_or_default())
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
