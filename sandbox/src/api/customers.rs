//! `/customers`

use axum::{Json, extract::Path, http::StatusCode};
use dojo::{CreateCustomerRequest, CustomerFull, CustomerSecret, UpdateCustomerRequest};

use super::{Caller, Input, Problem, answer::Answer};
use crate::{id, machine::customer::CustomerRecord};

pub(super) async fn create(
    caller: Caller,
    Input(request): Input<CreateCustomerRequest>,
) -> Answer<CustomerFull> {
    let made = caller
        .account
        .change(|state, now| {
            let customer = CustomerFull {
                id: id::new("cust_sandbox_"),
                name: request.name,
                shipping_address: request.shipping_address,
                billing_address: request.billing_address,
                email_address: request.email_address,
                phone_number: request.phone_number,
                vat_number: request.vat_number,
                created_at: Some(now),
                updated_at: Some(now),
                document_version: Some(0),
                ..Default::default()
            };
            state.open_door(&customer.id);
            let record = CustomerRecord::new(customer.clone());
            state.customers.insert(&customer.id, record);
            customer
        })
        .await?;
    Ok(Json(made))
}

/// The path holds one id, or several separated by commas; who does not exist is left out.
pub(super) async fn show(caller: Caller, Path(ids): Path<String>) -> Answer<Vec<CustomerFull>> {
    let found = caller
        .account
        .change(|state, _| {
            ids.split(',')
                .filter_map(|id| state.customers.get(id.trim()))
                .map(|record| record.customer.clone())
                .collect()
        })
        .await?;
    Ok(Json(found))
}

pub(super) async fn update(
    caller: Caller,
    Path(id): Path<String>,
    Input(request): Input<UpdateCustomerRequest>,
) -> Answer<CustomerFull> {
    let changed = caller
        .account
        .change(|state, now| {
            let customer = &mut state.customers.edit(&id)?.customer;
            customer.name = request.name.or(customer.name.take());
            customer.shipping_address = request
                .shipping_address
                .or(customer.shipping_address.take());
            customer.billing_address = request.billing_address.or(customer.billing_address.take());
            customer.email_address = request.email_address.or(customer.email_address.take());
            customer.phone_number = request.phone_number.or(customer.phone_number.take());
            customer.vat_number = request.vat_number.or(customer.vat_number.take());
            customer.updated_at = Some(now);
            customer.document_version = customer
                .document_version
                .map(|version| version.saturating_add(1));
            Some(customer.clone())
        })
        .await?;
    changed.map(Json).ok_or_else(|| not_found(&id))
}

pub(super) async fn delete(caller: Caller, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let removed = caller
        .account
        .change(|state, _| state.customers.remove(&id).is_some())
        .await?;
    if removed {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(not_found(&id))
    }
}

pub(super) async fn create_secret(
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<CustomerSecret> {
    let secret = caller
        .account
        .change(|state, now| Some(state.customers.edit(&id)?.issue_secret(now)))
        .await?;
    secret.map(Json).ok_or_else(|| not_found(&id))
}

fn not_found(id: &str) -> Problem {
    Problem::not_found(format!("There is no customer {id}."))
}
