//! A sandbox for a test, and an account in it.

mod endpoint;
mod server;

use std::path::Path;

use axum::{Router, body::Body, http::Request};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use sandbox::{Clock, Sandbox};
use serde_json::{Value, json};
use tower::ServiceExt;

pub(crate) use endpoint::{Endpoint, Post};
pub(crate) use server::Server;

pub(crate) const KEY: &str = "sk_sandbox_test-key";
pub(crate) const GOOD_CARD: &str = "5200000000001005";
pub(crate) const CHALLENGED_CARD: &str = "5200000000001096";

/// An account of a sandbox without sockets, whose clock stands still.
pub(crate) struct Api {
    router: Router,
    key: String,
    pub(crate) clock: Clock,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) json: Value,
}

impl Api {
    pub(crate) async fn new() -> Self {
        Self::with_file(None).await
    }

    pub(crate) async fn with_file(file: Option<&Path>) -> Self {
        let clock = Clock::manual("2026-03-01T12:00:00Z".parse().expect("a time"));
        let url = "http://sandbox.test".parse().expect("a URL");
        let sandbox = Sandbox::open(url, file, clock.clone())
            .await
            .expect("it opens");
        Self {
            router: sandbox::router(sandbox),
            key: KEY.to_owned(),
            clock,
        }
    }

    /// Another account of the same sandbox.
    pub(crate) fn other(&self) -> Self {
        Self {
            router: self.router.clone(),
            key: format!("{}-other", self.key),
            clock: self.clock.clone(),
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router always answers");
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.expect("a body");
        let json = serde_json::from_slice(&body.to_bytes()).unwrap_or(Value::Null);
        Answer { status, json }
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("Authorization", format!("Basic {}", self.key))
            .header("version", "2026-02-27")
    }

    pub(crate) async fn call(&self, method: &str, path: &str, body: Value) -> Answer {
        let body = match body {
            Value::Null => Body::empty(),
            body => Body::from(body.to_string()),
        };
        let request = self.request(method, path).body(body).expect("a request");
        self.send(request).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call("GET", path, Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call("POST", path, body).await
    }

    /// Makes an intent over ten pounds with these fields besides.
    pub(crate) async fn intent(&self, fields: Value) -> Value {
        let mut body =
            json!({"amount": {"value": 1000, "currencyCode": "GBP"}, "reference": "Order 1"});
        merge(&mut body, fields);
        self.post("/payment-intents", body).await.ok()
    }

    pub(crate) async fn read(&self, id: &str) -> Value {
        let path = format!("/payment-intents/{id}?returnCanceled=true");
        self.get(&path).await.ok()
    }

    /// Pays with the good Mastercard unless these fields say otherwise.
    pub(crate) async fn pay(&self, id: &str, fields: Value) -> Value {
        let mut body = json!({"cardNumber": GOOD_CARD, "expiryDate": "12/29", "cv2": "020", "cardName": "A Shopper"});
        merge(&mut body, fields);
        let path = format!("/_sandbox/payment-intents/{id}/pay");
        self.post(&path, body).await.ok()
    }

    /// An intent that was paid.
    pub(crate) async fn paid(&self, fields: Value) -> String {
        let id = id_of(&self.intent(fields).await);
        let result = self.pay(&id, json!({})).await;
        assert_eq!(result["statusCode"], 0, "{result}");
        id
    }

    pub(crate) async fn refund(&self, id: &str, amount: i64, key: &str) -> Answer {
        let request = self
            .request("POST", &format!("/payment-intents/{id}/refunds"))
            .header("idempotencyKey", key)
            .body(Body::from(json!({"amount": amount}).to_string()))
            .expect("a request");
        self.send(request).await
    }

    pub(crate) async fn advance(&self, seconds: i64) {
        let body = json!({"seconds": seconds});
        self.post("/_sandbox/clock/advance", body).await.ok();
    }
}

impl Answer {
    /// The document of an answer that has to be a success.
    pub(crate) fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{self:?}");
        self.json
    }

    /// The problem document of an answer that has to be this refusal.
    pub(crate) fn refused(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.json["status"], status, "{self:?}");
        for field in ["type", "title", "traceId"] {
            assert!(self.json[field].is_string(), "{field} of {self:?}");
        }
        self.json
    }
}

pub(crate) fn id_of(document: &Value) -> String {
    document["id"].as_str().expect("an id").to_owned()
}

fn merge(into: &mut Value, fields: Value) {
    let (Value::Object(into), Value::Object(fields)) = (into, fields) else {
        panic!("both are objects");
    };
    into.extend(fields);
}

/// Waits until the condition holds, ten seconds at most.
pub(crate) async fn until<T>(mut condition: impl FnMut() -> Option<T>) -> T {
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(10);
    loop {
        if let Some(found) = condition() {
            return found;
        }
        assert!(tokio::time::Instant::now() < deadline, "it never came");
        tokio::task::yield_now().await;
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
}

pub(crate) fn time(value: &Value) -> Timestamp {
    value
        .as_str()
        .and_then(|text| text.parse().ok())
        .expect("a time")
}

pub(crate) fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}
