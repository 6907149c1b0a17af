//! `/customers/public/{id}/payment-methods`: a customer's saved cards, for whoever has the customer's secret.

use axum::{
    Json,
    extract::Path,
    http::{HeaderMap, StatusCode},
};
use dojo::CustomerPaymentMethods;

use super::{Caller, Problem, answer::Answer, guard::bearer_of};
use crate::machine::{customer::SavedCard, wire};

/// The merchant number that the sandbox shows for every account.
const MERCHANT_ID: &str = "771402011592305";

pub(super) async fn list(
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer<CustomerPaymentMethods> {
    let secret = bearer_of(&headers).unwrap_or_default();
    let cards = caller
        .account
        .change(|state, now| {
            let record = state.customers.get(&id).ok_or_else(|| not_found(&id))?;
            if !record.accepts(secret, now) {
                return Err(refused());
            }
            Ok(record.cards.clone())
        })
        .await??;
    Ok(Json(CustomerPaymentMethods {
        customer_id: Some(id),
        merchant_id: Some(MERCHANT_ID.to_owned()),
        saved_payment_methods: cards.iter().map(SavedCard::to_wire).collect(),
        supported_payment_methods: Some(wire::supported_payment_methods()),
        ..Default::default()
    }))
}

pub(super) async fn delete(
    caller: Caller,
    Path((id, method_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let secret = bearer_of(&headers).unwrap_or_default();
    let forgotten = caller
        .account
        .change(|state, now| {
            let record = state.customers.edit(&id).ok_or_else(|| not_found(&id))?;
            if !record.accepts(secret, now) {
                return Err(refused());
            }
            Ok(record.forget(&method_id))
        })
        .await??;
    if forgotten {
        Ok(StatusCode::NO_CONTENT)
    } else {
        let detail = format!("The customer has no saved card {method_id}.");
        Err(Problem::not_found(detail))
    }
}

fn not_found(id: &str) -> Problem {
    Problem::not_found(format!("There is no customer {id}."))
}

fn refused() -> Problem {
    Problem::unauthorized("The customer secret is not valid.")
}
