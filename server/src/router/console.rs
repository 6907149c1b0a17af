//! Every address of the console's API, and the least role that each takes.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use http::Method;
use shared::Role;

use crate::app::App;
use crate::handlers::console::{customers, live};

/// Who may use a route. There is no default: what declares nothing cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody: signing in, setting up, taking up an invitation.
    Anyone,
    /// Whoever is signed in, even while the console is locked.
    SignedIn,
    /// This role and those above, while the console is not locked.
    AtLeast(Role),
}

/// One line of the table.
pub struct ConsoleRoute {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: Method,
    /// Below `/api/console`.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    handler: MethodRouter<App>,
}

/// The table. Everything below `/api/console` is here.
#[must_use]
pub fn table() -> Vec<ConsoleRoute> {
    vec![
        // Session

        // Team and audit

        // Payments

        // Links

        // Phone orders

        // Holds

        // Customers
        get("/customers", Access::AtLeast(Role::Viewer), customers::list),
        get(
            "/customers/{id}",
            Access::AtLeast(Role::Viewer),
            customers::show,
        ),
        get(
            "/customers/{id}/cards",
            Access::AtLeast(Role::Viewer),
            customers::cards,
        ),
        // Overview, settings, live stream
        get("/live", Access::AtLeast(Role::Viewer), live::listen),
    ]
}

/// The table as a router, each line behind its guard.
pub(super) fn router(app: &App) -> Router<App> {
    let _ = app;
    table().into_iter().fold(Router::new(), |router, route| {
        router.route(route.path, route.handler)
    })
}

fn get<H, T>(path: &'static str, access: Access, handler: H) -> ConsoleRoute
where
    H: Handler<T, App>,
    T: 'static,
{
    ConsoleRoute {
        method: Method::GET,
        path,
        access,
        handler: on(MethodFilter::GET, handler),
    }
}
