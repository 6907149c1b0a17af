//! Signing in at the console, and what becomes of the session.

use axum::body::Body;
use http::header::{COOKIE, SET_COOKIE};
use http::{Method, Request, StatusCode};
use serde_json::{Value, json};
use server::staff::demo;
use shared::Role;

use crate::harness::{PUBLIC_URL, Server};

const SESSION: &str = "/api/console/session";

fn credentials(role: Role) -> Value {
    let demo = demo::of(role);
    json!({ "emailAddress": demo.email_address, "password": demo.password })
}

#[tokio::test]
async fn whoever_signs_in_is_told_who_they_are_and_gets_a_careful_cookie() {
    let server = Server::alone().await;
    demo::prepare(&server.app).await.unwrap();
    let answer = server
        .call(Method::POST, SESSION, &credentials(Role::Clerk))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let session = &answer.json()["session"];
    assert_eq!(session["role"], "clerk");
    assert_eq!(session["locked"], false);
    let set = answer.header(SET_COOKIE.as_str());
    assert!(set.starts_with("tatami_session="), "{set}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(set.contains(attribute), "{set}");
    }
    assert_eq!(answer.header("cache-control"), "no-store");
    let again = server.get_with(SESSION, &answer.cookie()).await;
    assert_eq!(
        again.json()["session"]["emailAddress"],
        "clerk@tatami.example"
    );
}

#[tokio::test]
async fn a_cookie_that_was_copied_is_worth_nothing_after_signing_out() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let out = clerk.call(Method::DELETE, "/session", &json!({})).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert!(out.header(SET_COOKIE.as_str()).contains("Max-Age=0"));
    assert!(clerk.get("/session").await.json()["session"].is_null());
    let lock = clerk.post("/session/lock", &json!({})).await;
    lock.is_refused(StatusCode::UNAUTHORIZED, "unauthorized", None);
}

#[tokio::test]
async fn a_session_that_somebody_else_chose_is_not_taken_over() {
    let server = Server::alone().await;
    demo::prepare(&server.app).await.unwrap();
    let planted = "tatami_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let request = Request::post(SESSION)
        .header("x-tatami", "1")
        .header("content-type", "application/json")
        .header(COOKIE, planted)
        .body(Body::from(credentials(Role::Owner).to_string()))
        .unwrap();
    let answer = server.send(request).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_ne!(answer.cookie(), planted);
    assert!(server.get_with(SESSION, planted).await.json()["session"].is_null());
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let server = Server::alone().await;
    let first = server.signed_in(Role::Clerk).await;
    let second = first
        .call(Method::POST, "/session", &credentials(Role::Manager))
        .await;
    assert_ne!(second.cookie(), first.cookie);
    assert!(first.get("/session").await.json()["session"].is_null());
}

#[tokio::test]
async fn left_alone_for_a_quarter_of_an_hour_the_console_locks_itself() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    server.clock.advance(14 * 60);
    assert_eq!(
        clerk.get("/session").await.json()["session"]["locked"],
        false
    );
    server.clock.advance(15 * 60);
    assert_eq!(
        clerk.get("/session").await.json()["session"]["locked"],
        true
    );
    let unlocked = clerk
        .post(
            "/session/unlock",
            &json!({ "password": demo::of(Role::Clerk).password }),
        )
        .await;
    assert_eq!(unlocked.json()["locked"], false, "{}", unlocked.body);
}

#[tokio::test]
async fn a_request_that_nobody_caused_does_not_keep_the_console_open() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    for minutes in 1..=14 {
        server.clock.advance(60);
        let idle = format!("{}", minutes * 60);
        let request = Request::get(SESSION)
            .header(COOKIE, &clerk.cookie)
            .header("x-tatami-idle", idle);
        let answer = server.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.json()["session"]["locked"], false);
    }
    server.clock.advance(60);
    assert_eq!(
        clerk.get("/session").await.json()["session"]["locked"],
        true
    );
}

#[tokio::test]
async fn after_eight_hours_the_session_ends_whatever_happens() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    for _ in 0..8 * 6 - 1 {
        server.clock.advance(600);
        assert!(clerk.get("/session").await.json()["session"].is_object());
    }
    server.clock.advance(600);
    assert!(clerk.get("/session").await.json()["session"].is_null());
}

#[tokio::test]
async fn the_fifth_wrong_password_at_the_lock_ends_the_session() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    clerk.post("/session/lock", &json!({})).await;
    for _ in 0..5 {
        let wrong = clerk
            .post("/session/unlock", &json!({ "password": "a guess" }))
            .await;
        wrong.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some("password"));
    }
    let right = json!({ "password": demo::of(Role::Clerk).password });
    let late = clerk.post("/session/unlock", &right).await;
    late.is_refused(StatusCode::UNAUTHORIZED, "unauthorized", None);
}

#[tokio::test]
async fn ten_wrong_passwords_lock_an_address_whether_it_exists_or_not() {
    let server = Server::alone().await;
    demo::prepare(&server.app).await.unwrap();
    let mut answers = Vec::new();
    for email_address in ["owner@tatami.example", "nobody@tatami.example"] {
        let mut told = Vec::new();
        for _ in 0..10 {
            let body = json!({ "emailAddress": email_address, "password": "a guess" });
            let answer = server.call(Method::POST, SESSION, &body).await;
            told.push((answer.status, answer.json()["message"].clone()));
            server.clock.advance(61);
        }
        let right =
            json!({ "emailAddress": email_address, "password": demo::of(Role::Owner).password });
        let locked = server.call(Method::POST, SESSION, &right).await;
        locked.is_refused(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", None);
        told.push((locked.status, locked.json()["message"].clone()));
        answers.push(told);
    }
    assert_eq!(answers[0], answers[1]);
    server.clock.advance(30 * 60);
    let open = server
        .call(Method::POST, SESSION, &credentials(Role::Owner))
        .await;
    assert_eq!(open.status, StatusCode::OK, "{}", open.body);
}

#[tokio::test]
async fn a_forged_forwarded_address_does_not_get_around_the_pause() {
    let server = Server::alone().await;
    demo::prepare(&server.app).await.unwrap();
    let mut refused = 0;
    for n in 0..10 {
        let body = json!({ "emailAddress": "owner@tatami.example", "password": "a guess" });
        let request = Request::post(SESSION)
            .header("x-tatami", "1")
            .header("content-type", "application/json")
            .header("x-forwarded-for", format!("203.0.113.{n}"))
            .body(Body::from(body.to_string()))
            .unwrap();
        if server.send(request).await.status == StatusCode::TOO_MANY_REQUESTS {
            refused += 1;
        }
    }
    assert_eq!(refused, 7);
}

#[tokio::test]
async fn other_sites_cannot_sign_anybody_in_or_change_anything() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let foreign: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "cross-site"), ("x-tatami", "1")],
        // A sibling subdomain is the same site to cookies, and not to us.
        &[("sec-fetch-site", "same-site"), ("x-tatami", "1")],
        &[("origin", "http://evil.shop.test"), ("x-tatami", "1")],
        &[("origin", PUBLIC_URL)],
    ];
    for headers in foreign {
        for path in ["/session", "/session/lock"] {
            let mut request = Request::post(format!("/api/console{path}"))
                .header(COOKIE, &owner.cookie)
                .header("content-type", "application/json");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let body = Body::from(credentials(Role::Owner).to_string());
            let answer = server.send(request.body(body).unwrap()).await;
            answer.is_refused(StatusCode::FORBIDDEN, "forbidden", None);
        }
    }
    assert_eq!(
        owner.get("/session").await.json()["session"]["locked"],
        false
    );
}
