//! Who is signed in: signing in and out, the lock.

use axum::Json;
use axum::extract::State;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use http::{HeaderMap, StatusCode};
use shared::console::session::{Bootstrap, Session, SignIn, Unlock};

use crate::app::App;
use crate::error::StaffError;
use crate::extract::{self, Staff};
use crate::pages::console;
use crate::router::console::guard;
use crate::staff::lock;
use crate::staff::session::{self, Origin};
use crate::staff::sign_in;

/// `GET /api/console/session`: what the console starts with. Also how it says, once a minute, that somebody is there.
///
/// # Errors
/// 503.
pub async fn show(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Json<Bootstrap>, StaffError> {
    let present = guard::present(&app, &headers).await?;
    Ok(Json(console::bootstrap(&app, present.as_ref()).await?))
}

/// `POST /api/console/session`: signs in.
///
/// # Errors
/// 400 if address and password do not belong together, 429 after too many tries.
pub async fn sign_in(
    State(app): State<App>,
    origin: Origin,
    cookies: CookieJar,
    extract::Json(request): extract::Json<SignIn>,
) -> Result<(CookieJar, Json<Bootstrap>), StaffError> {
    let old = cookies.get(session::cookie_name(&app)).map(Cookie::value);
    let password = request.password.into();
    let token = sign_in::sign_in(&app, &request.email_address, password, &origin, old).await?;
    welcome(&app, cookies, token).await
}

/// The cookie of a session that was just opened, and what the console starts with.
///
/// # Errors
/// 503.
pub async fn welcome(
    app: &App,
    cookies: CookieJar,
    token: String,
) -> Result<(CookieJar, Json<Bootstrap>), StaffError> {
    let present = session::present(app, &token, 0).await?;
    let bootstrap = console::bootstrap(app, present.as_ref()).await?;
    Ok((cookies.add(session::cookie(app, token)), Json(bootstrap)))
}

/// `DELETE /api/console/session`: signs out. The cookie is worth nothing afterwards, whoever has it.
///
/// # Errors
/// 503.
pub async fn sign_out(
    State(app): State<App>,
    origin: Origin,
    cookies: CookieJar,
) -> Result<(CookieJar, StatusCode), StaffError> {
    if let Some(cookie) = cookies.get(session::cookie_name(&app)) {
        session::end(&app, cookie.value(), origin.address).await?;
    }
    let gone = session::cookie(&app, String::new());
    Ok((cookies.remove(gone), StatusCode::NO_CONTENT))
}

/// `POST /api/console/session/lock`
///
/// # Errors
/// 401, 503.
pub async fn lock(
    State(app): State<App>,
    Staff(actor): Staff,
    headers: HeaderMap,
) -> Result<Json<Session>, StaffError> {
    lock::lock(&app, &actor).await?;
    shown(&app, &headers).await
}

/// `POST /api/console/session/unlock`
///
/// # Errors
/// 400 if the password is wrong, 401, 503.
pub async fn unlock(
    State(app): State<App>,
    Staff(actor): Staff,
    headers: HeaderMap,
    extract::Json(request): extract::Json<Unlock>,
) -> Result<Json<Session>, StaffError> {
    lock::unlock(&app, &actor, request.password.into()).await?;
    shown(&app, &headers).await
}

async fn shown(app: &App, headers: &HeaderMap) -> Result<Json<Session>, StaffError> {
    let present = guard::present(app, headers).await?;
    let present = present.ok_or_else(StaffError::not_found)?;
    Ok(Json(present.view()))
}
