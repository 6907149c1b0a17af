//! Payment links as shoppers open them.

use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::{HeaderMap, Method};

use crate::app::App;
use crate::error::ApiError;
use crate::extract::Path;
use crate::links::{self, Entrance, Visitor};
use crate::pages::{PageContext, link};

/// Remembers a browser, below the link's own address only.
const COOKIE: &str = "tatami_visitor";

/// What programs call themselves that look at a link to show a preview of it.
const PROGRAMS: [&str; 12] = [
    "bot",
    "crawl",
    "spider",
    "preview",
    "facebookexternalhit",
    "whatsapp",
    "slack",
    "telegram",
    "discord",
    "embedly",
    "curl",
    "headless-fetch",
];

/// `GET /l/{code}`: straight to a checkout where looking takes nothing from anybody, else the bill.
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Path(code): Path<String>,
    method: Method,
    headers: HeaderMap,
    cookies: CookieJar,
    context: PageContext,
) -> Result<Response, ApiError> {
    let visitor = Visitor {
        id: visitor_id(&cookies),
        is_person: method == Method::GET && is_person(&headers),
    };
    let (entrance, id) = links::look(&app, &code, &visitor).await?;
    let page = match entrance {
        Entrance::Checkout(id) => Redirect::to(&format!("/pay/{id}")).into_response(),
        Entrance::Bill { paid } => {
            let shown = links::shown_to_shoppers(&app, &code).await?;
            link::bill(&context, &shown, paid.as_ref()).into_response()
        }
        Entrance::Closed(why) => {
            let shown = links::shown_to_shoppers(&app, &code).await?;
            link::closed(&context, &shown, why).into_response()
        }
    };
    Ok(match id {
        Some(id) => (remember(&app, cookies, &code, id), page).into_response(),
        None => page,
    })
}

/// `POST /l/{code}`: the bill's button.
///
/// # Errors
/// 404, 503.
pub async fn enter(
    State(app): State<App>,
    Path(code): Path<String>,
    cookies: CookieJar,
    context: PageContext,
) -> Result<Response, ApiError> {
    let visitor = Visitor {
        id: visitor_id(&cookies),
        is_person: true,
    };
    let (entrance, id) = links::enter(&app, &code, &visitor).await?;
    let page = match entrance {
        Entrance::Checkout(id) => Redirect::to(&format!("/pay/{id}")).into_response(),
        Entrance::Bill { .. } => Redirect::to(&format!("/l/{code}")).into_response(),
        Entrance::Closed(why) => {
            let shown = links::shown_to_shoppers(&app, &code).await?;
            link::closed(&context, &shown, why).into_response()
        }
    };
    Ok((remember(&app, cookies, &code, id), page).into_response())
}

fn visitor_id(cookies: &CookieJar) -> Option<String> {
    cookies.get(COOKIE).map(|cookie| cookie.value().to_owned())
}

fn remember(app: &App, cookies: CookieJar, code: &str, id: String) -> CookieJar {
    let cookie = Cookie::build((COOKIE, id))
        .path(format!("/l/{code}"))
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(app.public_url.scheme() == "https")
        .permanent();
    cookies.add(cookie)
}

/// Browsers say that a person navigates (Fetch Metadata), and programs that make previews do not, or say who they are. Whoever
/// is taken for a program loses nothing: the bill has a button.
fn is_person(headers: &HeaderMap) -> bool {
    let text = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_ascii_lowercase()
    };
    let agent = text("user-agent");
    text("sec-fetch-mode") == "navigate"
        && !text("sec-purpose").contains("prefetch")
        && !text("purpose").contains("prefetch")
        && !PROGRAMS.iter().any(|program| agent.contains(program))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(pairs: &[(&'static str, &'static str)]) -> bool {
        is_person(&HeaderMap::from_iter(pairs.iter().map(|(name, value)| {
            (
                http::HeaderName::from_static(name),
                http::HeaderValue::from_static(value),
            )
        })))
    }

    #[test]
    fn programs_are_no_people() {
        let navigates = ("sec-fetch-mode", "navigate");
        let firefox = (
            "user-agent",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        );
        assert!(judge(&[navigates, firefox]));
        assert!(!judge(&[firefox]));
        assert!(!judge(&[
            navigates,
            firefox,
            ("sec-purpose", "prefetch;prerender")
        ]));
        assert!(!judge(&[navigates, ("user-agent", "WhatsApp/2.23.20.0")]));
        assert!(!judge(&[
            navigates,
            ("user-agent", "Mozilla/5.0 (compatible; bingbot/2.0)")
        ]));
    }
}
