//! Light, dark, or as the device is set: remembered in a cookie, chosen by a plain form.

use axum_extra::extract::cookie::{Cookie, CookieJar};
use maud::{Markup, html};
use serde::Deserialize;

/// The cookie's name.
pub const COOKIE: &str = "theme";

/// The look that was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// The value in forms and in the cookie.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The value of the document's `data-theme`; absent if the device decides.
    #[must_use]
    pub fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light | Self::Dark => Some(self.name()),
        }
    }

    /// What the cookie says; anything strange counts as nothing.
    #[must_use]
    pub fn from_cookies(cookies: &CookieJar) -> Self {
        match cookies.get(COOKIE).map(Cookie::value) {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }
}

/// The switch, leading back to `path`.
#[must_use]
pub fn switch(chosen: Theme, path: &str) -> Markup {
    let choices = [
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
        (Theme::System, "As my device"),
    ];
    html! {
        form.theme-switch.cluster method="post" action="/theme" {
            input type="hidden" name="return_to" value=(path);
            span id="theme-label" { "Colours" }
            div.cluster role="group" aria-labelledby="theme-label" {
                @for (theme, label) in choices {
                    button.button.button-quiet type="submit" name="theme" value=(theme.name())
                        aria-pressed=(if theme == chosen { "true" } else { "false" }) { (label) }
                }
            }
        }
    }
}
