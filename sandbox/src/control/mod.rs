//! The control plane: what Dojo does not have, all under `/_sandbox`, each call for the account of its key alone.

mod clock;
mod faults;
mod logs;
mod pay;
mod snapshot;
mod webhooks;

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts},
    http::request::Parts,
    routing::{get, post},
};

use crate::{
    api::{Problem, caller_of},
    state::{Account, Sandbox},
};

pub(crate) use clock::advance;

/// The longest snapshot that can be restored.
const LONGEST_SNAPSHOT: usize = 256 * 1024 * 1024;
/// The longest body of every other call.
const LONGEST_BODY: usize = 1024 * 1024;

/// Whose key a call carries. The control plane has no versions.
#[derive(Debug)]
pub(crate) struct Owner(pub(crate) Arc<Account>);

impl FromRequestParts<Sandbox> for Owner {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Problem> {
        caller_of(sandbox, &parts.headers).map(Self)
    }
}

/// Every route of the control plane, apart from the page for people.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/_sandbox/reset", post(snapshot::reset))
        .route("/_sandbox/clock", get(clock::show))
        .route("/_sandbox/clock/advance", post(clock::advance_by))
        .route(
            "/_sandbox/payment-intents/{id}/pay",
            post(pay::payment_intent),
        )
        .route(
            "/_sandbox/setup-intents/{id}/authorize",
            post(pay::setup_intent),
        )
        .route(
            "/_sandbox/faults",
            get(faults::list).post(faults::add).delete(faults::clear),
        )
        .route(
            "/_sandbox/webhooks/mode",
            get(webhooks::mode).put(webhooks::set_mode),
        )
        .route("/_sandbox/webhooks/deliveries", get(webhooks::deliveries))
        .route(
            "/_sandbox/webhooks/deliveries/{id}/replay",
            post(webhooks::replay),
        )
        .route("/_sandbox/requests", get(logs::requests))
        .route("/_sandbox/emails", get(logs::emails))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .merge(
            Router::new()
                .route(
                    "/_sandbox/snapshot",
                    get(snapshot::save).put(snapshot::restore),
                )
                .layer(DefaultBodyLimit::max(LONGEST_SNAPSHOT)),
        )
}
