//! `/api/checkouts/{id}`: what the page's scripts call.

use http::{Method, Request, StatusCode};
use serde_json::json;

use crate::harness::{Server, order};

#[tokio::test]
async fn the_scripts_see_the_checkout() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let checkout = server.get(&format!("/api/checkouts/{id}")).await.json();
    assert_eq!(checkout["status"], "open");
    assert_eq!(checkout["environment"], "sandbox");
    assert_eq!(checkout["totalAmount"]["value"], 1250);
}

#[tokio::test]
async fn changes_come_from_our_own_page() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let path = format!("/api/checkouts/{id}/confirm");
    for (name, value) in [
        // Without `x-tatami`, however same-origin it claims to be.
        ("sec-fetch-site", "same-origin"),
        ("origin", crate::harness::PUBLIC_URL),
    ] {
        let request = Request::post(&path).header(name, value);
        let request = request.header("content-type", "application/json");
        let answer = server.send(request.body("{}".into()).unwrap()).await;
        answer.is_refused(StatusCode::FORBIDDEN, "forbidden", None);
    }
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let request = Request::post(&path)
            .header(name, value)
            .header("x-tatami", "1");
        let request = request.header("content-type", "application/json");
        let answer = server.send(request.body("{}".into()).unwrap()).await;
        answer.is_refused(StatusCode::FORBIDDEN, "forbidden", None);
    }
}

#[tokio::test]
async fn requests_of_another_shape_name_their_field() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    for (resource, body, field) in [
        ("attempts", json!({ "method": "cash" }), "method"),
        (
            "attempts",
            json!({ "method": "card", "amount": 12.5 }),
            "amount",
        ),
        ("attempts", json!({ "method": "card", "more": 1 }), "more"),
        (
            "receipt",
            json!({ "emailAddress": "nonsense" }),
            "emailAddress",
        ),
        ("confirm", json!({ "attemptId": 1 }), "attemptId"),
    ] {
        let path = format!("/api/checkouts/{id}/{resource}");
        let answer = server.call(Method::POST, &path, &body).await;
        answer.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some(field));
    }
}

#[tokio::test]
async fn unknown_checkouts_are_not_found() {
    let server = Server::alone().await;
    let path = "/api/checkouts/co_AAAAAAAAAAAAAAAAAAAAAA";
    server
        .get(path)
        .await
        .is_refused(StatusCode::NOT_FOUND, "not_found", None);
    for (method, resource, body) in [
        (Method::POST, "attempts", json!({ "method": "card" })),
        (Method::POST, "confirm", json!({ "attemptId": "" })),
        (
            Method::POST,
            "receipt",
            json!({ "emailAddress": "a@example.com" }),
        ),
        (Method::PUT, "saved-cards/pm_1/preferred", json!(null)),
        (Method::DELETE, "saved-cards/pm_1", json!(null)),
    ] {
        let answer = server
            .call(method, &format!("{path}/{resource}"), &body)
            .await;
        answer.is_refused(StatusCode::NOT_FOUND, "not_found", None);
    }
}
