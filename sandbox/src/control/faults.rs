//! Faults in the API's answers.

use axum::{Json, http::StatusCode};
use serde_json::{Value, json};

use super::Owner;
use crate::{
    api::{Input, Problem, Rule, Shape, Shaped, closed, optional, required, text},
    faults::{Fault, FaultKind},
};

impl Shaped for Fault {
    const SHAPE: &'static Shape = &closed(&[
        required("method", text(20)),
        required("path", text(1000)),
        required(
            "kind",
            Rule::OneOf(&[
                "latency",
                "status",
                "reset",
                "drop_response",
                "truncate",
                "garbage",
            ]),
        ),
        optional(
            "ms",
            Rule::Integer {
                min: 0,
                max: 120_000,
            },
        ),
        optional("status", Rule::Integer { min: 400, max: 599 }),
        optional(
            "times",
            Rule::Integer {
                min: 1,
                max: 1_000_000,
            },
        ),
    ]);
}

pub(super) async fn list(Owner(account): Owner) -> Result<Json<Value>, Problem> {
    let faults = account
        .change(|state, _| state.faults.list().to_vec())
        .await?;
    Ok(Json(json!({ "data": faults })))
}

pub(super) async fn add(
    Owner(account): Owner,
    Input(fault): Input<Fault>,
) -> Result<(StatusCode, Json<Fault>), Problem> {
    if fault.kind == FaultKind::Status && fault.status.is_none() {
        return Err(Problem::field(
            "Status",
            "A fault of the kind status needs a status.",
        ));
    }
    let added = fault.clone();
    account.change(|state, _| state.faults.add(fault)).await?;
    Ok((StatusCode::CREATED, Json(added)))
}

pub(super) async fn clear(Owner(account): Owner) -> Result<StatusCode, Problem> {
    account.change(|state, _| state.faults.clear()).await?;
    Ok(StatusCode::NO_CONTENT)
}
