//! The listener: accepts connections, and can break them off as faults demand.

mod socket;

use std::{future::Future, path::PathBuf, time::Duration};

use axum::{Router, body::Body, extract::Request};
use dojo::Secret;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;
use url::Url;

use crate::{
    clock::Clock, demo, faults::BreakOff, router::router, state::Sandbox, store::StoreError, ticker,
};
use socket::Socket;

/// How long a client may take to send a request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// How long requests that are being answered may take at the end.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// What a sandbox needs.
#[derive(Debug)]
pub struct Config {
    /// Where it listens.
    pub listener: TcpListener,
    /// Where shoppers reach it, for payment links; the listener's own address if not given.
    pub public_url: Option<Url>,
    /// The SQLite file that keeps everything; without one, everything is gone with the process.
    pub data_file: Option<PathBuf>,
    /// Where the time comes from.
    pub clock: Clock,
    /// The key of an account that is given a fortnight of payments to look at, if it has none.
    pub demo_key: Option<Secret>,
}

/// Why the sandbox could not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The data file failed.
    #[error("the sandbox's data file cannot be used")]
    Store(#[from] StoreError),
    /// The listener failed.
    #[error("the sandbox cannot listen")]
    Listen(#[from] std::io::Error),
    /// The listener's address makes no URL.
    #[error("the sandbox's address is not usable")]
    Address(#[from] url::ParseError),
    /// The HTTP client for webhooks failed.
    #[error("no HTTP client for webhooks can be made")]
    Client(#[source] reqwest::Error),
}

/// Runs the sandbox until `shutdown` completes, then finishes the answers that are being made.
///
/// # Errors
/// If the data file or the listener cannot be used.
pub async fn serve(config: Config, shutdown: impl Future<Output = ()> + Send) -> Result<(), Error> {
    let public_url = match config.public_url {
        Some(url) => url,
        None => Url::parse(&format!("http://{}", config.listener.local_addr()?))?,
    };
    let sandbox = Sandbox::open(public_url, config.data_file.as_deref(), config.clock).await?;
    if let Some(key) = &config.demo_key
        && let Some(account) = sandbox.account_of_key(key.expose())
    {
        account.change(demo::seed).await?;
    }
    let router = router(sandbox.clone());
    let ticker = tokio::spawn(ticker::run(sandbox.clone()));
    let connections = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            accepted = config.listener.accept() => match accepted {
                Ok((stream, _)) => converse(stream, router.clone(), &connections),
                // Out of file descriptors, or the client went away again: both pass.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    drop(config.listener);
    ticker.abort();
    let _ = tokio::time::timeout(LAST_ANSWERS, connections.shutdown()).await;
    sandbox.close().await;
    Ok(())
}

fn converse(stream: TcpStream, router: Router, connections: &GracefulShutdown) {
    let _ = stream.set_nodelay(true);
    let (socket, resetter) = Socket::new(stream);
    let service = hyper::service::service_fn(move |request: Request<hyper::body::Incoming>| {
        let (router, resetter) = (router.clone(), resetter.clone());
        async move {
            let answer = match router.oneshot(request.map(Body::new)).await {
                Ok(answer) => answer,
                Err(impossible) => match impossible {},
            };
            match answer.extensions().get::<BreakOff>() {
                None => Ok(answer),
                Some(how) => {
                    if *how == BreakOff::Reset {
                        resetter.arm();
                    }
                    // An error of the service makes hyper close the connection without an answer.
                    Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted))
                }
            }
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(socket), service);
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        // Clients that go away and connections that are broken off on purpose end here.
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}
