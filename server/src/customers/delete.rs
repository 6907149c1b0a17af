//! Deleting a customer: at Dojo with every saved card, and here but for what the books need.

use super::tell;
use crate::app::App;
use crate::staff::{Actor, audit};
use crate::store::customers::book::{self, BookRow};
use crate::store::holds;
use crate::{DomainError, live};

/// Deletes the customer at Dojo first: should its answer be lost, nothing is forgotten here, and asking again is safe.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Conflict`] while a hold of theirs is open, Dojo's, [`DomainError::Store`].
pub(crate) async fn delete(app: &App, actor: &Actor, id: &str) -> Result<(), DomainError> {
    loop {
        let row = book::find(app.store.write(), id)
            .await?
            .ok_or(DomainError::NotFound)?;
        if holds::open_of_customer(&app.store, id).await? {
            return Err(DomainError::Conflict(
                "This customer has a hold that is still open. Charge, release or cancel it first. Nothing was deleted.",
            ));
        }
        if let Some(dojo_customer_id) = &row.dojo_customer_id {
            delete_at_dojo(app, dojo_customer_id).await?;
        }
        app.cards.forget(id);
        if erase(app, actor, &row).await? {
            return Ok(());
        }
    }
}

async fn delete_at_dojo(app: &App, dojo_customer_id: &str) -> Result<(), DomainError> {
    match app.dojo.delete_customer(dojo_customer_id).await {
        Ok(()) | Err(dojo::Error::NotFound(_)) => Ok(()),
        Err(error) => Err(DomainError::changing(error)),
    }
}

/// `false` if they were made at Dojo meanwhile, to be deleted there too.
async fn erase(app: &App, actor: &Actor, row: &BookRow) -> Result<bool, DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    if !book::erase(&mut tx, row, now).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let entry = audit::Entry {
        action: "customer.deleted",
        object_kind: "customer",
        object_id: &row.id,
        before: None,
        after: None,
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, &row.id, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(true)
}

/// Deletes somebody at Dojo who was made there for nothing: the customer was deleted here meanwhile, or made by somebody faster.
pub(crate) async fn take_back(app: &App, dojo_customer_id: &str) {
    if let Err(error) = delete_at_dojo(app, dojo_customer_id).await {
        tracing::warn!(
            dojo_customer_id,
            reason = error.chain(),
            "a customer whom nobody knows here stays at Dojo"
        );
    }
}
