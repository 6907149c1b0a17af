//! How webhooks are delivered, and what became of them.

use axum::{Json, extract::Path};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Owner;
use crate::{
    api::{Input, Problem, Rule, Shape, Shaped, closed, optional},
    webhooks::{Delivery, Mode},
};

/// A mode as it comes in: `drop` may be a share or `true`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ModeRequest {
    copies: Option<u32>,
    #[serde(default)]
    shuffle: bool,
    #[serde(default)]
    delay_ms: u64,
    drop: Option<Value>,
    #[serde(default)]
    seed: u64,
}

impl Shaped for ModeRequest {
    const SHAPE: &'static Shape = &closed(&[
        optional("copies", Rule::Integer { min: 1, max: 20 }),
        optional("shuffle", Rule::Boolean),
        optional(
            "delayMs",
            Rule::Integer {
                min: 0,
                max: 86_400_000,
            },
        ),
        optional("drop", Rule::Anything),
        optional(
            "seed",
            Rule::Integer {
                min: 0,
                max: i64::MAX,
            },
        ),
    ]);
}

pub(super) async fn mode(Owner(account): Owner) -> Result<Json<Mode>, Problem> {
    let mode = account.change(|state, _| state.webhook_mode()).await?;
    Ok(Json(mode))
}

pub(super) async fn set_mode(
    Owner(account): Owner,
    Input(request): Input<ModeRequest>,
) -> Result<Json<Mode>, Problem> {
    let mode = Mode {
        copies: request.copies.unwrap_or(1),
        shuffle: request.shuffle,
        delay_ms: request.delay_ms,
        drop: share(request.drop)?,
        seed: request.seed,
        ..Mode::default()
    };
    account
        .change(|state, _| state.set_webhook_mode(mode))
        .await?;
    Ok(Json(mode))
}

pub(super) async fn deliveries(Owner(account): Owner) -> Result<Json<Value>, Problem> {
    let newest_first: Vec<Delivery> = account
        .change(|state, _| state.deliveries.iter().rev().cloned().collect())
        .await?;
    Ok(Json(json!({ "data": newest_first })))
}

pub(super) async fn replay(
    Owner(account): Owner,
    Path(id): Path<String>,
) -> Result<Json<Delivery>, Problem> {
    let replayed = account
        .change(|state, now| {
            state
                .replay(&id, now)
                .then(|| state.deliveries.get(&id).cloned())
                .flatten()
        })
        .await?;
    replayed
        .map(Json)
        .ok_or_else(|| Problem::not_found(format!("There is no delivery {id}.")))
}

fn share(drop: Option<Value>) -> Result<f64, Problem> {
    match drop {
        None | Some(Value::Bool(false)) => Ok(0.0),
        Some(Value::Bool(true)) => Ok(1.0),
        Some(other) => other
            .as_f64()
            .filter(|share| (0.0..=1.0).contains(share))
            .ok_or_else(|| Problem::field("Drop", "The share that is lost must be 0 to 1.")),
    }
}
