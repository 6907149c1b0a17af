//! Where a request comes from: forms and frames of ours are answered, those of other sites are not.

use http::{HeaderMap, HeaderName, header};
use url::Url;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the browser says that the request was sent from a page of this very origin; nothing if no browser speaks.
///
/// `Sec-Fetch-Site` where there is one (browsers send it to https and to loopback), else `Origin` against `Host`.
pub(crate) fn from_here(headers: &HeaderMap) -> Option<bool> {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(&FETCH_SITE) {
        return Some(site == "same-origin");
    }
    let origin = text(&header::ORIGIN)?;
    let host = text(&header::HOST)?;
    Some(
        origin
            .split_once("://")
            .is_some_and(|(_, named)| named == host),
    )
}

/// Whether the request names the sandbox as its own address does, or by a number or `localhost`.
///
/// The inspector asks for no password; a page of another site that points its own name here must not read it.
pub(crate) fn names_us(headers: &HeaderMap, public_url: &Url) -> bool {
    let Some(host) = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let Ok(asked) = Url::parse(&format!("http://{host}/")) else {
        return false;
    };
    match asked.host() {
        Some(url::Host::Domain(name)) => {
            name == "localhost"
                || name.ends_with(".localhost")
                || public_url.host_str() == Some(name)
        }
        Some(url::Host::Ipv4(_) | url::Host::Ipv6(_)) => true,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header's value"));
        }
        headers
    }

    #[test]
    fn only_this_origin_counts_as_here() {
        let host = ("host", "127.0.0.1:8081");
        let site = |value| headers(&[host, ("sec-fetch-site", value)]);
        assert_eq!(from_here(&site("same-origin")), Some(true));
        for elsewhere in ["cross-site", "same-site", "none"] {
            assert_eq!(from_here(&site(elsewhere)), Some(false), "{elsewhere}");
        }
        let origin = |value| headers(&[host, ("origin", value)]);
        assert_eq!(from_here(&origin("http://127.0.0.1:8081")), Some(true));
        assert_eq!(from_here(&origin("http://127.0.0.1:8080")), Some(false));
        assert_eq!(from_here(&origin("null")), Some(false));
        assert_eq!(from_here(&headers(&[host])), None);
    }

    #[test]
    fn a_strange_name_does_not_open_the_inspector() {
        let url = Url::parse("https://sandbox.example").expect("an address");
        let named = |host| names_us(&headers(&[("host", host)]), &url);
        for good in [
            "127.0.0.1:8081",
            "[::1]:8081",
            "localhost:8081",
            "sandbox.example",
        ] {
            assert!(named(good), "{good}");
        }
        for bad in ["evil.example", "127.0.0.1.evil.example:8081", ""] {
            assert!(!named(bad), "{bad}");
        }
    }
}
