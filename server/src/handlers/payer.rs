//! Whose payment it is that a page of a link shows: a cookie of the checkout's own page.
//!
//! It decides about words only. A link can be passed on, and everybody who has it may know that it was paid; with which card is
//! shown to the browser that paid, and only from there a receipt can be asked for.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use jiff::SignedDuration;
use shared::CheckoutId;

use crate::DomainError;
use crate::app::App;
use crate::checkout::{self, CheckoutRecord};
use crate::error::ApiError;

const COOKIE: &str = "tatami_paid";

/// How long after the payment its browser still may say so for the first time.
const LATE: SignedDuration = SignedDuration::from_mins(10);

/// Remembers that this browser was told by Dojo that it has paid. Whoever says so of what was paid long ago is not believed.
///
/// # Errors
/// 404, 503.
pub(super) async fn remember(
    app: &App,
    cookies: CookieJar,
    id: &CheckoutId,
) -> Result<CookieJar, ApiError> {
    let record = checkout::find(app, id).await?;
    let record = record.ok_or_else(ApiError::not_found)?;
    let paid_at = record.authorized_at.or(record.paid_at);
    if paid_at.is_some_and(|at| app.clock.now().duration_since(at) > LATE) {
        return Ok(cookies);
    }
    let cookie = Cookie::build((COOKIE, "1"))
        .path(format!("/pay/{id}"))
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(app.public_url.scheme() == "https")
        .permanent();
    Ok(cookies.add(cookie))
}

/// Whether the checkout was paid through a link, and perhaps not by this browser.
pub(super) fn is_somebody_else(cookies: &CookieJar, record: &CheckoutRecord) -> bool {
    record.status.was_paid() && record.origin.door.is_handed_out() && cookies.get(COOKIE).is_none()
}

/// Errs if [`is_somebody_else`] holds.
///
/// # Errors
/// 404, 409, 503.
pub(super) async fn check(app: &App, cookies: &CookieJar, id: &CheckoutId) -> Result<(), ApiError> {
    let record = checkout::find(app, id).await?;
    let record = record.ok_or_else(ApiError::not_found)?;
    if is_somebody_else(cookies, &record) {
        return Err(ApiError::from(DomainError::Conflict(
            "A receipt can be asked for only where it was paid. Please ask the business for one.",
        )));
    }
    Ok(())
}
