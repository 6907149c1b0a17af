//! `/setup-intents`, and what of it anyone may do who knows an id.

use axum::{
    Json,
    extract::{Path, Query},
};
use dojo::{CreateSetupIntentRequest, SetupIntentPublicResponse, SetupIntentResponse};
use jiff::Timestamp;
use serde::Deserialize;

use super::{Caller, Input, Problem, answer::Answer};
use crate::machine::{Refusal, setup_intent::SetupIntent, wire};

/// `?includeAuthorized=true`
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct DeleteQuery {
    include_authorized: bool,
}

pub(super) async fn create(
    caller: Caller,
    Input(request): Input<CreateSetupIntentRequest>,
) -> Answer<SetupIntentResponse> {
    let made = caller
        .account
        .change(|state, now| {
            let setup = SetupIntent::create(request, now)?;
            let shown = wire::setup_intent(&setup);
            state.add_setup_intent(setup);
            Ok::<_, Refusal>(shown)
        })
        .await??;
    Ok(Json(made))
}

pub(super) async fn show(caller: Caller, Path(id): Path<String>) -> Answer<SetupIntentResponse> {
    read(&caller, &id)
        .await
        .map(|setup| Json(wire::setup_intent(&setup)))
}

pub(super) async fn show_public(
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<SetupIntentPublicResponse> {
    read(&caller, &id)
        .await
        .map(|setup| Json(wire::setup_intent_public(&setup)))
}

pub(super) async fn delete(
    caller: Caller,
    Path(id): Path<String>,
    query: Result<Query<DeleteQuery>, axum::extract::rejection::QueryRejection>,
) -> Answer<SetupIntentResponse> {
    let Query(query) = query
        .map_err(|_| Problem::field("includeAuthorized", "The value must be true or false."))?;
    let setup = change(&caller, &id, |setup, now| {
        setup.delete(query.include_authorized, now)
    })
    .await?;
    Ok(Json(wire::setup_intent(&setup)))
}

pub(super) async fn refresh_session(
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<SetupIntentResponse> {
    let setup = change(&caller, &id, SetupIntent::refresh_session)
        .await
        .map_err(Problem::undocumented_404)?;
    Ok(Json(wire::setup_intent(&setup)))
}

pub(super) async fn refresh_session_public(
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<SetupIntentPublicResponse> {
    let setup = change(&caller, &id, SetupIntent::refresh_session).await?;
    Ok(Json(wire::setup_intent_public(&setup)))
}

async fn read(caller: &Caller, id: &str) -> Result<SetupIntent, Problem> {
    let found = caller
        .account
        .change(|state, _| state.setup_intents.get(id).cloned())
        .await?;
    found.ok_or_else(|| Problem::not_found(format!("There is no setup intent {id}.")))
}

async fn change(
    caller: &Caller,
    id: &str,
    change: impl FnOnce(&mut SetupIntent, Timestamp) -> Result<(), Refusal>,
) -> Result<SetupIntent, Problem> {
    let changed = caller
        .account
        .change(|state, now| {
            let setup = state
                .setup_intents
                .edit(id)
                .ok_or_else(|| Refusal::NotFound(format!("There is no setup intent {id}.")))?;
            change(setup, now)?;
            let changed = setup.clone();
            state.schedule_setup(id);
            Ok::<_, Refusal>(changed)
        })
        .await?;
    Ok(changed?)
}
