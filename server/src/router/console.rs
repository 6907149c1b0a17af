//! Every address of the console's API, and the least role that each takes.

pub(crate) mod guard;
mod replay;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use http::Method;
use shared::Role;
use shared::console::links::LARGEST_FILE;

use self::guard::Gate;
use crate::app::App;
use crate::extract::same_origin;
use crate::handlers::console::holds;
use crate::handlers::console::settings::{callback, dojo, sections, tokens};
// Every area of the console stands in the table.
use crate::handlers::console::*;

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

/// The largest file of links, with what base64 and JSON add to it.
const LARGEST_UPLOAD: usize = LARGEST_FILE * 4 / 3 + 64 * 1024;

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

/// Settings, tokens and the connection to Dojo.
const OWNER: Access = Access::AtLeast(Role::Owner);

/// What everybody at the console may look at.
const VIEWER: Access = Access::AtLeast(Role::Viewer);

/// A logo in base64, and the JSON around it.
const LOGO_BYTES: usize = 300 * 1024;
const CLERK: Access = Access::AtLeast(Role::Clerk);
const MANAGER: Access = Access::AtLeast(Role::Manager);

const CUSTOMERS_CARD: &str = "/customers/{id}/cards/{payment_method_id}";
const PREFERRED_CARD: &str = "/customers/{id}/cards/{payment_method_id}/preferred";

