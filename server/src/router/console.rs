//! The routes of the console's API, each behind its guard. The table itself is in `table.rs`.

mod card_numbers;
pub(crate) mod guard;
mod replay;
mod table;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use http::Method;
use shared::Role;

use self::guard::Gate;
use crate::app::App;
use crate::extract::same_origin;

pub use table::table;

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

/// What is answered when a change is sent again under the same `idempotency-key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replay {
    /// The same.
    Answer,
    /// That it was done: the answer held a secret, which is not kept.
    Secret,
    /// Whatever it comes to this time: the request holds a password, of which nothing is kept.
    Never,
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
    replay: Replay,
    most_bytes: Option<usize>,
}

/// The table as a router, each line behind its guard. Changes must come from our own pages.
pub(super) fn router(app: &App) -> Router<App> {
    table()
        .into_iter()
        .fold(Router::new(), |router, route| {
            router.route(route.path, route.guarded(app))
        })
        .layer(from_fn_with_state(app.clone(), same_origin::for_json))
}

impl ConsoleRoute {
    /// For answers that hold a secret, such as a new token: they are not kept for a second request.
    #[must_use]
    pub fn shown_once(mut self) -> Self {
        self.replay = Replay::Secret;
        self
    }

    /// For requests that hold a password. Even a hash of them is not kept for a second request: it would be a fast one, beside
    /// the slow one of the account.
    #[must_use]
    pub fn with_password(mut self) -> Self {
        self.replay = Replay::Never;
        self
    }

    /// For bodies that are larger than others may be, such as a CSV file.
    #[must_use]
    pub fn up_to(mut self, bytes: usize) -> Self {
        self.most_bytes = Some(bytes);
        self
    }

    fn guarded(self, app: &App) -> MethodRouter<App> {
        let gate = Gate {
            app: app.clone(),
            access: self.access,
            replay: self.replay,
        };
        let guarded = self
            .handler
            .route_layer(from_fn_with_state(gate, guard::guard));
        match self.most_bytes {
            Some(bytes) => guarded.route_layer(DefaultBodyLimit::max(bytes)),
            None => guarded,
        }
    }
}

fn get<H, T>(path: &'static str, access: Access, handler: H) -> ConsoleRoute
where
    H: Handler<T, App>,
    T: 'static,
{
    route(Method::GET, path, access, on(MethodFilter::GET, handler))
}

fn post<H, T>(path: &'static str, access: Access, handler: H) -> ConsoleRoute
where
    H: Handler<T, App>,
    T: 'static,
{
    route(Method::POST, path, access, on(MethodFilter::POST, handler))
}

fn put<H, T>(path: &'static str, access: Access, handler: H) -> ConsoleRoute
where
    H: Handler<T, App>,
    T: 'static,
{
    route(Method::PUT, path, access, on(MethodFilter::PUT, handler))
}

fn delete<H, T>(path: &'static str, access: Access, handler: H) -> ConsoleRoute
where
    H: Handler<T, App>,
    T: 'static,
{
    let handler = on(MethodFilter::DELETE, handler);
    route(Method::DELETE, path, access, handler)
}

fn route(
    method: Method,
    path: &'static str,
    access: Access,
    handler: MethodRouter<App>,
) -> ConsoleRoute {
    ConsoleRoute {
        method,
        path,
        access,
        handler,
        replay: Replay::Answer,
        most_bytes: None,
    }
}
