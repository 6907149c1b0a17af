//! The switch between light and dark, for browsers without scripts.

use axum::extract::State;
use axum::response::Redirect;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use serde::Deserialize;

use crate::app::App;
use crate::extract::Form;
use crate::pages::theme::{COOKIE, Theme};

/// What the switch sends.
#[derive(Debug, Deserialize)]
pub struct Choice {
    theme: Theme,
    #[serde(default)]
    return_to: String,
}

/// `POST /theme`
pub async fn choose(
    State(app): State<App>,
    cookies: CookieJar,
    Form(choice): Form<Choice>,
) -> (CookieJar, Redirect) {
    let cookie = Cookie::build((COOKIE, choice.theme.name()))
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(app.public_url.scheme() == "https")
        .permanent();
    (
        cookies.add(cookie),
        Redirect::to(own_path(&choice.return_to)),
    )
}

/// The path, if it surely leads to a page of ours and not, as `//host` or `/\host` would, to another site.
fn own_path(path: &str) -> &str {
    let plain = path
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"/-_".contains(&b));
    if path.starts_with('/') && !path.starts_with("//") && plain {
        path
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn the_way_back_stays_on_our_site() {
        assert_eq!(
            own_path("/pay/co_AAAAAAAAAAAAAAAAAAAA-_"),
            "/pay/co_AAAAAAAAAAAAAAAAAAAA-_"
        );
        for elsewhere in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
        ] {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