/// The table. Everything below `/api/console` is here.
#[must_use]
pub fn table() -> Vec<ConsoleRoute> {
    use Access::{Anyone, AtLeast, SignedIn};

    vec![
        // Session
        get("/session", Anyone, session::show),
        post("/session", Anyone, session::sign_in),
        delete("/session", Anyone, session::sign_out),
        post("/session/lock", SignedIn, session::lock),
        post("/session/unlock", SignedIn, session::unlock).with_password(),
        get("/entrance/{token}", Anyone, entrance::show),
        post("/entrance/{token}", Anyone, entrance::enter),
        // One's own account
        put(
            "/account/password",
            AtLeast(Role::Viewer),
            account::change_password,
        )
        .with_password(),
        get(
            "/account/sessions",
            AtLeast(Role::Viewer),
            account::sessions,
        ),
        delete(
            "/account/sessions/{id}",
            AtLeast(Role::Viewer),
            account::end_session,
        ),
        // Team and audit
        get("/team", AtLeast(Role::Owner), team::show),
        post("/team/invitations", AtLeast(Role::Owner), team::invite).shown_once(),
        delete(
            "/team/invitations/{id}",
            AtLeast(Role::Owner),
            team::withdraw,
        ),
        put(
            "/team/members/{id}/role",
            AtLeast(Role::Owner),
            team::change_role,
        ),
        post(
            "/team/members/{id}/disable",
            AtLeast(Role::Owner),
            team::disable,
        ),
        post(
            "/team/members/{id}/enable",
            AtLeast(Role::Owner),
            team::enable,
        ),
        post(
            "/team/members/{id}/password-link",
            AtLeast(Role::Owner),
            team::password_link,
        )
        .shown_once(),
        get("/team/sessions", AtLeast(Role::Owner), team::sessions),
        delete(
            "/team/sessions/{id}",
            AtLeast(Role::Owner),
            team::end_session,
        ),
        get("/audit", AtLeast(Role::Manager), audit::list),
        get("/audit/choices", AtLeast(Role::Manager), audit::choices),
        get("/audit/export", AtLeast(Role::Manager), audit::export),
        get("/audit/verify", AtLeast(Role::Manager), audit::verify),
        // Payments
        get("/payments", Access::AtLeast(Role::Viewer), payments::list),
        get(
            "/payments.csv",
            Access::AtLeast(Role::Manager),
            payments::csv,
        ),
        get(
            "/payments/staff",
            Access::AtLeast(Role::Viewer),
            payments::staff_names,
        ),
        get(
            "/payments/views",
            Access::AtLeast(Role::Viewer),
            payments::views,
        ),
        post(
            "/payments/views",
            Access::AtLeast(Role::Viewer),
            payments::keep_view,
        ),
        delete(
            "/payments/views/{id}",
            Access::AtLeast(Role::Viewer),
            payments::forget_view,
        ),
        get(
            "/payments/{id}",
            Access::AtLeast(Role::Viewer),
            payments::show,
        ),
        get(
            "/payments/{id}/document",
            Access::AtLeast(Role::Viewer),
            payments::document,
        ),
        post(
            "/payments/{id}/capture",
            Access::AtLeast(Role::Manager),
            payments::capture,
        ),
        post(
            "/payments/{id}/cancel",
            Access::AtLeast(Role::Manager),
            payments::cancel,
        ),
        post(
            "/payments/{id}/reversal",
            Access::AtLeast(Role::Manager),
            payments::reverse,
        ),
        post(
            "/payments/{id}/refunds",
            Access::AtLeast(Role::Manager),
            payments::refund,
        ),
        post(
            "/payments/{id}/amount",
            Access::AtLeast(Role::Manager),
            payments::change_amount,
        ),
        post(
            "/payments/{id}/tip",
            Access::AtLeast(Role::Manager),
            payments::change_tip,
        ),
        post(
            "/payments/{id}/receipt",
            Access::AtLeast(Role::Clerk),
            payments::send_receipt,
        ),
        post(
            "/payments/{id}/refresh",
            Access::AtLeast(Role::Clerk),
            payments::refresh,
        ),
        post(
            "/payments/{id}/notes",
            Access::AtLeast(Role::Clerk),
            payments::add_note,
        ),
        delete(
            "/payments/{id}/flags/{kind}",
            Access::AtLeast(Role::Manager),
            payments::resolve_flag,
        ),
        get(
            "/refunds",
            Access::AtLeast(Role::Viewer),
            payments::open_refunds,
        ),
        post(
            "/refunds/{id}/decision",
            Access::AtLeast(Role::Manager),
            payments::decide_refund,
        ),
        // Links
        get("/links", Access::AtLeast(Role::Viewer), links::list),
        post("/links", Access::AtLeast(Role::Clerk), links::make),
        get(
            "/links/export.csv",
            Access::AtLeast(Role::Manager),
            link_files::export,
        ),
        post(
            "/links/import/check",
            Access::AtLeast(Role::Manager),
            links::check_import,
        )
        .up_to(LARGEST_UPLOAD),
        post(
            "/links/import",
            Access::AtLeast(Role::Manager),
            links::import,
        )
        .up_to(LARGEST_UPLOAD),
        get("/links/{id}", Access::AtLeast(Role::Viewer), links::show),
        put("/links/{id}", Access::AtLeast(Role::Clerk), links::change),
        post(
            "/links/{id}/deactivate",
            Access::AtLeast(Role::Manager),
            links::deactivate,
        ),
        post(
            "/links/{id}/reactivate",
            Access::AtLeast(Role::Manager),
            links::reactivate,
        ),
        post(
            "/links/{id}/emails",
            Access::AtLeast(Role::Clerk),
            links::send,
        ),
        get(
            "/links/{id}/qr.svg",
            Access::AtLeast(Role::Viewer),
            link_files::svg,
        ),
        get(
            "/links/{id}/qr.png",
            Access::AtLeast(Role::Viewer),
            link_files::png,
        ),
        get(
            "/links/{id}/poster",
            Access::AtLeast(Role::Viewer),
            link_files::poster,
        ),
        post(
            "/emails/{id}/retry",
            Access::AtLeast(Role::Clerk),
            emails::retry,
        ),
        // Phone orders
        get(
            "/phone-orders",
            Access::AtLeast(Role::Viewer),
            phone_orders::recent,
        ),
        post(
            "/phone-orders",
            Access::AtLeast(Role::Clerk),
            phone_orders::create,
        ),
        get(
            "/phone-orders/{id}",
            Access::AtLeast(Role::Viewer),
            phone_orders::show,
        ),
        post(
            "/phone-orders/{id}/keyed-attempt",
            Access::AtLeast(Role::Clerk),
            phone_orders::key,
        )
        .shown_once(),
        post(
            "/phone-orders/{id}/confirm",
            Access::AtLeast(Role::Clerk),
            phone_orders::confirm,
        ),
        post(
            "/phone-orders/{id}/link",
            Access::AtLeast(Role::Clerk),
            phone_orders::link,
        ),
        post(
            "/phone-orders/{id}/cancel",
            Access::AtLeast(Role::Clerk),
            phone_orders::cancel,
        ),
        post(
            "/phone-orders/{id}/receipt",
            Access::AtLeast(Role::Clerk),
            phone_orders::receipt,
        ),
        // Holds
        get("/holds", VIEWER, holds::list),
        post("/holds", CLERK, holds::create),
        get("/holds/defaults", CLERK, holds::defaults),
        get("/holds/{id}", VIEWER, holds::show),
        get("/holds/{id}/qr.svg", VIEWER, holds::svg),
        get("/holds/{id}/qr.png", VIEWER, holds::png),
        post("/holds/{id}/send", CLERK, holds::send),
        post("/holds/{id}/refresh", CLERK, holds::refresh),
        post("/holds/{id}/charge", MANAGER, holds::charge),
        post("/holds/{id}/cancel", MANAGER, holds::cancel),
        post("/holds/{id}/release", MANAGER, holds::release),
        // Customers
        get("/customers", VIEWER, customers::list),
        post("/customers", CLERK, customers::create),
        get("/customers/{id}", VIEWER, customers::show),
        put("/customers/{id}", CLERK, customers::update),
        delete("/customers/{id}", MANAGER, customers::delete),
        get("/customers/{id}/cards", VIEWER, customers::cards),
        delete(CUSTOMERS_CARD, CLERK, customers::remove_card),
        put(PREFERRED_CARD, CLERK, customers::prefer_card),
        // Overview, settings, live stream
        get("/live", Access::AtLeast(Role::Viewer), live::listen),
        get("/overview", VIEWER, overview::show),
        get("/overview/attention", VIEWER, overview::attention),
        get("/settings", OWNER, sections::show),
        put("/settings/profile", OWNER, sections::profile),
        put("/settings/rules", OWNER, sections::rules),
        put("/settings/messages", OWNER, sections::messages),
        put("/settings/logo", OWNER, sections::logo).up_to(LOGO_BYTES),
        put("/settings/callback", OWNER, callback::save).shown_once(),
        get("/settings/callback/deliveries", OWNER, callback::deliveries),
        post(
            "/settings/callback/deliveries/retry",
            OWNER,
            callback::retry_all,
        ),
        post(
            "/settings/callback/deliveries/{id}/retry",
            OWNER,
            callback::retry,
        ),
        get("/settings/tokens", OWNER, tokens::list),
        post("/settings/tokens", OWNER, tokens::create).shown_once(),
        delete("/settings/tokens/{id}", OWNER, tokens::revoke),
        get("/settings/dojo", OWNER, dojo::show),
        post("/settings/dojo/test", OWNER, dojo::test),
        post("/settings/dojo/webhooks/retry", OWNER, dojo::retry_all),
        post("/settings/dojo/webhooks/{id}/retry", OWNER, dojo::retry),
    ]
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
