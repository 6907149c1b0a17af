//! The cards that Dojo keeps for a returning customer.

use dojo::CustomerPaymentMethod;
use shared::checkout::SavedCard;
use shared::{AttemptMethod, Checkout, CheckoutId, CheckoutStatus};

use super::{CheckoutRecord, Door, customers, get, view};
use crate::DomainError;
use crate::app::App;
use crate::card_expiry::month_and_year;
use crate::store::customers as rows;
use crate::store::customers::CustomerRow;

/// What a shopper agrees to by ticking the box, as the page says it; kept with the time at which they did.
pub(super) fn consent(record: &CheckoutRecord, merchant: &str) -> String {
    let removal = if are_managed_at(record) {
        "You can remove it on this page at any time.".to_owned()
    } else {
        format!("To have it removed, ask {merchant}.")
    };
    format!(
        "Save this card for next time. If you tick this, you agree that Dojo keeps this card for your next payments to \
         {merchant}. {removal}"
    )
}

/// Whether the checkout's page may prefer and remove cards. A shop leads its own customer to the page; a link may have been
/// forwarded, and whoever holds it must know the card's security code to pay, but none to remove a card.
pub(super) fn are_managed_at(record: &CheckoutRecord) -> bool {
    record.origin.door == Door::Checkout
}

/// Chooses the card that is selected when the customer's next page opens.
///
/// # Errors
/// [`DomainError::Conflict`] if a link opened the checkout, or saved cards cannot pay it (any more); [`DomainError::NotFound`] if it has no such
/// customer or card; Dojo's and the store's.
pub async fn prefer(
    app: &App,
    id: &CheckoutId,
    payment_method_id: &str,
) -> Result<Checkout, DomainError> {
    let record = manageable(app, id).await?;
    let row = customer(app, &record).await?;
    customers::check_card(app, &row, payment_method_id).await?;
    let now = app.clock.now_ms();
    rows::set_preferred_card(&app.store, &row.id, Some(payment_method_id), now).await?;
    app.cards.forget(&row.id);
    view(app, &record).await
}

/// Removes the card at Dojo.
///
/// # Errors
/// [`DomainError::Conflict`] if a link opened the checkout, or saved cards cannot pay it (any more); [`DomainError::NotFound`] if it has no such
/// customer or card; Dojo's and the store's.
pub async fn remove(
    app: &App,
    id: &CheckoutId,
    payment_method_id: &str,
) -> Result<Checkout, DomainError> {
    let record = manageable(app, id).await?;
    let row = customer(app, &record).await?;
    customers::remove_card(app, &row, payment_method_id).await?;
    view(app, &record).await
}

/// The page's address is a key to the customer's cards only as long as it can be paid with them, and never if it was given out
/// as a link.
async fn manageable(app: &App, id: &CheckoutId) -> Result<CheckoutRecord, DomainError> {
    let record = get(app, id).await?;
    if !are_managed_at(&record) {
        return Err(DomainError::Conflict(
            "Saved cards cannot be managed on the page of a payment link. Nothing was changed. Ask the business to do it.",
        ));
    }
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
    let kept = match customer(app, record).await {
        Ok(row) => customers::check_card(app, &row, payment_method_id).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => Ok(()),
        Err(DomainError::NotFound) => Err(DomainError::invalid(
            "savedCardId",
            "This card is not kept any more. Choose another one.",
        )),
        Err(error) => Err(error),
    }
}

async fn customer(app: &App, record: &CheckoutRecord) -> Result<CustomerRow, DomainError> {
    customers::row(app, record)
        .await?
        .ok_or(DomainError::NotFound)
}

/// The cards as pages show them, the preferred one first.
pub(crate) fn shown(row: &CustomerRow, cards: Vec<CustomerPaymentMethod>) -> Vec<SavedCard> {
    let mut saved_cards: Vec<SavedCard> = cards
        .into_iter()
        .filter_map(|card| saved_card(row, card))
        .collect();
    saved_cards.sort_by_key(|card| !card.preferred);
    saved_cards
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
