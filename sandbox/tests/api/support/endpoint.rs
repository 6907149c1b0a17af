//! A webhook endpoint that remembers what it got.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use serde_json::Value;
use tokio::net::TcpListener;

use super::until;

/// A webhook endpoint.
pub(crate) struct Endpoint {
    pub(crate) url: String,
    got: Arc<Mutex<Vec<Post>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

/// What an endpoint got.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    pub(crate) signature: String,
    pub(crate) body: Bytes,
}

impl Post {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

impl Endpoint {
    /// Answers with these statuses, then with 200.
    pub(crate) async fn start(mut answers: Vec<u16>) -> Self {
        answers.reverse();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
        let (got, answers) = (Arc::default(), Arc::new(Mutex::new(answers)));
        let shared = (Arc::clone(&got), Arc::clone(&answers));
        let app = Router::new().route("/hook", post(take)).with_state(shared);
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, got, answers }
    }

    pub(crate) fn got(&self) -> Vec<Post> {
        self.got.lock().expect("nobody panicked").clone()
    }

    pub(crate) fn answer_next(&self, status: u16) {
        self.answers.lock().expect("nobody panicked").push(status);
    }

    /// Waits until so many have come.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Post> {
        until(|| (self.got().len() >= count).then(|| self.got())).await
    }
}

type Shared = (Arc<Mutex<Vec<Post>>>, Arc<Mutex<Vec<u16>>>);

async fn take(State((got, answers)): State<Shared>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers
        .get("dojo-signature")
        .and_then(|header| header.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    got.lock()
        .expect("nobody panicked")
        .push(Post { signature, body });
    let status = answers
        .lock()
        .expect("nobody panicked")
        .pop()
        .unwrap_or(200);
    StatusCode::from_u16(status).expect("a status")
}
