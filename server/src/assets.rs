//! The files of both frontends, compiled into the program, with the brotli form that the build put beside each.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::response::Response;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG,
    HeaderMap, HeaderValue, IF_NONE_MATCH, VARY,
};
use http::{Method, StatusCode};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::pages::shell::Shell;

#[derive(RustEmbed)]
#[folder = "../dist/checkout"]
#[allow_missing = true]
struct CheckoutFiles;

#[derive(RustEmbed)]
#[folder = "../dist/console"]
#[allow_missing = true]
struct ConsoleFiles;

/// The page that the frontend's build made, or none if the program was built without the frontend.
pub fn shell() -> Option<&'static Shell> {
    static SHELL: LazyLock<Option<Shell>> = LazyLock::new(|| {
        let file = CheckoutFiles::get("index.html")?;
        std::str::from_utf8(&file.data).ok().map(Shell::parse)
    });
    SHELL.as_ref()
}

/// The console's page, or none if the program was built without it.
pub fn console_shell() -> Option<&'static Shell> {
    static SHELL: LazyLock<Option<Shell>> = LazyLock::new(|| {
        let file = ConsoleFiles::get("index.html")?;
        std::str::from_utf8(&file.data).ok().map(Shell::parse)
    });
    SHELL.as_ref()
}

/// The file as the browser wants it, or `None` if there is none of that name.
///
/// Names that hold a hash of the content, or whose folder is one, are kept for ever; others are asked for again each time.
pub fn answer(path: &str, method: &Method, headers: &HeaderMap) -> Option<Response> {
    if let Some(path) = path.strip_prefix("console/") {
        let embedded = |path: &str| ConsoleFiles::get(path).map(File::from);
        return answer_from(embedded, path, method, headers);
    }
    let embedded = |path: &str| CheckoutFiles::get(path).map(File::from);
    answer_from(embedded, path, method, headers)
}

/// A file's bytes and what tells them from others of the same name.
struct File {
    bytes: Bytes,
    hash: String,
}

impl From<EmbeddedFile> for File {
    fn from(file: EmbeddedFile) -> Self {
        let hash = file.metadata.sha256_hash();
        Self {
            hash: hex::encode(&hash[..8]),
            bytes: match file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => Bytes::from(bytes),
            },
        }
    }
}

fn answer_from(
    files: impl Fn(&str) -> Option<File>,
    path: &str,
    method: &Method,
    headers: &HeaderMap,
) -> Option<Response> {
    // The page itself is a template, and the compressed forms are chosen by header, not by name.
    if path == "index.html" || path.ends_with(".br") {
        return None;
    }
    let plain = files(path)?;
    let etag = HeaderValue::try_from(format!("\"{}\"", plain.hash)).ok()?;
    let compressed = files(&format!("{path}.br"));
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
    out.insert(CONTENT_LENGTH, HeaderValue::from(file.bytes.len()));
    if method != Method::HEAD {
        *answer.body_mut() = Body::from(file.bytes);
    }
    Some(answer)
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
    let is_hash = |text: &str| text.len() >= 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let hashed = stem.rsplit_once('-').is_some_and(|(_, hash)| is_hash(hash));
    if hashed || is_hash(folder) {
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
            "79b5d1e8a4a8b1c3/console_bg.wasm",
            "79b5d1e8a4a8b1c3/split_links.wasm",
        ] {
            assert!(caching(hashed).contains("immutable"), "{hashed}");
        }
        for plain in [
            "favicon.svg",
            "pay-button.css",
            "manifest.webmanifest",
            "79b5/a.js",
            "a/79b5d1e8a4a8b1c3",
        ] {
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

    fn get(path: &str, name: http::HeaderName, value: &'static str) -> Response {
        let files = |path: &str| {
            let bytes = match path {
                "a.wasm" => "plain",
                "a.wasm.br" => "small",
                _ => return None,
            };
            Some(File {
                bytes: Bytes::from_static(bytes.as_bytes()),
                hash: "0123".to_owned(),
            })
        };
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_static(value))]);
        answer_from(files, path, &Method::GET, &headers).unwrap()
    }

    #[test]
    fn the_compressed_form_keeps_the_type_of_its_file() {
        let answer = get("a.wasm", ACCEPT_ENCODING, "gzip, br");
        assert_eq!(answer.headers()[CONTENT_ENCODING], "br");
        assert_eq!(answer.headers()[CONTENT_TYPE], "application/wasm");
        assert_eq!(answer.headers()[VARY], "accept-encoding");
        let plain = get("a.wasm", ACCEPT_ENCODING, "gzip");
        assert!(!plain.headers().contains_key(CONTENT_ENCODING));
        assert_eq!(plain.headers()[VARY], "accept-encoding");
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        let answer = get("a.wasm", IF_NONE_MATCH, "\"0123\"");
        assert_eq!(answer.status(), StatusCode::NOT_MODIFIED);
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
