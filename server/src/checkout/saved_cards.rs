//! The cards that Dojo keeps for a returning customer.

use dojo::CustomerPaymentMethod;
use shared::checkout::{Customer, SavedCard};
use shared::{AttemptMethod, Checkout, CheckoutId, CheckoutStatus};

use super::{CheckoutRecord, customers, get, view};
use crate::DomainError;
use crate::app::App;
use crate::store::customers as rows;
use crate::store::customers::CustomerRow;

/// What a shopper agrees to by ticking the box, as the page says it; kept with the time at which they did.
pub(super) fn consent(merchant: &str) -> String {
    format!(
        "Save this card for next time. If you tick this, you agree that Dojo keeps this card for your next payments to \
         {merchant}. You can remove it on this page at any time."
    )
}

/// Chooses the card that is selected when the customer's next page opens.
///
/// # Errors
/// [`DomainError::Conflict`] if saved cards cannot pay the checkout (any more); [`DomainError::NotFound`] if it has no such
/// customer or card; Dojo's and the store's.
pub async fn prefer(
    app: &App,
    id: &CheckoutId,
    payment_method_id: &str,
) -> Result<Checkout, DomainError> {
    let record = manageable(app, id).await?;
    let row = owner(app, &record, payment_method_id).await?;
    let now = app.clock.now_ms();
    rows::set_preferred_card(&app.store, &row.id, Some(payment_method_id), now).await?;
    app.cards.forget(&row.id);
    view(app, &record).await
}

/// Removes the card at Dojo.
///
/// # Errors
/// [`DomainError::Conflict`] if saved cards cannot pay the checkout (any more); [`DomainError::NotFound`] if it has no such
/// customer or card; Dojo's and the store's.
pub async fn remove(
    app: &App,
    id: &CheckoutId,
    payment_method_id: &str,
) -> Result<Checkout, DomainError> {
    let record = manageable(app, id).await?;
    let row = owner(app, &record, payment_method_id).await?;
    let access = customers::access(app, &record)
        .await?
        .ok_or(DomainError::NotFound)?;
    let removed = app
        .dojo
        .delete_payment_method(&access.dojo_customer_id, payment_method_id, &access.secret)
        .await;
    app.cards.forget(&row.id);
    match removed {
        // Gone already is as good.
        Ok(()) | Err(dojo::Error::NotFound(_)) => {}
        Err(error) => return Err(DomainError::changing(error)),
    }
    if row.preferred_card_id.as_deref() == Some(payment_method_id) {
        rows::set_preferred_card(&app.store, &row.id, None, app.clock.now_ms()).await?;
    }
    view(app, &record).await
}

/// A link is a key to the customer's cards only as long as it can be paid with them.
async fn manageable(app: &App, id: &CheckoutId) -> Result<CheckoutRecord, DomainError> {
    let record = get(app, id).await?;
    let open = record.status == CheckoutStatus::Open && record.expire_at > app.clock.now();
    if open && record.methods.contains(&AttemptMethod::SavedCard) {
        Ok(record)
    } else {
        Err(DomainError::Conflict(
            "Saved cards cannot be managed here any more. Nothing was changed.",
        ))
    }
}

/// Errs unless the card is one of the customer's.
pub(super) async fn check(
    app: &App,
    record: &CheckoutRecord,
    payment_method_id: &str,
) -> Result<(), DomainError> {
    match owner(app, record, payment_method_id).await {
        Ok(_) => Ok(()),
        Err(DomainError::NotFound) => Err(DomainError::invalid(
            "savedCardId",
            "This card is not kept any more. Choose another one.",
        )),
        Err(error) => Err(error),
    }
}

async fn owner(
    app: &App,
    record: &CheckoutRecord,
    payment_method_id: &str,
) -> Result<CustomerRow, DomainError> {
    let row = customers::row(app, record)
        .await?
        .ok_or(DomainError::NotFound)?;
    let cards = customers::saved_cards_now(app, &row).await?;
    if cards.iter().any(|card| card.id == payment_method_id) {
        Ok(row)
    } else {
        Err(DomainError::NotFound)
    }
}

/// The customer as the page shows them.
pub(crate) fn shown(row: &CustomerRow, cards: Vec<CustomerPaymentMethod>) -> Customer {
    let mut saved_cards: Vec<SavedCard> = cards
        .into_iter()
        .filter_map(|card| saved_card(row, card))
        .collect();
    saved_cards.sort_by_key(|card| !card.preferred);
    Customer {
        name: row.name.clone(),
        saved_cards,
    }
}

fn saved_card(row: &CustomerRow, card: CustomerPaymentMethod) -> Option<SavedCard> {
    let details = card.card_details?;
    let from_the_end: Vec<char> = details.pan.chars().rev().take(4).collect();
    Some(SavedCard {
        preferred: row.preferred_card_id.as_deref() == Some(&card.id),
        id: card.id,
        scheme: details
            .scheme
            .map_or_else(|| "CARD".to_owned(), |scheme| scheme.as_str().to_owned()),
        last_four: from_the_end.into_iter().rev().collect(),
        expiry_date: month_and_year(&details.expiry_date),
    })
}

/// Dojo writes `MM/YY`, and in some answers a whole date, `2024-12-31`.
fn month_and_year(text: &str) -> String {
    let mut parts = text.split('-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(_)) if year.len() == 4 => {
            format!("{month}/{}", year.get(2..).unwrap_or(year))
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expiry_dates_read_as_on_the_card() {
        assert_eq!(month_and_year("2024-12-31"), "12/24");
        assert_eq!(month_and_year("12/29"), "12/29");
    }
}
