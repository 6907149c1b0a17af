//! `POST /payment-intents/search`, `POST /customers/search`

use axum::Json;
use dojo::{
    PagedPaymentIntent, PagedResultOfCustomer, SearchCustomerRequest, SearchPaymentIntentRequest,
};

use super::{Caller, Input, answer::Answer, cursor::Place};
use crate::machine::{intent::Intent, wire};

pub(super) async fn payment_intents(
    caller: Caller,
    Input(request): Input<SearchPaymentIntentRequest>,
) -> Answer<PagedPaymentIntent> {
    let cursor = request.cursor.clone().unwrap_or_default();
    let place = Place::new(
        cursor.limit,
        cursor.before.as_deref(),
        cursor.after.as_deref(),
    )?;
    let public_url = caller.account.public_url();
    let page = caller
        .account
        .change(|state, _| {
            let found = state
                .intents
                .numbered()
                .rev()
                .filter(|(_, intent)| matches(intent, &request));
            let page = place.cut(found);
            PagedPaymentIntent {
                data: page
                    .data
                    .into_iter()
                    .map(|intent| wire::payment_intent(intent, public_url))
                    .collect(),
                before: page.before,
                after: page.after,
                ..Default::default()
            }
        })
        .await?;
    Ok(Json(page))
}

pub(super) async fn customers(
    caller: Caller,
    Input(request): Input<SearchCustomerRequest>,
) -> Answer<PagedResultOfCustomer> {
    let place = Place::new(
        request.limit,
        request.before.as_deref(),
        request.after.as_deref(),
    )?;
    let page = caller
        .account
        .change(|state, _| {
            let page = place.cut(state.customers.numbered().rev());
            PagedResultOfCustomer {
                data: page
                    .data
                    .into_iter()
                    .map(|record| record.customer.clone())
                    .collect(),
                before: page.before,
                after: page.after,
                ..Default::default()
            }
        })
        .await?;
    Ok(Json(page))
}

fn matches(intent: &Intent, request: &SearchPaymentIntentRequest) -> bool {
    let status = intent.status.to_string();
    let wanted = request.statuses.is_empty()
        || request
            .statuses
            .iter()
            .any(|wanted| wanted.as_str() == status);
    wanted
        && request
            .start_date
            .is_none_or(|start| intent.created_at >= start)
        && request.end_date.is_none_or(|end| intent.created_at <= end)
}
