//! `/payment-intents`: create, read, cancel, change amount and tip, renew the client session secret.

use axum::{
    Json,
    extract::{Path, Query},
};
use dojo::{CreatePaymentIntentRequest, PaymentIntent, SetAmountRequest, SetTipsAmountRequest};
use jiff::Timestamp;
use serde::Deserialize;

use super::{Caller, Input, Problem, answer::Answer};
use crate::{
    account::AccountState,
    machine::{
        Refusal, amounts, create,
        intent::{Intent, Status},
        wire,
    },
};

/// `?returnCanceled=true`
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct ShowQuery {
    return_canceled: bool,
}

pub(super) async fn create(
    caller: Caller,
    Input(request): Input<CreatePaymentIntentRequest>,
) -> Answer<PaymentIntent> {
    let with_session =
        request.generate_remote_token.unwrap_or(false) || caller.version.always_makes_session();
    let public_url = caller.account.public_url();
    let intent = caller
        .account
        .change(|state, now| {
            check_names(state, &request, now)?;
            let intent = create::create(request, with_session, now)?;
            let shown = wire::payment_intent(&intent, public_url);
            state.add_intent(intent, now);
            Ok::<_, Refusal>(shown)
        })
        .await??;
    Ok(Json(intent))
}

pub(super) async fn show(
    caller: Caller,
    Path(id): Path<String>,
    query: Result<Query<ShowQuery>, axum::extract::rejection::QueryRejection>,
) -> Answer<PaymentIntent> {
    let Query(query) =
        query.map_err(|_| Problem::field("returnCanceled", "The value must be true or false."))?;
    let public_url = caller.account.public_url();
    let found = caller
        .account
        .change(|state, _| {
            let intent = state.intents.get(&id)?;
            (intent.status != Status::Canceled || query.return_canceled)
                .then(|| wire::payment_intent(intent, public_url))
        })
        .await?;
    found
        .map(Json)
        .ok_or_else(|| Problem::not_found(format!("There is no payment intent {id}.")))
}

pub(super) async fn cancel(caller: Caller, Path(id): Path<String>) -> Answer<PaymentIntent> {
    change(&caller, &id, amounts::cancel).await
}

pub(super) async fn set_amount(
    caller: Caller,
    Path(id): Path<String>,
    Input(request): Input<SetAmountRequest>,
) -> Answer<PaymentIntent> {
    change(&caller, &id, |intent, now| {
        amounts::set_amount(intent, request, now)
    })
    .await
    .map_err(Problem::undocumented_404)
}

pub(super) async fn set_tips(
    caller: Caller,
    Path(id): Path<String>,
    Input(request): Input<SetTipsAmountRequest>,
) -> Answer<PaymentIntent> {
    change(&caller, &id, |intent, now| {
        amounts::set_tips(intent, &request.tips_amount, now)
    })
    .await
    .map_err(Problem::undocumented_404)
}

pub(super) async fn refresh_session(
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<PaymentIntent> {
    change(&caller, &id, amounts::refresh_session)
        .await
        .map_err(Problem::undocumented_404)
}

/// Changes an intent and shows it.
async fn change(
    caller: &Caller,
    id: &str,
    change: impl FnOnce(&mut Intent, Timestamp) -> Result<(), Refusal>,
) -> Answer<PaymentIntent> {
    let public_url = caller.account.public_url();
    let intent = caller
        .account
        .change(|state, now| {
            state.change_intent(id, now, |intent| {
                change(intent, now)?;
                Ok(wire::payment_intent(intent, public_url))
            })
        })
        .await??;
    Ok(Json(intent))
}

/// What a new intent names must be there: its customer, their secret and card, its setup intent.
fn check_names(
    state: &AccountState,
    request: &CreatePaymentIntentRequest,
    now: Timestamp,
) -> Result<(), Refusal> {
    if let Some(setup) = &request.setup_intent_id
        && state.setup_intents.get(setup).is_none()
    {
        let message = format!("There is no setup intent {setup}.");
        return Err(Refusal::invalid("SetupIntentId", message));
    }
    let Some(customer) = &request.customer else {
        return Ok(());
    };
    let record = match &customer.id {
        Some(id) => Some(state.customers.get(id).ok_or_else(|| {
            Refusal::invalid("Customer.Id", format!("There is no customer {id}."))
        })?),
        None => None,
    };
    if let Some(secret) = &customer.secret
        && !record.is_some_and(|record| record.accepts(secret.expose(), now))
    {
        return Err(Refusal::Forbidden(
            "The customer secret is not valid.".to_owned(),
        ));
    }
    if let Some(card) = &customer.saved_card_id
        && record.and_then(|record| record.card(card)).is_none()
    {
        let message = format!("The customer has no saved card {card}.");
        return Err(Refusal::invalid("Customer.SavedCardId", message));
    }
    Ok(())
}
