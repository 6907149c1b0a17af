//! The network between browser and servers: a forward proxy that records every answer and can be told to misbehave.
//!
//! What a browser received is searched for secrets afterwards, counted for size, and held back or cut off to bring
//! about the moments at which a payment is most vulnerable.

mod stream;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context, Result};
use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use hyper::{
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use reqwest::Url;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    gate::{self, Gate, Held},
    launch::prepare_tls,
};
use stream::Body;

/// A proxy for one browser.
#[derive(Debug)]
pub struct Network {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

/// One request and what came back.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// `GET`, …
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// What the server answered with.
    pub status: StatusCode,
    /// The answer's headers.
    pub headers: HeaderMap,
    /// The answer's body as it travelled, perhaps compressed.
    pub body: Bytes,
}

#[derive(Debug)]
struct Shared {
    client: reqwest::Client,
    exchanges: Mutex<Vec<Exchange>>,
    rules: Mutex<Vec<Rule>>,
    /// Counts the changes of the rules.
    changes: watch::Sender<usize>,
}

#[derive(Clone, Debug)]
struct Rule {
    method: Method,
    path: String,
    does: Does,
}

#[derive(Clone, Debug)]
enum Does {
    Refuse,
    HoldRequest(Gate),
    HoldAnswer(Gate),
}

impl Network {
    /// Listens on a port of the system's choice.
    ///
    /// # Errors
    /// If it cannot.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        prepare_tls();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .no_brotli()
            .no_gzip()
            .no_deflate()
            .no_zstd()
            // A connection that the server closed meanwhile would fail a request for no reason of its own.
            .pool_max_idle_per_host(0)
            .build()?;
        let shared = Arc::new(Shared {
            client,
            exchanges: Mutex::default(),
            rules: Mutex::default(),
            changes: watch::Sender::new(0),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self {
            address,
            shared,
            accepting,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Everything that was answered so far.
    #[must_use]
    pub fn exchanges(&self) -> Vec<Exchange> {
        locked(&self.shared.exchanges).clone()
    }

    /// Forgets what was answered so far.
    pub fn forget_exchanges(&self) {
        locked(&self.shared.exchanges).clear();
    }

    /// From now on, requests whose path contains this get no answer: the connection is closed, and answers without end
    /// are cut off.
    pub fn refuse(&self, method: Method, path: &str) {
        self.add(method, path, Does::Refuse);
    }

    /// From now on, requests whose path contains this are kept from the server until they are let go.
    #[must_use]
    pub fn hold_request(&self, method: Method, path: &str) -> Held {
        self.hold(method, path, Does::HoldRequest)
    }

    /// From now on, answers to requests whose path contains this are kept from the browser until they are let go.
    #[must_use]
    pub fn hold_answer(&self, method: Method, path: &str) -> Held {
        self.hold(method, path, Does::HoldAnswer)
    }

    /// Everything passes again.
    pub fn heal(&self) {
        locked(&self.shared.rules).clear();
    }

    fn hold(&self, method: Method, path: &str, does: impl FnOnce(Gate) -> Does) -> Held {
        let (gate, held) = gate::closed(path);
        self.add(method, path, does(gate));
        held
    }

    fn add(&self, method: Method, path: &str, does: Does) {
        locked(&self.shared.rules).push(Rule {
            method,
            path: path.to_owned(),
            does,
        });
        self.shared.changes.send_modify(|count| *count += 1);
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Exchange {
    /// The body as a reader would have it.
    ///
    /// # Errors
    /// If it is compressed in a way that is not known here, or broken.
    pub fn decoded(&self) -> Result<Vec<u8>> {
        let encoding = self.headers.get(header::CONTENT_ENCODING);
        match encoding.map(http::HeaderValue::as_bytes) {
            None | Some(b"identity") => Ok(self.body.to_vec()),
            Some(b"br") => {
                let mut decoded = Vec::new();
                brotli::BrotliDecompress(&mut self.body.as_ref(), &mut decoded)
                    .with_context(|| format!("{} is broken brotli", self.url))?;
                Ok(decoded)
            }
            Some(other) => anyhow::bail!("{}: encoding {other:?}", self.url),
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let shared = Arc::clone(&shared);
                async move { pass_on(&shared, request).await }
            });
            // An error here is a connection that one side closed, which the browser reports itself.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

/// An error closes the connection without an answer.
async fn pass_on(shared: &Arc<Shared>, request: Request<Incoming>) -> Result<Response<Body>> {
    let (head, body) = request.into_parts();
    let url = Url::parse(&head.uri.to_string()).context("only absolute addresses are passed on")?;
    anyhow::ensure!(
        url.host_str() == Some("127.0.0.1"),
        "{url} is not on this machine"
    );
    let does = shared.rule_for(&head.method, &url);
    match &does {
        Some(Does::Refuse) => anyhow::bail!("refused"),
        Some(Does::HoldRequest(gate)) => gate.clone().pass().await,
        Some(Does::HoldAnswer(_)) | None => {}
    }
    let body = body.collect().await?.to_bytes();
    let answer = shared
        .client
        .request(head.method.clone(), url.clone())
        .headers(end_to_end(&head.headers))
        .body(body)
        .send()
        .await?;
    if stream::is_endless(answer.headers()) {
        return Ok(stream::pass_on(shared, answer, url));
    }
    let (status, headers) = (answer.status(), end_to_end(answer.headers()));
    let body = answer.bytes().await?;
    if let Some(Does::HoldAnswer(gate)) = does {
        gate.pass().await;
    }
    locked(&shared.exchanges).push(Exchange {
        method: head.method,
        url,
        status,
        headers: headers.clone(),
        body: body.clone(),
    });
    let mut response = Response::new(stream::whole(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

impl Shared {
    fn rule_for(&self, method: &Method, url: &Url) -> Option<Does> {
        let rules = locked(&self.rules);
        let fits = |rule: &&Rule| rule.method == *method && url.path().contains(&rule.path);
        rules.iter().find(fits).map(|rule| rule.does.clone())
    }
}

/// Without the headers that concern one connection only (RFC 9110, section 7.6.1).
fn end_to_end(headers: &HeaderMap) -> HeaderMap {
    let mut kept = headers.clone();
    for name in [
        "connection",
        "proxy-connection",
        "keep-alive",
        "transfer-encoding",
        "content-length",
    ] {
        kept.remove(name);
    }
    kept
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
