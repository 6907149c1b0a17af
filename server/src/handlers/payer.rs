//! Which of several browsers paid: a cookie of the checkout's own page.
//!
//! It decides about words only. A link can be open in two browsers, and both see that it was paid; whose card it was is shown to
//! the one that paid.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use shared::CheckoutId;

use crate::app::App;

const COOKIE: &str = "tatami_paid";

/// Remembers that this browser was told by Dojo that it has paid.
pub(super) fn remember(app: &App, cookies: CookieJar, id: &CheckoutId) -> CookieJar {
    let cookie = Cookie::build((COOKIE, "1"))
        .path(format!("/pay/{id}"))
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(app.public_url.scheme() == "https")
        .permanent();
    cookies.add(cookie)
}

/// Whether it was.
pub(super) fn is_remembered(cookies: &CookieJar) -> bool {
    cookies.get(COOKIE).is_some()
}
