//! The frontend's files, compiled into the program, with the brotli form that the build put beside each.

use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::response::Response;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue,
    IF_NONE_MATCH, VARY,
};
use http::{Method, StatusCode};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::pages::shell::Shell;

#[derive(RustEmbed)]
#[folder = "../dist/checkout"]
#[allow_missing = true]
struct CheckoutFiles;

/// The page that the frontend's build made, or none if the program was built without the frontend.
pub fn shell() -> Option<&'static Shell> {
    static SHELL: LazyLock<Option<Shell>> = LazyLock::new(|| {
        let file = CheckoutFiles::get("index.html")?;
        std::str::from_utf8(&file.data).ok().map(Shell::parse)
    });
    SHELL.as_ref()
}

/// The file as the browser wants it, or `None` if there is none of that name.
///
/// Names that hold a hash of the content are kept for ever; others are asked for again each time.
pub fn answer(path: &str, method: &Method, headers: &HeaderMap) -> Option<Response> {
    // The page itself is a template, and the compressed forms are chosen by header, not by name.
    if path == "index.html" || path.ends_with(".br") {
        return None;
    }
    let plain = CheckoutFiles::get(path)?;
    let etag = HeaderValue::try_from(format!("\"{}\"", hex(&plain))).ok()?;
    let compressed = CheckoutFiles::get(&format!("{path}.br"));
    let mut answer = Response::new(Body::empty());
    let out = answer.headers_mut();
    if let Ok(mime) = HeaderValue::from_str(content_type(path)) {
        out.insert(CONTENT_TYPE, mime);
    }
    out.insert(CACHE_CONTROL, HeaderValue::from_static(caching(path)));
    if compressed.is_some() {
        out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    let known = headers.get(IF_NONE_MATCH) == Some(&etag);
    out.insert(ETAG, etag);
    if known {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
        return Some(answer);
    }
    let file = match compressed {
        Some(compressed) if accepts_brotli(headers) => {
            out.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
            compressed
        }
        _ => plain,
    };
    let bytes = match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
    };
    out.insert(http::header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    if method != Method::HEAD {
        *answer.body_mut() = Body::from(bytes);
    }
    Some(answer)
}

fn hex(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        // Without exactly these, browsers refuse to compile and to run.
        Some("wasm") => "application/wasm",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => mime_guess::from_path(path)
            .first_raw()
            .unwrap_or("application/octet-stream"),
    }
}

fn caching(path: &str) -> &'static str {
    let stem = path.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hashed = stem
        .rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() >= 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()));
    if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let named = parts
                .next()
                .is_some_and(|name| name.eq_ignore_ascii_case("br"));
            let refused = parts.any(|parameter| {
                parameter.strip_prefix("q=").and_then(|q| q.parse().ok()) == Some(0.0)
            });
            named && !refused
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_the_types_that_they_insist_on() {
        assert_eq!(content_type("checkout-0123_bg.wasm"), "application/wasm");
        assert_eq!(content_type("a.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("a.svg"), "image/svg+xml");
        assert_eq!(content_type("a"), "application/octet-stream");
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        for hashed in [
            "checkout-79b5d1e8a4a8b1c3.js",
            "checkout-79b5d1e8a4a8b1c3_bg.wasm",
        ] {
            assert!(caching(hashed).contains("immutable"), "{hashed}");
        }
        for plain in ["favicon.svg", "pay-button.css", "manifest.webmanifest"] {
            assert_eq!(caching(plain), "no-cache", "{plain}");
        }
    }

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        let with = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts_brotli(&headers)
        };
        assert!(with("gzip, deflate, br, zstd"));
        assert!(with("br;q=0.5"));
        assert!(!with("gzip"));
        assert!(!with("br;q=0, gzip"));
        assert!(!accepts_brotli(&HeaderMap::new()));
    }

    #[test]
    fn the_template_and_strange_paths_are_not_files() {
        for path in ["index.html", "a.js.br", "../Cargo.toml", "", "nothing.js"] {
            assert!(
                answer(path, &Method::GET, &HeaderMap::new()).is_none(),
                "{path}"
            );
        }
    }
}
