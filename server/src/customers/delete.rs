//! Deleting a customer: at Dojo with every saved card, and here but for what the books need.

use super::tell;
use crate::app::App;
use crate::staff::{Actor, audit};
use crate::store::customers::book;
use crate::store::holds;
use crate::{DomainError, live};

/// Deletes the customer at Dojo first: should its answer be lost, nothing is forgotten here, and asking again is safe.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] while a hold of theirs is open, Dojo's, [`DomainError::Store`].
pub(crate) async fn delete(app: &App, actor: &Actor, id: &str) -> Result<(), DomainError> {
    let row = book::find(app.store.write(), id)
        .await?
        .ok_or(DomainError::NotFound)?;
    if holds::open_of_customer(&app.store, id).await? {
        return Err(DomainError::Conflict(
            "This customer has a hold that is still open. Charge, release or cancel it first. Nothing was deleted.",
        ));
    }
    if let Some(dojo_customer_id) = &row.dojo_customer_id {
        match app.dojo.delete_customer(dojo_customer_id).await {
            Ok(()) | Err(dojo::Error::NotFound(_)) => {}
            Err(error) => return Err(DomainError::changing(error)),
        }
    }
    app.cards.forget(id);
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if !book::erase(&mut tx, id, now).await? {
        return Err(DomainError::NotFound);
    }
    let entry = audit::Entry {
        action: "customer.deleted",
        object_kind: "customer",
        object_id: id,
        before: None,
        after: None,
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(())
}
