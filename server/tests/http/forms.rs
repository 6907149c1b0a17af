//! Plain forms: only from our own pages.

use axum::body::Body;
use http::{Request, StatusCode};

use crate::harness::{Server, order};

#[tokio::test]
async fn other_sites_cannot_send_our_forms() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let paths = [
        format!("/pay/{id}/hosted"),
        format!("/pay/{id}/receipt"),
        "/shop/basket".to_owned(),
        "/shop/checkout".to_owned(),
        "/theme".to_owned(),
    ];
    for path in &paths {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            // No browser sends a form without either.
            ("accept", "*/*"),
        ] {
            let request = Request::post(path)
                .header(name, value)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Body::from("theme=dark&product=teapot&add=1&order=tip"))
                .unwrap();
            let answer = server.send(request).await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{path} {name}: {value}"
            );
            assert!(answer.header("content-type").starts_with("text/html"));
            assert!(answer.body.contains("no money moved"), "{}", answer.body);
            assert_eq!(answer.header("set-cookie"), "");
        }
    }
}

#[tokio::test]
async fn forms_have_their_limits_too() {
    let server = Server::alone().await;
    let large = format!("product={}", "x".repeat(65_536));
    let answer = server.submit("/shop/basket", &large, "").await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let request = Request::post("/shop/basket")
        .header("origin", crate::harness::PUBLIC_URL)
        .header("content-type", "text/plain")
        .body(Body::from("product=teapot"))
        .unwrap();
    let answer = server.send(request).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let incomplete = server.submit("/shop/basket", "", "").await;
    assert_eq!(incomplete.status, StatusCode::BAD_REQUEST);
}
