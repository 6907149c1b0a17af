//! Every route of the sandbox.

use axum::{Router, middleware::map_response};
use tower::util::MapRequest;

use crate::{api, components, control, pages, state::Sandbox};

/// The API, the control plane, the hosted page with the inspector, and the components.
pub fn router(sandbox: Sandbox) -> Router {
    let routes = Router::new()
        .merge(api::router(&sandbox))
        .merge(control::router())
        .merge(pages::router())
        .merge(components::router())
        .fallback(api::no_such_route)
        .method_not_allowed_fallback(api::no_such_method)
        .layer(map_response(api::problem_instead_of_text))
        .with_state(sandbox);
    // What changes the path has to come before the routes look at it.
    Router::new().fallback_service(MapRequest::new(routes, api::without_trailing_slash))
}
