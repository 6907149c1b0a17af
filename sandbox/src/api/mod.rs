//! Dojo's API: one file a resource.

mod answer;
mod captures;
mod charges;
mod cursor;
mod customers;
mod guard;
mod payment_intents;
mod payment_methods;
mod problem;
mod receipts;
mod refunds;
mod requests;
mod reversals;
mod search;
mod setup_intents;
mod shape;
mod shapes;
mod subscription_secrets;
mod subscriptions;
mod version;

use axum::{
    Router,
    http::{Method, Request, StatusCode, Uri, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{delete, get, patch, post, put},
};

pub(crate) use guard::{Caller, caller_of};
pub(crate) use problem::Problem;
pub(crate) use requests::{Input, Shaped};
pub(crate) use shape::{Field, Rule, Shape, closed, optional, required, text};

use crate::{faults::BreakOff, state::Sandbox};

/// Every route of the API.
pub(crate) fn router(sandbox: &Sandbox) -> Router<Sandbox> {
    Router::new()
        .merge(payment_routes())
        .merge(setup_routes())
        .merge(customer_routes())
        .merge(webhook_routes())
        .route_layer(from_fn_with_state(sandbox.clone(), guard::guard))
}

fn payment_routes() -> Router<Sandbox> {
    Router::new()
        .route("/payment-intents", post(payment_intents::create))
        .route("/payment-intents/search", post(search::payment_intents))
        .route(
            "/payment-intents/{id}",
            get(payment_intents::show).delete(payment_intents::cancel),
        )
        .route(
            "/payment-intents/{id}/amount",
            post(payment_intents::set_amount),
        )
        .route(
            "/payment-intents/{id}/tips-amount",
            post(payment_intents::set_tips),
        )
        .route(
            "/payment-intents/{id}/refresh-client-session-secret",
            post(payment_intents::refresh_session),
        )
        .route("/payment-intents/{id}/captures", post(captures::create))
        .route("/payment-intents/{id}/refunds", post(refunds::create))
        .route("/payment-intents/refunds/{id}", get(refunds::show))
        .route("/payment-intents/{id}/reversal", post(reversals::create))
        .route("/payment-intents/{id}/receipt", post(receipts::create))
        .route("/payment-intents/{id}/charge", post(charges::create))
}

fn setup_routes() -> Router<Sandbox> {
    Router::new()
        .route("/setup-intents", post(setup_intents::create))
        .route(
            "/setup-intents/{id}",
            get(setup_intents::show).delete(setup_intents::delete),
        )
        .route(
            "/setup-intents/{id}/refresh-client-session-secret",
            post(setup_intents::refresh_session),
        )
        .route(
            "/setup-intents/public/{id}",
            get(setup_intents::show_public),
        )
        .route(
            "/setup-intents/public/{id}/refresh-client-session-secret",
            post(setup_intents::refresh_session_public),
        )
}

fn customer_routes() -> Router<Sandbox> {
    Router::new()
        .route("/customers", post(customers::create))
        .route("/customers/search", post(search::customers))
        .route(
            "/customers/{id}",
            get(customers::show)
                .patch(customers::update)
                .delete(customers::delete),
        )
        .route(
            "/customers/{id}/create-secret",
            post(customers::create_secret),
        )
        .route(
            "/customers/public/{id}/payment-methods",
            get(payment_methods::list),
        )
        .route(
            "/customers/public/{id}/payment-methods/{method_id}",
            delete(payment_methods::delete),
        )
}

fn webhook_routes() -> Router<Sandbox> {
    Router::new()
        .route("/webhooks/events", get(subscriptions::events))
        .route(
            "/webhooks",
            get(subscriptions::list).post(subscriptions::create),
        )
        .route(
            "/webhooks/{id}",
            patch(subscriptions::update).delete(subscriptions::delete),
        )
        .route(
            "/webhooks/{id}/secrets",
            get(subscription_secrets::list).post(subscription_secrets::generate),
        )
        .route(
            "/webhooks/{id}/secrets/{secret_id}/activate",
            put(subscription_secrets::activate),
        )
        .route(
            "/webhooks/{id}/secrets/{secret_id}",
            delete(subscription_secrets::delete),
        )
}

/// What answers to paths that nobody has.
pub(crate) async fn no_such_route(method: Method, uri: Uri) -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        format!("There is no {method} {}.", uri.path()),
    )
}

/// What answers to paths that somebody has, but not with this method.
pub(crate) async fn no_such_method(method: Method, uri: Uri) -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        format!("{} does not answer to {method}.", uri.path()),
    )
}

/// Dojo's guides post to `/payment-intents/`.
pub(crate) fn without_trailing_slash<B>(mut request: Request<B>) -> Request<B> {
    let uri = request.uri();
    let path = uri.path().trim_end_matches('/');
    if !path.is_empty() && path.len() < uri.path().len() {
        let query = uri
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        if let Ok(shorter) = format!("{path}{query}").parse() {
            *request.uri_mut() = shorter;
        }
    }
    request
}

/// The framework refuses some requests with a plain text: a path that is no UTF-8, a body that is too long.
pub(crate) async fn problem_instead_of_text(answer: Response) -> Response {
    let is_text = answer
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let refused = answer.status().is_client_error() || answer.status().is_server_error();
    if !refused || !is_text || answer.extensions().get::<BreakOff>().is_some() {
        return answer;
    }
    let detail = "The request could not be understood.";
    Problem::new(answer.status(), detail).into_response()
}
