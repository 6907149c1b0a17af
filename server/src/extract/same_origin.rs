//! Requests that change something must come from our own pages (cross-site request forgery).

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use http::header::{HOST, ORIGIN};
use shared::ErrorCode;
use url::Url;

use crate::app::App;
use crate::error::ApiError;

/// What the browser says about the page that sent the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sender {
    /// A page of ours.
    Ours,
    /// Another site's, or one that hides.
    Foreign,
    /// The request says nothing: no browser of today.
    Unsaid,
}

/// Middleware for the page's JSON: a foreign page can neither add the header `x-tatami` nor hide where it is. Nor does it read:
/// an image on it that points here would count as somebody at work, and a link to an export as theirs.
///
/// # Errors
/// 403.
pub async fn for_json(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let headers = request.headers();
    let trusted = if request.method().is_safe() {
        !is_sent_elsewhere(headers)
    } else {
        headers.contains_key("x-tatami") && sender(headers, &app.public_url) != Sender::Foreign
    };
    if trusted {
        Ok(next.run(request).await)
    } else {
        Err(foreign())
    }
}

/// Middleware for plain forms, which cannot carry a header of ours: the browser must say that the page is ours.
///
/// # Errors
/// 403.
pub async fn for_forms(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    if request.method().is_safe() || sender(request.headers(), &app.public_url) == Sender::Ours {
        Ok(next.run(request).await)
    } else {
        Err(foreign())
    }
}

fn foreign() -> ApiError {
    ApiError::new(
        ErrorCode::Forbidden,
        "This came from another site than ours, so nothing was done and no money moved. \
         Open the page again and use its own buttons.",
    )
}

/// Fetch Metadata where the browser sends it (that is, on https and on this machine), else `Origin`.
fn sender(headers: &HeaderMap, public_url: &Url) -> Sender {
    if let Some(site) = headers.get("sec-fetch-site") {
        return match site.as_bytes() {
            b"same-origin" => Sender::Ours,
            _ => Sender::Foreign,
        };
    }
    let Some(origin) = headers.get(ORIGIN) else {
        return Sender::Unsaid;
    };
    let origin = origin.to_str().ok().and_then(|text| Url::parse(text).ok());
    let Some(origin) = origin else {
        return Sender::Foreign;
    };
    // A page of another site cannot choose the `Host` that a browser sends with its request to us.
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    let same_host = host.is_some() && authority(&origin).as_deref() == host;
    if origin.origin() == public_url.origin() || same_host {
        Sender::Ours
    } else {
        Sender::Foreign
    }
}

/// Whether the browser says that another site's page made the request; an address that was typed is nobody's.
fn is_sent_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site");
    site.is_some_and(|site| !matches!(site.as_bytes(), b"same-origin" | b"none"))
}

fn authority(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(pairs: &[(&'static str, &'static str)]) -> Sender {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        sender(&headers, &Url::parse("https://pay.example").unwrap())
    }

    #[test]
    fn fetch_metadata_decides_where_it_is_sent() {
        assert_eq!(judge(&[("sec-fetch-site", "same-origin")]), Sender::Ours);
        for site in ["cross-site", "same-site", "none", ""] {
            let headers = [("sec-fetch-site", site), ("origin", "https://pay.example")];
            assert_eq!(judge(&headers), Sender::Foreign, "{site}");
        }
    }

    #[test]
    fn origin_decides_elsewhere() {
        assert_eq!(judge(&[("origin", "https://pay.example")]), Sender::Ours);
        let by_address = [
            ("origin", "http://192.0.2.1:8080"),
            ("host", "192.0.2.1:8080"),
        ];
        assert_eq!(judge(&by_address), Sender::Ours);
        for origin in [
            "null",
            "https://evil.example",
            "https://pay.example.evil.example",
        ] {
            let headers = [("origin", origin), ("host", "pay.example")];
            assert_eq!(judge(&headers), Sender::Foreign, "{origin}");
        }
        assert_eq!(judge(&[]), Sender::Unsaid);
    }
}
