//! The steps of a link: made, changed, switched off and on.

use super::super::{LOCATION, Tx};
use super::{LinkRow, columns, read};
use crate::DomainError;

/// Writes a new link.
pub(crate) async fn insert(tx: &mut Tx, link: &LinkRow) -> Result<(), DomainError> {
    sqlx::query(
        "INSERT INTO links (id, location_id, code, reference, terms, search_text, currency, uses, expire_at, created_by,
                            created_by_name, created_at, updated_at, import_id, customer_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13, $14)",
    )
    .bind(&link.id)
    .bind(LOCATION)
    .bind(&link.code)
    .bind(link.terms.reference.as_str())
    .bind(terms(link)?)
    .bind(search_text(link))
    .bind(link.terms.currency().code())
    .bind(link.terms.uses)
    .bind(link.expire_at)
    .bind(link.created_by.as_deref())
    .bind(link.created_by_name.as_deref())
    .bind(link.created_at)
    .bind(link.import_id.as_deref())
    .bind(link.terms.customer_id.as_deref())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn terms(link: &LinkRow) -> Result<String, DomainError> {
    serde_json::to_string(&link.terms)
        .map_err(|cause| DomainError::Internal(format!("terms: {cause}")))
}

/// What staff remember a link by.
fn search_text(link: &LinkRow) -> String {
    let terms = &link.terms;
    let email = terms
        .email_address
        .as_ref()
        .map_or("", |email| email.as_str());
    let amount = terms
        .amount
        .map(|amount| amount.to_string())
        .unwrap_or_default();
    let parts = [
        terms.reference.as_str(),
        terms.description.as_deref().unwrap_or_default(),
        terms.note.as_deref().unwrap_or_default(),
        email,
        &amount,
        &amount.replace(',', ""),
    ];
    parts.join("\n").to_lowercase()
}

/// Holds the row for the rest of the transaction.
pub(crate) async fn lock(tx: &mut Tx, id: &str) -> Result<Option<LinkRow>, DomainError> {
    sqlx::query(concat!(
        "UPDATE links SET location_id = location_id WHERE location_id = $1 AND id = $2 RETURNING ",
        columns!()
    ))
    .bind(LOCATION)
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .as_ref()
    .map(read)
    .transpose()
}

/// Writes what staff have changed in a link that is held.
pub(crate) async fn change(tx: &mut Tx, link: &LinkRow) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE links SET reference = $3, terms = $4, search_text = $5, currency = $6, uses = $7, expire_at = $8,
                          updated_at = $9, customer_id = $10
         WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(&link.id)
    .bind(link.terms.reference.as_str())
    .bind(terms(link)?)
    .bind(search_text(link))
    .bind(link.terms.currency().code())
    .bind(link.terms.uses)
    .bind(link.expire_at)
    .bind(link.updated_at)
    .bind(link.terms.customer_id.as_deref())
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Writes that a link that is held is deactivated, or is no more.
pub(crate) async fn switch(tx: &mut Tx, link: &LinkRow) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE links SET deactivated_at = $3, updated_at = $4 WHERE location_id = $1 AND id = $2",
    )
    .bind(LOCATION)
    .bind(&link.id)
    .bind(link.deactivated_at)
    .bind(link.updated_at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Withdraws every open checkout of the link: at once where nobody can be paying, and otherwise as soon as Dojo has confirmed
/// that its intent is cancelled.
pub(crate) async fn close_checkouts(tx: &mut Tx, id: &str, now: i64) -> Result<(), DomainError> {
    sqlx::query(
        "UPDATE checkouts SET closing = 'cancelled', updated_at = $3
         WHERE location_id = $1 AND link_id = $2 AND status = 'open'",
    )
    .bind(LOCATION)
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "UPDATE checkouts SET status = closing, closing = NULL
         WHERE location_id = $1 AND link_id = $2 AND status = 'open' AND closing IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.checkout_id = checkouts.id
                           AND a.status IN ('creating', 'open', 'closing'))",
    )
    .bind(LOCATION)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
