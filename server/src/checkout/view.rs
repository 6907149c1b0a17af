//! The checkout as the shopper's page knows it.

use std::time::Duration;

use shared::checkout::Customer;
use shared::{AttemptMethod, Checkout, CheckoutStatus};
use tokio::time::timeout;

use super::{CheckoutRecord, closing, customers, get, saved_cards};
use crate::DomainError;
use crate::app::App;
use crate::business;

/// The page does not wait longer than this for the saved cards, nor for an expiry.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the shopper's page needs: the record, the customer's saved cards (left out if Dojo does not answer),
/// expiry carried out if it is due.
///
/// # Errors
/// [`DomainError::Store`].
pub async fn view(app: &App, record: &CheckoutRecord) -> Result<Checkout, DomainError> {
    let mut current = None;
    if !record.status.is_final() && record.expire_at <= app.clock.now() {
        // What takes longer goes on by itself.
        let reason = match timeout(PATIENCE, closing::advance(app, &record.id)).await {
            Ok(Ok(())) => None,
            Ok(Err(error)) => Some(error.chain()),
            Err(_) => Some("it takes long".to_owned()),
        };
        if let Some(reason) = reason {
            tracing::info!(checkout_id = record.id.as_str(), reason, "expiry waits");
        }
        current = Some(get(app, &record.id).await?);
    }
    shown(app, current.as_ref().unwrap_or(record)).await
}

async fn shown(app: &App, record: &CheckoutRecord) -> Result<Checkout, DomainError> {
    let customer = match customers::row(app, record).await? {
        Some(row) => {
            let cards = cards(app, record, &row).await;
            Some(Customer {
                saved_cards: saved_cards::shown(&row, cards),
                manages_cards: saved_cards::are_managed_at(record),
                name: row.name,
            })
        }
        None => None,
    };
    let has_cards = customer
        .as_ref()
        .is_some_and(|customer| !customer.saved_cards.is_empty());
    Ok(Checkout {
        id: record.id.clone(),
        status: record.status,
        environment: app.environment,
        merchant: business::settings(app).await.merchant.clone(),
        reference: record.reference.clone(),
        amount: record.amount,
        tips_amount: record.tips_amount,
        total_amount: record.total_amount(),
        open_amount: record.open_amount,
        tip: record.tip.clone(),
        methods: record
            .methods
            .iter()
            .copied()
            .filter(|method| has_cards || *method != AttemptMethod::SavedCard)
            .collect(),
        collect: record.collect,
        customer,
        components_url: app.access.components_url.to_string(),
        decline: record.decline,
    })
}

async fn cards(
    app: &App,
    record: &CheckoutRecord,
    row: &crate::store::customers::CustomerRow,
) -> Vec<dojo::CustomerPaymentMethod> {
    if record.status != CheckoutStatus::Open || !record.methods.contains(&AttemptMethod::SavedCard)
    {
        return Vec::new();
    }
    match timeout(PATIENCE, customers::saved_cards(app, row)).await {
        Ok(Ok(cards)) => cards,
        Ok(Err(error)) => {
            tracing::info!(reason = error.chain(), "the saved cards are left out");
            Vec::new()
        }
        Err(_) => {
            tracing::info!("the saved cards are left out: Dojo is slow");
            Vec::new()
        }
    }
}
