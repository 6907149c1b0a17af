//! What Dojo is asked for when a hold is made, and where its page for it stands.

use std::collections::BTreeMap;

use dojo::{
    CreateSetupIntentRequest, Customer, MerchantInitiatedTransactionType,
    PaymentIntentConfigDetails, PaymentIntentConfigRequest, PaymentMethod, Timestamp,
};
use shared::console::holds::HoldKind;
use url::Url;

use crate::app::App;
use crate::store::customers;
use crate::store::holds::HoldRow;
use crate::{DomainError, business};

/// The request for a hold's setup intent.
pub(super) async fn request(
    app: &App,
    row: &HoldRow,
) -> Result<CreateSetupIntentRequest, DomainError> {
    let expire_at = Timestamp::from_millisecond(row.expire_at)
        .map_err(|cause| DomainError::Internal(cause.to_string()))?;
    Ok(CreateSetupIntentRequest {
        reference: row.dojo_reference.clone(),
        description: Some(row.reference.clone()),
        customer: customer(app, row).await?,
        payment_methods: vec![PaymentMethod::Card],
        config: Some(config(app, row).await?),
        metadata: Some(BTreeMap::from([("holdId".to_owned(), row.id.clone())])),
        intended_amount: Some(dojo::Money::new(
            row.amount.value,
            row.amount.currency_code.code(),
        )),
        merchant_initiated_transaction_type: match row.kind {
            HoldKind::NoShow => MerchantInitiatedTransactionType::NoShow,
            HoldKind::Unscheduled => MerchantInitiatedTransactionType::Unscheduled,
        },
        terms: row.terms.clone(),
        expire_at: Some(expire_at),
        ..CreateSetupIntentRequest::default()
    })
}

async fn customer(app: &App, row: &HoldRow) -> Result<Option<Customer>, DomainError> {
    let known = match &row.customer_id {
        Some(id) => customers::find(&app.store, id).await?,
        None => None,
    };
    let customer = Customer {
        id: known.and_then(|known| known.dojo_customer_id),
        email_address: row.email_address.clone().map(String::from),
        phone_number: row.phone_number.clone(),
        ..Customer::default()
    };
    Ok((customer != Customer::default()).then_some(customer))
}

async fn config(app: &App, row: &HoldRow) -> Result<PaymentIntentConfigRequest, DomainError> {
    let back = app
        .public_url
        .join(&format!("h/{}/return", row.code))
        .map_err(|cause| DomainError::Internal(format!("public_url: {cause}")))?;
    let business = business::settings(app).await;
    Ok(PaymentIntentConfigRequest {
        title: Some(business.merchant.name.chars().take(100).collect()),
        redirect_url: Some(back.to_string()),
        cancel_url: Some(back.into()),
        details: Some(PaymentIntentConfigDetails {
            show_total: true,
            // Ours carries the hold's id; the description is the merchant's.
            show_reference: false,
            ..PaymentIntentConfigDetails::default()
        }),
        ..PaymentIntentConfigRequest::default()
    })
}

/// Dojo's page on which the shopper gives the card.
pub(super) fn page(app: &App, setup_intent_id: &str) -> Result<Url, DomainError> {
    app.access
        .hosted_page()
        .join(&format!("checkout/{setup_intent_id}"))
        .map_err(|cause| DomainError::Internal(format!("Dojo's page: {cause}")))
}
