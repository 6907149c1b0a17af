//! Every route of the sandbox.

use axum::Router;

use crate::{api, components, control, pages, state::Sandbox};

/// The API, the control plane, the hosted page with the inspector, and the components.
pub fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .merge(api::router(&sandbox))
        .merge(control::router())
        .merge(pages::router())
        .merge(components::router())
        .fallback(api::no_such_route)
        .method_not_allowed_fallback(api::no_such_method)
        .layer(axum::middleware::map_request(api::without_trailing_slash))
        .with_state(sandbox)
}
