//! The guard before each line of the table: who is it, may they, and was it not done already.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use http::header::{ACCEPT, HeaderValue};
use http::{Extensions, HeaderMap};
use shared::ErrorCode;
use shared::console::session::IDLE_HEADER;

use super::{Access, Replay, replay};
use crate::app::App;
use crate::error::ApiError;
use crate::rate_limit;
use crate::staff::Actor;
use crate::staff::session::{self, Present};

/// What the guard of one route knows.
#[derive(Clone)]
pub(super) struct Gate {
    pub(super) app: App,
    pub(super) access: Access,
    pub(super) replay: Replay,
}

/// Middleware: lets a request through to its handler with the [`Actor`] whose it is.
///
/// # Errors
/// 401 to whom nobody knows, 423 while the console is locked, 404 to a role that is too low: to those who may not use it, a
/// route does not exist.
pub(super) async fn guard(
    State(gate): State<Gate>,
    mut request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let Gate {
        app,
        access,
        replay,
    } = gate;
    if access == Access::Anyone {
        return Ok(next.run(request).await);
    }
    let present = present(&app, request.headers()).await?;
    let present = present.ok_or_else(unauthorized)?;
    let actor = admit(
        &app,
        access,
        &present,
        request.extensions(),
        request.headers(),
    )?;
    let extensions = request.extensions_mut();
    extensions.insert(actor.clone());
    extensions.insert(present);
    if request.method().is_safe() {
        Ok(next.run(request).await)
    } else {
        replay::once(&app, replay, &actor, request, next).await
    }
}

/// The session whose cookie the request carries.
///
/// # Errors
/// 503.
pub(crate) async fn present(app: &App, headers: &HeaderMap) -> Result<Option<Present>, ApiError> {
    let cookies = CookieJar::from_headers(headers);
    let Some(token) = cookies.get(session::cookie_name(app)).map(Cookie::value) else {
        return Ok(None);
    };
    // A browser opens an event stream again by itself: that is nobody's touch.
    let accept = headers.get(ACCEPT).map(HeaderValue::as_bytes);
    if accept == Some(b"text/event-stream") {
        return Ok(session::present(app, token, session::IDLE_MS).await?);
    }
    let idle = headers.get(IDLE_HEADER);
    let idle = idle
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.parse::<i32>().ok())
        .unwrap_or_default();
    Ok(session::present(app, token, i64::from(idle) * 1000).await?)
}

fn admit(
    app: &App,
    access: Access,
    present: &Present,
    extensions: &Extensions,
    headers: &HeaderMap,
) -> Result<Actor, ApiError> {
    match access {
        Access::Anyone | Access::SignedIn => {}
        Access::AtLeast(_) if present.locked => return Err(locked()),
        Access::AtLeast(least) if present.row.role < least => return Err(ApiError::not_found()),
        Access::AtLeast(_) => {}
    }
    let address = rate_limit::client(extensions, headers, &app.config.trusted_proxies);
    Ok(present.actor(address))
}

fn unauthorized() -> ApiError {
    ApiError::new(
        ErrorCode::Unauthorized,
        "You are not signed in, or were signed out. Nothing was changed. Sign in to go on.",
    )
}

fn locked() -> ApiError {
    ApiError::new(
        ErrorCode::Locked,
        "The console is locked. Nothing was changed. Unlock it with your password to go on.",
    )
}
