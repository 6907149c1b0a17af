//! `/webhooks/{id}/secrets`: several may be active while one replaces another.

use axum::{Json, extract::Path, http::StatusCode};
use dojo::{SecretsResponse, Subscription};
use jiff::Timestamp;

use super::{Caller, Problem, answer::Answer, subscriptions::new_secret};
use crate::machine::Refusal;

/// How many secrets a subscription may have.
const MOST_SECRETS: usize = 10;

pub(super) async fn list(caller: Caller, Path(id): Path<String>) -> Answer<SecretsResponse> {
    change(&caller, &id, |subscription, _| Ok(shown(subscription)))
        .await
        .map(Json)
}

pub(super) async fn generate(caller: Caller, Path(id): Path<String>) -> Answer<SecretsResponse> {
    change(&caller, &id, |subscription, now| {
        if subscription.secrets.len() >= MOST_SECRETS {
            return Err(Refusal::State(format!(
                "{} has {MOST_SECRETS} secrets already.",
                subscription.id
            )));
        }
        subscription.secrets.push(new_secret(false, now));
        subscription.updated_at = Some(now);
        Ok(shown(subscription))
    })
    .await
    .map(Json)
}

/// Deliveries are signed with the secret that was activated last.
pub(super) async fn activate(
    caller: Caller,
    Path((id, secret_id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    change(&caller, &id, |subscription, now| {
        let at = position(subscription, &secret_id)?;
        let mut secret = subscription.secrets.remove(at);
        secret.is_active = true;
        subscription.secrets.push(secret);
        subscription.updated_at = Some(now);
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn delete(
    caller: Caller,
    Path((id, secret_id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    change(&caller, &id, |subscription, now| {
        let at = position(subscription, &secret_id)?;
        subscription.secrets.remove(at);
        subscription.updated_at = Some(now);
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn shown(subscription: &Subscription) -> SecretsResponse {
    SecretsResponse {
        id: Some(subscription.id.clone()),
        secrets: subscription.secrets.clone(),
        ..Default::default()
    }
}

fn position(subscription: &Subscription, secret_id: &str) -> Result<usize, Refusal> {
    subscription
        .secrets
        .iter()
        .position(|secret| secret.id == secret_id)
        .ok_or_else(|| Refusal::NotFound(format!("There is no secret {secret_id}.")))
}

async fn change<T>(
    caller: &Caller,
    id: &str,
    change: impl FnOnce(&mut Subscription, Timestamp) -> Result<T, Refusal>,
) -> Result<T, Problem> {
    let changed = caller
        .account
        .change(|state, now| {
            let subscription = state
                .subscriptions
                .edit(id)
                .ok_or_else(|| Refusal::NotFound(format!("There is no subscription {id}.")))?;
            change(subscription, now)
        })
        .await?;
    changed.map_err(Problem::of_state)
}
