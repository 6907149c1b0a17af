//! Logs with trace ids: one access line a request, and whatever else is said while it runs carries the same id.

use std::io::IsTerminal as _;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;
use tokio::time::Instant;
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;

tokio::task_local! {
    static TRACE_ID: TraceId;
}

/// The id under which everything about one request is found in the log: 32 hexadecimal digits (W3C Trace Context).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceId(String);

impl TraceId {
    /// The id of the request that is being answered; a fresh one outside any request.
    #[must_use]
    pub fn current() -> Self {
        TRACE_ID
            .try_with(Clone::clone)
            .unwrap_or_else(|_| Self::fresh())
    }

    /// The id as it stands in logs and error envelopes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn fresh() -> Self {
        let mut bytes = [0_u8; 16];
        // An id that is not random only makes logs harder to read, so a lack of entropy must not stop a payment.
        let _ = getrandom::fill(&mut bytes);
        bytes[0] |= 1;
        Self(hex::encode(bytes))
    }

    /// The caller's id, if its `traceparent` is well formed: `00-{32 hex}-{16 hex}-{2 hex}`, neither id all zero.
    fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let parent = headers.get("traceparent")?.to_str().ok()?;
        let mut parts = parent.split('-');
        let (version, trace, span, flags) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let hex = |text: &str, length: usize| {
            text.len() == length
                && text
                    .bytes()
                    .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        };
        let ids = hex(trace, 32) && hex(span, 16) && hex(flags, 2) && hex(version, 2);
        let not_zero = trace.bytes().any(|b| b != b'0') && span.bytes().any(|b| b != b'0');
        let known_end = version != "00" || parts.next().is_none();
        (ids && not_zero && known_end && version != "ff").then(|| Self(trace.to_owned()))
    }
}

/// `work` under the trace id of the request that asks for it, also when it is carried out elsewhere.
pub(crate) fn carried<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    TRACE_ID.scope(TraceId::current(), work)
}

/// Sends logs to standard error: for people on a terminal, as JSON lines elsewhere. `RUST_LOG` chooses what is said.
pub fn install() {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,hyper=warn"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // A second installation, as in tests that start two servers, keeps the first.
    let _ = if std::io::stderr().is_terminal() {
        lines.compact().with_target(false).try_init()
    } else {
        lines
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .try_init()
    };
}

/// Middleware: gives the request its trace id and writes the access line.
///
/// The line names the route's pattern, never the path: who holds a checkout's id may pay it, and queries carry whatever
/// other sites put there.
pub async fn trace(request: Request, next: Next) -> Response {
    let trace_id = TraceId::from_headers(request.headers()).unwrap_or_else(TraceId::fresh);
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "(no route)".to_owned(), |path| path.as_str().to_owned());
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(address)| address.ip().to_string());
    let span = tracing::info_span!("request", trace_id = trace_id.as_str());
    let answer = async {
        let started = Instant::now();
        let response = next.run(request).await;
        tracing::info!(
            method = %method,
            route,
            status = response.status().as_u16(),
            milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
            peer,
            "answered"
        );
        response
    };
    TRACE_ID.scope(trace_id, answer.instrument(span)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(traceparent: &str) -> Option<TraceId> {
        let mut headers = HeaderMap::new();
        headers.insert("traceparent", traceparent.parse().unwrap());
        TraceId::from_headers(&headers)
    }

    #[test]
    fn a_well_formed_traceparent_is_taken_over() {
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert_eq!(
            parse(parent).unwrap().as_str(),
            "4bf92f3577b34da6a3ce929d0e0e4736"
        );
    }

    #[test]
    fn anything_else_gets_a_fresh_id() {
        for bad in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_ne!(TraceId::fresh(), TraceId::fresh());
        assert_eq!(TraceId::fresh().as_str().len(), 32);
    }
}
