//! The pages over HTTP, as a browser without scripts sees them.

mod bill;
mod hosted;
mod inspector;
mod saved_cards;
mod steps;

use axum::{Router, body::Body};
use http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::{Url, form_urlencoded};

use crate::{clock::Clock, state::Sandbox};

/// A sandbox in memory.
struct World {
    router: Router,
}

/// An answer, read to its end.
struct Answer {
    status: StatusCode,
    location: Option<String>,
    headers: http::HeaderMap,
    body: String,
}

/// A card that is approved without a challenge.
const GOOD: [(&str, &str); 4] = [
    ("cardName", "Ada Lovelace"),
    ("cardNumber", "5200 0000 0000 1005"),
    ("expiryDate", "12/29"),
    ("cv2", "020"),
];

impl World {
    async fn new() -> Self {
        let url = Url::parse("http://127.0.0.1:8081").expect("an address");
        let now = "2026-03-01T12:00:00Z".parse().expect("a time");
        let sandbox = Sandbox::open(url, None, Clock::manual(now))
            .await
            .expect("a sandbox in memory opens");
        Self {
            router: crate::router(sandbox),
        }
    }

    async fn api(&self, method: &str, path: &str, body: Value) -> Value {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, "Basic sk_sandbox_pages")
            .header("version", "2026-02-27")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request");
        let answer = self.send(request).await;
        assert!(
            answer.status.is_success(),
            "{method} {path}: {} {}",
            answer.status,
            answer.body
        );
        serde_json::from_str(&answer.body).unwrap_or(Value::Null)
    }

    /// Makes a payment intent for £12.50 with these fields besides; answers with its id.
    async fn intent(&self, fields: Value) -> String {
        self.create(fields).await["id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }

    /// Makes a payment intent and answers with all of it.
    async fn create(&self, fields: Value) -> Value {
        let mut body =
            json!({"amount": {"value": 1250, "currencyCode": "GBP"}, "reference": "Order 245"});
        for (name, value) in fields.as_object().expect("fields") {
            body[name] = value.clone();
        }
        self.api("POST", "/payment-intents", body).await
    }

    async fn read(&self, id: &str) -> Value {
        self.api("GET", &format!("/payment-intents/{id}"), Value::Null)
            .await
    }

    async fn get(&self, path: &str) -> Answer {
        let request = Request::builder()
            .uri(path)
            .header(header::HOST, "127.0.0.1:8081")
            .body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Sends a form as a browser does from a page of the sandbox.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_from(path, fields, &[("sec-fetch-site", "same-origin")])
            .await
    }

    async fn post_from(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8081")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(form)).expect("a request"))
            .await
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let answer: Response<Body> = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let (head, body) = answer.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let location = head.headers.get(header::LOCATION);
        Answer {
            status: head.status,
            location: location.map(|value| value.to_str().expect("an address").to_owned()),
            headers: head.headers,
            body: String::from_utf8(bytes.to_vec()).expect("text"),
        }
    }
}

impl Answer {
    #[track_caller]
    fn expect(self, status: StatusCode, contents: &[&str]) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        for content in contents {
            assert!(
                self.body.contains(content),
                "{content} is not in {}",
                self.body
            );
        }
        self
    }

    #[track_caller]
    fn lacks(self, contents: &[&str]) -> Self {
        for content in contents {
            assert!(
                !self.body.contains(content),
                "{content} is in {}",
                self.body
            );
        }
        self
    }
}

/// The good card with some of its fields changed or added.
fn card_with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = GOOD
        .into_iter()
        .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}
