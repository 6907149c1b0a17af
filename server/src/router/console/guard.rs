//! The guard before each line of the table: who is it, may they, and was it not done already.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use http::header::{ACCEPT, HeaderValue};
use http::request::Parts;
use http::{Extensions, HeaderMap};
use shared::ErrorCode;
use shared::console::session::IDLE_HEADER;

use super::{Access, Replay, card_numbers, replay};
use crate::app::App;
use crate::error::{ApiError, StaffError};
use crate::extract::RawBody;
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
/// route does not exist. 400 for a body that does not arrive, and for a card number anywhere.
pub(super) async fn guard(
    State(gate): State<Gate>,
    request: Request,
    next: Next,
) -> Result<Response, StaffError> {
    let Gate {
        app,
        access,
        replay,
    } = gate;
    // Nobody unknown is waited for.
    let admitted = admit(&app, access, request.headers(), request.extensions()).await?;
    if request.method().is_safe() {
        card_numbers::none_in_address(request.uri())?;
        let (mut parts, body) = request.into_parts();
        let_in(&mut parts, admitted);
        return Ok(next.run(Request::from_parts(parts, body)).await);
    }
    let (mut parts, body) = whole(&app, request).await?;
    card_numbers::none_in(&parts, &body)?;
    // While the body arrived, they may have been signed out, disabled or given another role.
    let admitted = admit(&app, access, &parts.headers, &parts.extensions).await?;
    match let_in(&mut parts, admitted) {
        Some(actor) => Ok(replay::once(&app, replay, &actor, parts, body, next).await?),
        None => Ok(next.run(Request::from_parts(parts, Body::from(body))).await),
    }
}

/// The request with its whole body.
async fn whole(app: &App, request: Request) -> Result<(Parts, Bytes), ApiError> {
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts.clone(), body);
    let RawBody(bytes) = RawBody::from_request(request, app).await?;
    Ok((parts, bytes))
}

/// Tells the handler whose request it is, if anybody's.
fn let_in(parts: &mut Parts, admitted: Option<(Present, Actor)>) -> Option<Actor> {
    let (present, actor) = admitted?;
    parts.extensions.insert(present);
    parts.extensions.insert(actor.clone());
    Some(actor)
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
    let idle = match headers.get(IDLE_HEADER) {
        None => 0,
        Some(value) => seconds(value).map_or(session::IDLE_MS, |seconds| i64::from(seconds) * 1000),
    };
    Ok(session::present(app, token, idle).await?)
}

fn seconds(value: &HeaderValue) -> Option<i32> {
    value.to_str().ok()?.parse().ok()
}

/// Who it is, where somebody has to be. Signing in is for everybody.
async fn admit(
    app: &App,
    access: Access,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> Result<Option<(Present, Actor)>, StaffError> {
    if access == Access::Anyone {
        return Ok(None);
    }
    let present = present(app, headers).await?.ok_or_else(unauthorized)?;
    match access {
        Access::Anyone | Access::SignedIn => {}
        Access::AtLeast(_) if present.locked => return Err(locked().into()),
        Access::AtLeast(least) if present.row.role < least => return Err(StaffError::not_found()),
        Access::AtLeast(_) => {}
    }
    let address = rate_limit::client(extensions, headers, &app.config.trusted_proxies);
    let actor = present.actor(address);
    Ok(Some((present, actor)))
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
