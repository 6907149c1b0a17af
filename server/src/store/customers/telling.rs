//! Which customers Dojo still has to be told of.

use sqlx::Row;

use super::super::{LOCATION, Store, Tx};
use crate::DomainError;

/// A customer whose newest values Dojo does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Telling {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email_address: Option<String>,
    pub(crate) phone_number: Option<String>,
    pub(crate) dojo_customer_id: Option<String>,
    pub(crate) tries: i64,
    pub(crate) updated_at: i64,
}

/// Takes up to `limit` customers who are due; nobody else gets them before `lease_until`.
pub(crate) async fn claim(
    store: &Store,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<Telling>, DomainError> {
    macro_rules! claim {
        ($lock:literal) => {
            concat!(
                "UPDATE customers SET sync_at = $1, sync_tries = sync_tries + 1 WHERE id IN
                   (SELECT id FROM customers WHERE sync_at <= $2 AND deleted_at IS NULL ORDER BY sync_at LIMIT $3 ",
                $lock,
                ") RETURNING id, name, email_address, phone_number, dojo_customer_id, sync_tries, updated_at"
            )
        };
    }
    let sql = store.per_dialect(claim!(""), claim!("FOR UPDATE SKIP LOCKED"));
    let mut tx = store.begin().await?;
    let rows = sqlx::query(sql)
        .bind(lease_until)
        .bind(now)
        .bind(limit)
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    rows.iter()
        .map(|row| {
            Ok(Telling {
                id: row.try_get("id")?,
                name: row.try_get("name")?,
                email_address: row.try_get("email_address")?,
                phone_number: row.try_get("phone_number")?,
                dojo_customer_id: row.try_get("dojo_customer_id")?,
                tries: row.try_get("sync_tries")?,
                updated_at: row.try_get("updated_at")?,
            })
        })
        .collect()
}

/// Dojo has the values of `updated_at`; newer ones are told at once. Answers Dojo's customer that holds, which is another one if
/// somebody was faster; none if the customer was deleted.
pub(crate) async fn done(
    store: &Store,
    telling: &Telling,
    dojo_customer_id: &str,
    now: i64,
) -> Result<Option<String>, DomainError> {
    let row = sqlx::query(
        "UPDATE customers SET
           preferred_card_id = CASE WHEN dojo_customer_id = $6 AND dojo_customer_id <> $3 THEN NULL
                                    ELSE preferred_card_id END,
           dojo_customer_id = CASE WHEN dojo_customer_id IS NULL OR dojo_customer_id = $6 THEN $3
                                   ELSE dojo_customer_id END,
           sync_tries = 0, sync_at = CASE WHEN updated_at = $4 THEN NULL ELSE $5 END
         WHERE location_id = $1 AND id = $2 AND deleted_at IS NULL RETURNING dojo_customer_id",
    )
    .bind(LOCATION)
    .bind(&telling.id)
    .bind(dojo_customer_id)
    .bind(telling.updated_at)
    .bind(now)
    .bind(telling.dojo_customer_id.as_deref())
    .fetch_optional(store.write())
    .await?;
    Ok(row.map(|row| row.try_get("dojo_customer_id")).transpose()?)
}

/// Sets when a claimed customer is tried again, unless they were changed meanwhile; `None`: never.
pub(crate) async fn put_off(
    store: &Store,
    telling: &Telling,
    lease_until: i64,
    at: Option<i64>,
) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE customers SET sync_at = $3 WHERE location_id = $1 AND id = $2 AND sync_at = $4",
    )
    .bind(LOCATION)
    .bind(&telling.id)
    .bind(at)
    .bind(lease_until)
    .execute(store.write())
    .await?;
    Ok(())
}

/// When the next one is due.
pub(crate) async fn next_due(store: &Store) -> Result<Option<i64>, DomainError> {
    let row = sqlx::query(
        "SELECT sync_at FROM customers WHERE sync_at IS NOT NULL ORDER BY sync_at LIMIT 1",
    )
    .fetch_optional(store.read())
    .await?;
    Ok(row.map(|row| row.try_get("sync_at")).transpose()?)
}

/// Makes due what a killed process had taken: see [`Store::release_leases`].
pub(crate) async fn release(tx: &mut Tx, now: i64) -> Result<(), DomainError> {
    sqlx::query("UPDATE customers SET sync_at = $1 WHERE sync_at > $1 AND sync_at <= $1 + 60000")
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
