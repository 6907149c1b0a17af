//! A returning customer and their counterpart at Dojo.

use dojo::{CreateCustomerRequest, CustomerPaymentMethod, Secret};

use super::CheckoutRecord;
use crate::DomainError;
use crate::app::App;
use crate::customers::take_back;
use crate::store::customers::{self, CustomerRow};

/// Leave to see and use a customer's saved cards. The secret is short-lived and never stored.
pub(super) struct Access {
    pub(super) row: CustomerRow,
    pub(super) dojo_customer_id: String,
    pub(super) secret: Secret,
}

/// Makes the customer at Dojo if need be, and a secret for them. `None` if the checkout has no customer, or one who was deleted.
pub(super) async fn access(
    app: &App,
    record: &CheckoutRecord,
) -> Result<Option<Access>, DomainError> {
    let Some(row) = row(app, record).await? else {
        return Ok(None);
    };
    let known = match &row.dojo_customer_id {
        Some(id) => existing(app, id).await?,
        None => None,
    };
    let (dojo_customer_id, secret) = match known {
        Some(known) => known,
        None => {
            let Some(id) = create(app, &row).await? else {
                return Ok(None);
            };
            let secret = app
                .dojo
                .create_customer_secret(&id)
                .await
                .map_err(DomainError::asking)?;
            (id, secret.secret)
        }
    };
    Ok(Some(Access {
        row,
        dojo_customer_id,
        secret,
    }))
}

/// The customer's row, if the checkout has a customer.
pub(super) async fn row(
    app: &App,
    record: &CheckoutRecord,
) -> Result<Option<CustomerRow>, DomainError> {
    match &record.customer_id {
        Some(id) => customers::find(&app.store, id).await,
        None => Ok(None),
    }
}

/// Cards kept by Dojo, for showing: as they were a minute ago at most.
pub(super) async fn saved_cards(
    app: &App,
    row: &CustomerRow,
) -> Result<Vec<CustomerPaymentMethod>, DomainError> {
    if let Some(cards) = app.cards.get(&row.id, app.clock.now_ms()) {
        return Ok(cards);
    }
    saved_cards_now(app, row).await
}

/// Cards kept by Dojo. Empty for a customer who was never made there.
pub(crate) async fn saved_cards_now(
    app: &App,
    row: &CustomerRow,
) -> Result<Vec<CustomerPaymentMethod>, DomainError> {
    let asked = app.cards.asked();
    let Some(id) = &row.dojo_customer_id else {
        return Ok(Vec::new());
    };
    let Some((id, secret)) = existing(app, id).await? else {
        return Ok(Vec::new());
    };
    let answer = app
        .dojo
        .payment_methods(&id, &secret)
        .await
        .map_err(DomainError::asking)?;
    let cards = answer.saved_payment_methods;
    app.cards.put(&row.id, &cards, &asked, app.clock.now_ms());
    Ok(cards)
}

/// Errs unless the card is one of the customer's.
///
/// # Errors
/// [`DomainError::NotFound`], Dojo's.
pub(crate) async fn check_card(
    app: &App,
    row: &CustomerRow,
    payment_method_id: &str,
) -> Result<(), DomainError> {
    let cards = saved_cards_now(app, row).await?;
    if cards.iter().any(|card| card.id == payment_method_id) {
        Ok(())
    } else {
        Err(DomainError::NotFound)
    }
}

/// Removes a card of the customer's at Dojo. One that is gone already is as good.
///
/// # Errors
/// [`DomainError::NotFound`] if it is not one of theirs, Dojo's, [`DomainError::Store`].
pub(crate) async fn remove_card(
    app: &App,
    row: &CustomerRow,
    payment_method_id: &str,
) -> Result<(), DomainError> {
    check_card(app, row, payment_method_id).await?;
    let id = row.dojo_customer_id.as_deref();
    let (id, secret) = existing(app, id.ok_or(DomainError::NotFound)?)
        .await?
        .ok_or(DomainError::NotFound)?;
    let removed = app
        .dojo
        .delete_payment_method(&id, payment_method_id, &secret)
        .await;
    app.cards.forget(&row.id);
    match removed {
        Ok(()) | Err(dojo::Error::NotFound(_)) => {}
        Err(error) => return Err(DomainError::changing(error)),
    }
    if row.preferred_card_id.as_deref() == Some(payment_method_id) {
        customers::set_preferred_card(&app.store, &row.id, None, app.clock.now_ms()).await?;
    }
    Ok(())
}

/// The preferred card, if Dojo still keeps it: an intent that names another one is refused.
pub(super) async fn preferred_card(
    app: &App,
    access: &Access,
) -> Result<Option<String>, DomainError> {
    let Some(preferred) = &access.row.preferred_card_id else {
        return Ok(None);
    };
    let answer = app
        .dojo
        .payment_methods(&access.dojo_customer_id, &access.secret)
        .await
        .map_err(DomainError::asking)?;
    if answer
        .saved_payment_methods
        .iter()
        .any(|card| card.id == *preferred)
    {
        return Ok(Some(preferred.clone()));
    }
    let now = app.clock.now_ms();
    customers::set_preferred_card(&app.store, &access.row.id, None, now).await?;
    Ok(None)
}

/// A secret for the customer; `None` if Dojo says that it does not know them. It may be wrong for a moment, so they are
/// not forgotten before another one was made.
async fn existing(app: &App, id: &str) -> Result<Option<(String, Secret)>, DomainError> {
    match app.dojo.create_customer_secret(id).await {
        Ok(secret) => Ok(Some((id.to_owned(), secret.secret))),
        Err(dojo::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(DomainError::asking(error)),
    }
}

/// A customer made twice, an answer having been lost, is an empty entry at Dojo and harmless. `None` if the customer was
/// deleted meanwhile.
async fn create(app: &App, row: &CustomerRow) -> Result<Option<String>, DomainError> {
    let request = CreateCustomerRequest {
        name: Some(row.name.clone()),
        email_address: row.email_address.clone().map(String::from),
        ..CreateCustomerRequest::default()
    };
    let made = app
        .dojo
        .create_customer(&request)
        .await
        .map_err(DomainError::asking)?;
    let former = row.dojo_customer_id.as_deref();
    let now = app.clock.now_ms();
    let kept = customers::set_dojo_customer(&app.store, &row.id, former, &made.id, now).await?;
    if kept.as_ref() != Some(&made.id) {
        take_back(app, &made.id).await;
    }
    Ok(kept)
}
