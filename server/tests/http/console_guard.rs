//! What the guard keeps out whatever the address: card numbers, other sites, and whoever was shut out while they were sending.

use axum::body::{Body, Bytes};
use futures_util::stream;
use http::header::{CONTENT_TYPE, COOKIE};
use http::{Method, Request, StatusCode};
use serde_json::json;
use shared::Role;
use tokio::sync::oneshot;

use crate::harness::Server;

const CARD: &str = "4456530000001005";

#[tokio::test]
async fn no_card_number_gets_in_by_an_address() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    for (path, field) in [
        (format!("/payments?q={CARD}"), Some("q")),
        ("/payments?q=4456%205300+0000-1005".to_owned(), Some("q")),
        (format!("/payments.csv?cursor={CARD}"), Some("cursor")),
        (format!("/audit/export?cursor={CARD}"), Some("cursor")),
        (format!("/links/export.csv?show={CARD}"), Some("show")),
        (format!("/payments?{CARD}=1"), None),
        (format!("/payments/{CARD}"), None),
    ] {
        let answer = owner.get(&path).await;
        answer.is_refused(StatusCode::BAD_REQUEST, "invalid_request", field);
        assert!(!answer.body.contains(CARD), "{}", answer.body);
    }
    assert_eq!(exports(&owner.get("/audit").await.body), 0);
}

fn exports(trail: &str) -> usize {
    trail.matches(".exported").count()
}

#[tokio::test]
async fn no_card_number_gets_in_by_a_body() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let email = format!("{CARD}@example.com");
    for (path, body, field) in [
        ("/customers", json!({ "name": CARD }), Some("name")),
        (
            "/customers",
            json!({ "name": "Ada", "emailAddress": email }),
            Some("emailAddress"),
        ),
        (
            "/payments/views",
            json!({ "name": "Mine", "query": "q=4456%205300%200000%201005" }),
            Some("query"),
        ),
        ("/customers", json!({ "name": "Ada", CARD: 1 }), None),
        (
            "/links/import",
            json!({ "content": "", "importId": format!("im_{CARD}") }),
            Some("importId"),
        ),
    ] {
        let answer = owner.post(path, &body).await;
        answer.is_refused(StatusCode::BAD_REQUEST, "invalid_request", field);
        assert!(!answer.body.contains(CARD), "{}", answer.body);
    }
}

#[tokio::test]
async fn another_sites_page_can_neither_read_nor_keep_the_console_awake() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    for (site, expected) in [
        ("same-origin", StatusCode::OK),
        ("none", StatusCode::OK),
        ("same-site", StatusCode::FORBIDDEN),
        ("cross-site", StatusCode::FORBIDDEN),
    ] {
        let request = Request::get("/api/console/payments.csv")
            .header("sec-fetch-site", site)
            .header(COOKIE, &owner.cookie)
            .body(Body::empty())
            .unwrap();
        assert_eq!(server.status(request).await, expected, "{site}");
    }
    assert_eq!(exports(&owner.get("/audit").await.body), 2);
}

#[tokio::test]
async fn whoever_is_disabled_while_they_send_changes_nothing() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let owner = server.signed_in(Role::Owner).await;
    let (go_on, rest) = oneshot::channel::<Bytes>();
    let begun = json!({ "name": "Ada Lovelace" }).to_string();
    let (first, last) = begun.split_at(5);
    let last = Bytes::copy_from_slice(last.as_bytes());
    let pieces = stream::unfold(
        (Some(Bytes::copy_from_slice(first.as_bytes())), Some(rest)),
        async |(first, rest)| match (first, rest) {
            (Some(first), rest) => Some((Ok::<_, std::io::Error>(first), (None, rest))),
            (None, Some(rest)) => Some((Ok(rest.await.unwrap()), (None, None))),
            (None, None) => None,
        },
    );
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/console/customers")
        .header("x-tatami", "1")
        .header(CONTENT_TYPE, "application/json")
        .header(COOKIE, &clerk.cookie)
        .body(Body::from_stream(Box::pin(pieces)))
        .unwrap();
    let shut_out = async {
        let team = owner.get("/team").await.json();
        let members = team["members"].as_array().unwrap().clone();
        let clara = members.iter().find(|one| one["role"] == "clerk").unwrap();
        let path = format!("/team/members/{}/disable", clara["id"].as_str().unwrap());
        let answer = owner.post(&path, &json!({})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        go_on.send(last).unwrap();
    };
    let (answer, ()) = tokio::join!(server.send(request), shut_out);
    answer.is_refused(StatusCode::UNAUTHORIZED, "unauthorized", None);
    let customers = owner.get("/customers").await;
    assert!(!customers.body.contains("Lovelace"), "{}", customers.body);
}
