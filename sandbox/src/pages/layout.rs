//! The frame of every page: head, security headers, the label that no money moves here.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use maud::{DOCTYPE, Markup, html};
use url::Url;

/// Where the style sheet of the pages lies.
pub(crate) const STYLE_PATH: &str = "/assets/pages.css";

/// A page, its status and what its forms may lead to.
pub(crate) struct Page<'a> {
    /// Before the dash in the window's title.
    pub(crate) title: &'a str,
    /// Class of the body.
    pub(crate) class: &'static str,
    /// Status of the answer.
    pub(crate) status: StatusCode,
    /// Where a form's answer may redirect, beside this origin.
    pub(crate) leads_to: Option<&'a str>,
    /// What stands in the body.
    pub(crate) body: Markup,
}

impl IntoResponse for Page<'_> {
    fn into_response(self) -> Response {
        let policy = content_security_policy(self.leads_to);
        let document = html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " – Sandbox" }
                    link rel="stylesheet" href=(STYLE_PATH);
                    link rel="icon" href="data:,";
                }
                body class=(self.class) { (self.body) }
            }
        };
        let headers = [
            (header::CONTENT_SECURITY_POLICY, policy),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static("same-origin"),
            ),
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
            (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                HeaderValue::from_static("same-origin"),
            ),
        ];
        (self.status, headers, document).into_response()
    }
}

/// No script at all, our style sheet, no frame around the page.
///
/// Browsers hold every redirect that follows a form against `form-action`, so the scheme to which the merchant's
/// `redirectUrl` leads has to be in it; its host alone would stop merchants that redirect once more.
fn content_security_policy(leads_to: Option<&str>) -> HeaderValue {
    let scheme = leads_to
        .and_then(|address| Url::parse(address).ok())
        .map(|address| format!(" {}:", address.scheme()))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'{scheme}; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

/// The bar at the top of the shopper's pages.
pub(crate) fn header() -> Markup {
    html! {
        header class="top" {
            p { "Secure payment" }
            (badge())
        }
    }
}

/// Dojo's yellow label.
pub(crate) fn badge() -> Markup {
    html! {
        p class="badge" { "Sandbox" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_may_lead_to_the_merchants_scheme_and_nothing_else() {
        let policy = |leads_to| {
            content_security_policy(leads_to)
                .to_str()
                .map(str::to_owned)
                .expect("a policy is text")
        };
        assert!(policy(None).contains("form-action 'self';"));
        assert!(policy(Some("https://shop.example/done")).contains("form-action 'self' https:;"));
        assert!(policy(Some("not an address; script-src *")).contains("form-action 'self';"));
    }
}
