//! The table of the console's routes, held line by line against every role.

use http::{Method, StatusCode};
use serde_json::json;
use server::router::console::{Access, ConsoleRoute, table};
use shared::Role;

use crate::harness::{Colleague, Server};

/// The route's address with ids that nothing has.
fn address(route: &ConsoleRoute) -> String {
    let parts = route
        .path
        .split('/')
        .map(|part| match part.starts_with('{') {
            true => "nothing",
            false => part,
        });
    parts.collect::<Vec<_>>().join("/")
}

fn guarded() -> impl Iterator<Item = (ConsoleRoute, String)> {
    table()
        .into_iter()
        .filter(|route| route.access != Access::Anyone)
        .map(|route| {
            let address = address(&route);
            (route, address)
        })
}

#[tokio::test]
async fn whoever_is_not_signed_in_reaches_nothing() {
    let server = Server::alone().await;
    let stranger = Colleague::stranger(&server);
    for (route, path) in guarded() {
        let status = stranger.status(route.method.clone(), &path).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{} {path}", route.method);
    }
}

#[tokio::test]
async fn while_the_console_is_locked_only_the_lock_answers() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    owner.post("/session/lock", &json!({})).await;
    for (route, path) in guarded() {
        let status = owner.status(route.method.clone(), &path).await;
        let locked = status == StatusCode::LOCKED;
        let expected = route.access != Access::SignedIn;
        assert_eq!(locked, expected, "{} {path}: {status}", route.method);
    }
}

#[tokio::test]
async fn each_role_reaches_what_it_may_and_nothing_else() {
    let server = Server::alone().await;
    for role in Role::ALL {
        let colleague = server.signed_in(role).await;
        for (route, path) in guarded() {
            let Access::AtLeast(least) = route.access else {
                continue;
            };
            let status = colleague.status(route.method.clone(), &path).await;
            let what = format!("{role}: {} {path}: {status}", route.method);
            if role < least {
                assert_eq!(status, StatusCode::NOT_FOUND, "{what}");
            } else {
                let refused = [
                    StatusCode::UNAUTHORIZED,
                    StatusCode::LOCKED,
                    StatusCode::FORBIDDEN,
                ];
                assert!(!refused.contains(&status), "{what}");
                // Where an id stands in the address, nothing has it; elsewhere there is something for whoever may see it.
                let may_be_absent = route.path.contains('{');
                assert!(may_be_absent || status != StatusCode::NOT_FOUND, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn few_routes_are_open_to_anybody() {
    let open: Vec<String> = table()
        .into_iter()
        .filter(|route| route.access == Access::Anyone)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let expected = [
        "GET /session",
        "POST /session",
        "DELETE /session",
        "GET /entrance/{token}",
        "POST /entrance/{token}",
    ];
    assert_eq!(open, expected);
}

#[tokio::test]
async fn nothing_below_the_console_stands_outside_the_table() {
    let router = include_str!("../../src/router.rs");
    let outside: Vec<&str> = router
        .lines()
        .filter(|line| line.contains("\"/console") || line.contains("/api/console"))
        .map(str::trim)
        .collect();
    let expected = [
        ".route(\"/console\", get(console_page::show))",
        ".route(\"/console/{*path}\", get(console_page::show))",
        ".nest(\"/console\", console_api)",
    ];
    assert_eq!(outside, expected);
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let unknown = owner.status(Method::GET, "/nothing-of-the-kind").await;
    assert_eq!(unknown, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn changes_without_the_consoles_header_are_refused_on_every_route() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    for route in table() {
        if route.method.is_safe() {
            continue;
        }
        let path = address(&route);
        let request = http::Request::builder()
            .method(route.method.clone())
            .uri(format!("/api/console{path}"))
            .header("cookie", &owner.cookie)
            .header("origin", crate::harness::PUBLIC_URL)
            .header("content-type", "application/json")
            .body(axum::body::Body::from("{}"));
        let status = server.status(request.unwrap()).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{} {path}", route.method);
    }
}
