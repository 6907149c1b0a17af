//! Tokens with which shops open checkouts: shown once, kept as hashes, revocable.

use serde_json::json;
use sha2::{Digest as _, Sha256};
use shared::console::live::{LiveEvent, LiveKind};
use shared::console::settings::rules;
use shared::console::settings::tokens::{ApiToken, ApiTokens, MadeApiToken};

use super::shown::ending;
use crate::app::App;
use crate::staff::Actor;
use crate::staff::audit::{self, Entry};
use crate::store::{Tx, api_tokens};
use crate::{DomainError, live, random};

/// More would be a sign that nobody takes care of them.
const MOST: usize = 50;

/// `last used` is exact to this (milliseconds), so that a busy shop does not write with every call.
const USED_EVERY: i64 = 60_000;

/// Those that work.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn list(app: &App) -> Result<ApiTokens, DomainError> {
    Ok(ApiTokens {
        tokens: api_tokens::list(&app.store).await?,
        configured: app.config.api_token.is_some(),
    })
}

/// Makes one. The answer is the only place where it is ever shown.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Conflict`] if there are many already, [`DomainError::Store`].
pub(crate) async fn make(
    app: &App,
    actor: &Actor,
    name: &str,
) -> Result<MadeApiToken, DomainError> {
    let name = name.trim();
    rules::check_name(name).map_err(|(field, message)| DomainError::invalid(field, message))?;
    if api_tokens::list(&app.store).await?.len() >= MOST {
        return Err(DomainError::Conflict(
            "There are 50 tokens already. Revoke those that nobody uses.",
        ));
    }
    let secret = random::id::<24>("tatami_")?;
    let now = app.clock.now_ms();
    let token = ApiToken {
        id: random::id::<12>("at_")?,
        name: name.to_owned(),
        ending: ending(&secret),
        created_at: now,
        created_by: actor.name.clone(),
        last_used_at: None,
    };
    let mut tx = app.store.begin().await?;
    api_tokens::insert(&mut tx, &token, &hash(&secret)).await?;
    let entry = Entry {
        action: "api_token.made",
        object_kind: "api_token",
        object_id: &token.id,
        before: None,
        after: Some(json!({"name": token.name, "ending": token.ending})),
    };
    record(app, tx, actor, &entry, now).await?;
    Ok(MadeApiToken { token, secret })
}

/// Takes one out of use, at once and for good.
///
/// # Errors
/// [`DomainError::NotFound`], [`DomainError::Store`].
pub(crate) async fn revoke(app: &App, actor: &Actor, id: &str) -> Result<(), DomainError> {
    let now = app.clock.now_ms();
    let mut tx = app.store.begin().await?;
    let token = api_tokens::revoke(&mut tx, id, now)
        .await?
        .ok_or(DomainError::NotFound)?;
    let entry = Entry {
        action: "api_token.revoked",
        object_kind: "api_token",
        object_id: &token.id,
        before: Some(json!({"name": token.name, "ending": token.ending})),
        after: None,
    };
    record(app, tx, actor, &entry, now).await
}

async fn record(
    app: &App,
    mut tx: Tx,
    actor: &Actor,
    entry: &Entry<'_>,
    now: i64,
) -> Result<(), DomainError> {
    audit::record(&mut tx, Some(actor), entry, now).await?;
    let event = LiveEvent {
        kind: LiveKind::Settings,
        id: "tokens".to_owned(),
    };
    live::tell(&mut tx, &event, now).await?;
    tx.commit().await?;
    live::hint(app);
    Ok(())
}

/// Whether a token of the console's works. What is looked up is its hash, so the time it takes tells nothing about it.
///
/// # Errors
/// [`DomainError::Store`].
pub(crate) async fn works(app: &App, given: &str) -> Result<bool, DomainError> {
    let Some(token) = api_tokens::by_hash(&app.store, &hash(given)).await? else {
        return Ok(false);
    };
    let now = app.clock.now_ms();
    if token.last_used_at.is_none_or(|at| at + USED_EVERY <= now) {
        api_tokens::used(&app.store, &token.id, now).await?;
    }
    Ok(true)
}

fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}
