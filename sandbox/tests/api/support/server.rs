//! A sandbox with sockets.

use std::path::Path;

use sandbox::{Clock, Config};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot};

use super::{Answer, KEY, id_of};

/// A sandbox behind a real listener, on the computer's clock.
pub(crate) struct Server {
    pub(crate) base: String,
    stop: Option<oneshot::Sender<()>>,
    running: Option<tokio::task::JoinHandle<()>>,
}

impl Server {
    pub(crate) async fn start(data_file: Option<&Path>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let (stop, stopped) = oneshot::channel::<()>();
        let config = Config {
            listener,
            public_url: None,
            data_file: data_file.map(Into::into),
            clock: Clock::System,
            demo_key: None,
        };
        let running = tokio::spawn(async move {
            let shutdown = async {
                let _ = stopped.await;
            };
            sandbox::serve(config, shutdown).await.expect("it serves");
        });
        Self {
            base,
            stop: Some(stop),
            running: Some(running),
        }
    }

    pub(crate) async fn stop(mut self) {
        drop(self.stop.take());
        if let Some(running) = self.running.take() {
            running.await.expect("it ends in order");
        }
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        body: Value,
    ) -> Result<Answer, reqwest::Error> {
        let method = method.parse().expect("a method");
        let mut request = client()
            .request(method, format!("{}{path}", self.base))
            .header("Authorization", format!("Basic {KEY}"))
            .header("version", "2026-02-27");
        if !body.is_null() {
            request = request.body(body.to_string());
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await?;
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        Ok(Answer { status, json })
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let answer = self.send(method, path, body).await;
        answer.expect("it answers").ok()
    }

    pub(crate) async fn intent(&self, reference: &str) -> String {
        let body =
            json!({"amount": {"value": 1000, "currencyCode": "GBP"}, "reference": reference});
        id_of(&self.call("POST", "/payment-intents", body).await)
    }
}

fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0)
        .build()
        .expect("a client")
}
