//! The cards that Dojo keeps for a customer, seen by staff.

use shared::console::customers::CustomerCards;

use super::tell;
use crate::app::App;
use crate::checkout::{customers as at_dojo, saved_cards};
use crate::staff::{Actor, audit};
use crate::store::customers::{self, CustomerRow};
use crate::{DomainError, live};

/// The customer's cards, masked, the preferred one first.
///
/// # Errors
/// [`DomainError::NotFound`], Dojo's, [`DomainError::Store`].
pub(crate) async fn list(app: &App, id: &str) -> Result<CustomerCards, DomainError> {
    let row = find(app, id).await?;
    let cards = at_dojo::saved_cards_now(app, &row).await?;
    Ok(CustomerCards {
        cards: saved_cards::shown(&row, cards),
    })
}

/// Removes a card at Dojo. One that is gone already is as good.
///
/// # Errors
/// [`DomainError::NotFound`] if it is not one of the customer's, Dojo's, [`DomainError::Store`].
pub(crate) async fn remove(
    app: &App,
    actor: &Actor,
    id: &str,
    payment_method_id: &str,
) -> Result<CustomerCards, DomainError> {
    let row = find(app, id).await?;
    at_dojo::remove_card(app, &row, payment_method_id).await?;
    written(app, actor, id, "customer.card_removed", payment_method_id).await?;
    list(app, id).await
}

/// Chooses the card that is selected when the customer next pays.
///
/// # Errors
/// As [`remove`].
pub(crate) async fn prefer(
    app: &App,
    actor: &Actor,
    id: &str,
    payment_method_id: &str,
) -> Result<CustomerCards, DomainError> {
    let row = find(app, id).await?;
    at_dojo::check_card(app, &row, payment_method_id).await?;
    let now = app.clock.now_ms();
    customers::set_preferred_card(&app.store, id, Some(payment_method_id), now).await?;
    app.cards.forget(id);
    written(app, actor, id, "customer.card_preferred", payment_method_id).await?;
    list(app, id).await
}

async fn written(
    app: &App,
    actor: &Actor,
    id: &str,
    action: &'static str,
    payment_method_id: &str,
) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let entry = audit::Entry {
        action,
        object_kind: "customer",
        object_id: id,
        before: None,
        after: Some(serde_json::json!({ "paymentMethodId": payment_method_id })),
    };
    audit::record(&mut tx, Some(actor), &entry, now).await?;
    tell(&mut tx, id, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

async fn find(app: &App, id: &str) -> Result<CustomerRow, DomainError> {
    customers::find(&app.store, id)
        .await?
        .ok_or(DomainError::NotFound)
}
