//! Serving: connections that cannot be held by dripping bytes, and an end at which every answer still leaves.

use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// How long a client may take for a request's head, and a connection may idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long answers may take at the end: longer than the longest call to Dojo.
const LAST_ANSWERS: Duration = Duration::from_secs(25);

/// How long to wait when the system has no more file descriptors for connections.
const BREATH: Duration = Duration::from_millis(50);

/// Answers with `router` until `shutdown` completes; then takes nothing new, and returns once every request that was
/// taken is answered.
pub async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let connections = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => converse(stream, peer, router.clone(), &connections),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(BREATH).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(LAST_ANSWERS, connections.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("stopping although some answers have not left");
    }
}

fn converse(stream: TcpStream, peer: SocketAddr, router: Router, connections: &GracefulShutdown) {
    // Without it answers only leave later, so a failure need not end the connection.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let connection = connections.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::{Notify, oneshot};

    use super::*;

    #[tokio::test]
    async fn what_was_asked_before_the_end_is_answered_and_nothing_after() {
        let (asked, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let handler = {
            let (asked, go_on) = (asked.clone(), go_on.clone());
            move || async move {
                asked.notify_one();
                go_on.notified().await;
                "answered"
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let router = Router::new().route("/", get(handler));
        let server = tokio::spawn(serve(listener, router, async {
            let _ = stopped.await;
        }));
        let mut client = TcpStream::connect(address).await.unwrap();
        client
            .write_all(b"GET / HTTP/1.1\r\nhost: test\r\n\r\n")
            .await
            .unwrap();
        asked.notified().await;
        stop.send(()).unwrap();
        // The port is given up before the last answer leaves.
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        go_on.notify_one();
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.ends_with("answered"), "{answer}");
        server.await.unwrap();
    }
}
