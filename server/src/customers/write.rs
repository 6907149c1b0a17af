//! Writing customers down, and changing what is written. Dojo is told afterwards.

use serde_json::{Value, json};
use shared::console::customers::CustomerFields;

use super::tell;
use crate::app::App;
use crate::staff::{Actor, audit};
use crate::store::customers::book::{self, BookRow};
use crate::{DomainError, live, random};

/// Writes a customer down. Answers their id.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn create(
    app: &App,
    actor: &Actor,
    fields: &CustomerFields,
) -> Result<String, DomainError> {
    let now = app.clock.now_ms();
    let id = random::id::<12>("cu_")?;
    let mut tx = app.store.begin().await?;
    book::insert(&mut tx, &id, fields, now).await?;
    let entry = audit::Entry {
        action: "customer.created",
        object_kind: "customer",
        object_id: &id,
        before: None,
        after: Some(values(fields)),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, &id, now).await?;
    tx.commit().await?;
    live::hint(app);
    app.wake.customers.notify_one();
    Ok(id)
}

/// Changes a customer.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Stale`] if somebody else was faster, [`DomainError::Store`].
pub(crate) async fn edit(
    app: &App,
    actor: &Actor,
    id: &str,
    seen_updated_at: i64,
    fields: &CustomerFields,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let before = book::find(&mut *tx, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if !book::update(&mut tx, &before, fields, seen_updated_at, now).await? {
        return Err(DomainError::Stale(format!(
            "Somebody else has changed this customer meanwhile: {}. Nothing was changed by you. Look at the new values \
             and try again.",
            before.name
        )));
    }
    let entry = audit::Entry {
        action: "customer.changed",
        object_kind: "customer",
        object_id: id,
        before: Some(values_before(&before)),
        after: Some(values(fields)),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    live::hint(app);
    app.wake.customers.notify_one();
    Ok(())
}

fn values(fields: &CustomerFields) -> Value {
    json!({
        "name": fields.name,
        "emailAddress": fields.email_address,
        "phoneNumber": fields.phone_number,
        "notes": fields.notes,
    })
}

fn values_before(row: &BookRow) -> Value {
    json!({
        "name": row.name,
        "emailAddress": row.email_address,
        "phoneNumber": row.phone_number,
        "notes": row.notes,
    })
}
