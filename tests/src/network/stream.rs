//! Answers without end: server-sent events pass as they come, until their address is refused.

use anyhow::{Error, anyhow};
use futures_util::stream;
use http::{HeaderMap, Method, Response, header};
use http_body_util::{BodyExt as _, Full, StreamBody, combinators::UnsyncBoxBody};
use hyper::body::{Bytes, Frame};
use reqwest::Url;
use std::sync::Arc;
use tokio::sync::watch;

use super::{Does, Exchange, Shared, end_to_end, locked};

/// What the browser is sent: at once, or as it comes.
pub(super) type Body = UnsyncBoxBody<Bytes, Error>;

/// A body that is there as a whole.
pub(super) fn whole(bytes: Bytes) -> Body {
    Full::new(bytes)
        .map_err(|never| match never {})
        .boxed_unsync()
}

/// Whether these are the headers of server-sent events.
pub(super) fn is_endless(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

struct Passing {
    shared: Arc<Shared>,
    answer: reqwest::Response,
    url: Url,
    rules: watch::Receiver<usize>,
    is_cut: bool,
}

/// Passes on what comes, when it comes.
pub(super) fn pass_on(shared: &Arc<Shared>, answer: reqwest::Response, url: Url) -> Response<Body> {
    let (status, headers) = (answer.status(), end_to_end(answer.headers()));
    let passing = Passing {
        shared: Arc::clone(shared),
        rules: shared.changes.subscribe(),
        answer,
        url,
        is_cut: false,
    };
    let frames = stream::unfold(passing, |mut passing| async move {
        let frame = passing.next().await?;
        Some((frame.map(Frame::data), passing))
    });
    let mut response = Response::new(StreamBody::new(frames).boxed_unsync());
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

impl Passing {
    async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        loop {
            if self.is_cut {
                return None;
            }
            tokio::select! {
                chunk = self.answer.chunk() => {
                    let chunk = chunk.map_err(Error::from).transpose()?;
                    if let Ok(bytes) = &chunk {
                        self.record(bytes);
                    }
                    self.is_cut = chunk.is_err();
                    return Some(chunk);
                }
                changed = self.rules.changed() => {
                    let rule = self.shared.rule_for(&Method::GET, &self.url);
                    if changed.is_err() || matches!(rule, Some(Does::Refuse)) {
                        self.is_cut = true;
                        return Some(Err(anyhow!("cut")));
                    }
                }
            }
        }
    }

    fn record(&self, bytes: &Bytes) {
        locked(&self.shared.exchanges).push(Exchange {
            method: Method::GET,
            url: self.url.clone(),
            status: self.answer.status(),
            headers: self.answer.headers().clone(),
            body: bytes.clone(),
        });
    }
}
