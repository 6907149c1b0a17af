//! `/webhooks`: subscriptions.

use std::net::IpAddr;

use axum::{Json, extract::Path, http::StatusCode};
use dojo::{
    Subscription, SubscriptionRequest, SubscriptionSecret, SubscriptionUpdateRequest, WebhookEvents,
};
use jiff::Timestamp;
use url::{Host, Url};

use super::{Caller, Input, Problem, answer::Answer};
use crate::{account::AccountState, id, machine::Refusal};

/// What can be subscribed to.
pub(super) const EVENTS: [&str; 3] = [
    "payment_intent.created",
    "payment_intent.status_updated",
    "payment_intent.send-receipt",
];

pub(super) async fn events(_: Caller) -> Json<Vec<WebhookEvents>> {
    Json(vec![WebhookEvents {
        model: "PaymentIntent".to_owned(),
        events: EVENTS.map(str::to_owned).to_vec(),
        ..Default::default()
    }])
}

pub(super) async fn list(caller: Caller) -> Answer<Vec<Subscription>> {
    let all = caller
        .account
        .change(|state, _| state.subscriptions.iter().cloned().collect())
        .await?;
    Ok(Json(all))
}

pub(super) async fn create(
    caller: Caller,
    Input(request): Input<SubscriptionRequest>,
) -> Answer<Subscription> {
    check_address(&request.url)?;
    let made = caller
        .account
        .change(|state, now| {
            let subscription = Subscription {
                id: id::new("ws_"),
                account_id: Some(state.account_id.clone()),
                events: distinct(request.events),
                url: request.url,
                description: request.description,
                secrets: vec![new_secret(true, now)],
                created_at: Some(now),
                updated_at: Some(now),
                ..Default::default()
            };
            check_unique(state, &subscription)?;
            state
                .subscriptions
                .insert(&subscription.id, subscription.clone());
            Ok::<_, Refusal>(subscription)
        })
        .await?;
    made.map(Json).map_err(Problem::of_state)
}

pub(super) async fn update(
    caller: Caller,
    Path(id): Path<String>,
    Input(request): Input<SubscriptionUpdateRequest>,
) -> Answer<Subscription> {
    if let Some(url) = &request.url {
        check_address(url)?;
    }
    let changed = caller
        .account
        .change(|state, now| {
            let mut subscription = state
                .subscriptions
                .get(&id)
                .cloned()
                .ok_or_else(|| Refusal::NotFound(format!("There is no subscription {id}.")))?;
            if !request.events.is_empty() {
                subscription.events = distinct(request.events);
            }
            subscription.url = request.url.unwrap_or(subscription.url);
            subscription.description = request.description.or(subscription.description);
            subscription.updated_at = Some(now);
            check_unique(state, &subscription)?;
            state.subscriptions.insert(&id, subscription.clone());
            Ok::<_, Refusal>(subscription)
        })
        .await?;
    changed.map(Json).map_err(Problem::of_state)
}

pub(super) async fn delete(caller: Caller, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let removed = caller
        .account
        .change(|state, _| state.subscriptions.remove(&id).is_some())
        .await?;
    if removed {
        Ok(StatusCode::NO_CONTENT)
    } else {
        let detail = format!("There is no subscription {id}.");
        Err(Problem::not_found(detail))
    }
}

pub(super) fn new_secret(is_active: bool, now: Timestamp) -> SubscriptionSecret {
    SubscriptionSecret {
        id: id::new("sc_"),
        value: id::secret("").into(),
        created_at: Some(now),
        is_active,
        ..Default::default()
    }
}

/// There is one subscription for an event and an address.
fn check_unique(state: &AccountState, new: &Subscription) -> Result<(), Refusal> {
    let taken = state.subscriptions.iter().any(|known| {
        known.id != new.id
            && known.url == new.url
            && known.events.iter().any(|event| new.events.contains(event))
    });
    if taken {
        return Err(Refusal::State(format!(
            "There is a subscription of {} to one of these events already.",
            new.url
        )));
    }
    Ok(())
}

/// Dojo requires https; the sandbox allows http on this computer.
fn check_address(address: &str) -> Result<(), Problem> {
    let allowed = Url::parse(address).is_ok_and(|url| match (url.scheme(), url.host()) {
        ("https", Some(_)) => true,
        ("http", Some(Host::Domain(name))) => name == "localhost" || name.ends_with(".localhost"),
        ("http", Some(Host::Ipv4(ip))) => IpAddr::V4(ip).is_loopback(),
        ("http", Some(Host::Ipv6(ip))) => IpAddr::V6(ip).is_loopback(),
        _ => false,
    });
    if allowed {
        Ok(())
    } else {
        Err(Problem::field(
            "Url",
            "The address must be https, or http on this computer.",
        ))
    }
}

fn distinct(mut events: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    events.retain(|event| seen.insert(event.clone()));
    events
}
