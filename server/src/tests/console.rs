//! What holds for the console as a whole: what is kept of a request, what may be looked for, what is told to the audit trail.

use axum::body::Body;
use axum::extract::ConnectInfo;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Request, StatusCode};
use serde_json::{Value, json};
use shared::Role;
use tower::ServiceExt as _;

use super::world::{Desk, Fault, Operation, World, on_each_database, order};
use crate::checkout::{self, Origin};
use crate::router;
use crate::store::staff;

/// Sends a change under an idempotency key.
async fn send(world: &World, desk: &Desk, method: &str, path: &str, body: Value) -> StatusCode {
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/console{path}"))
        .header("cookie", &desk.cookie)
        .header("x-tatami", "1")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .header("idempotency-key", "one")
        .extension(ConnectInfo(std::net::SocketAddr::from((
            [127, 0, 0, 1],
            4711,
        ))))
        .body(Body::from(body.to_string()))
        .unwrap();
    router::router(world.app.clone())
        .oneshot(request)
        .await
        .unwrap()
        .status()
}

async fn set_password(world: &World, desk: &Desk, password: &str) {
    let hash = world.app.passwords.hash(password.into()).await.unwrap();
    let mut tx = world.app.store.begin().await.unwrap();
    staff::set_password(&mut tx, &desk.actor.staff_id, &hash)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// A fast hash of a request would be a fast hash of the password in it, beside the slow one.
#[tokio::test]
async fn nothing_is_kept_of_a_request_with_a_password() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Viewer).await;
        set_password(&world, &desk, "correct horse battery").await;
        let unlock = async |password: &str| {
            let body = json!({ "password": password });
            send(&world, &desk, "POST", "/session/unlock", body).await
        };
        assert_eq!(unlock("correct horse battery").await, StatusCode::OK);
        // Neither compared with the one before, nor answered in its place.
        assert_eq!(unlock("wrong horse battery").await, StatusCode::BAD_REQUEST);
        let change = async |current: &str, new: &str| {
            let body = json!({ "currentPassword": current, "newPassword": new });
            send(&world, &desk, "PUT", "/account/password", body).await
        };
        let (old, new) = ("correct horse battery", "green staple battery");
        assert_eq!(change(old, new).await, StatusCode::NO_CONTENT);
        assert_eq!(change(old, new).await, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn what_nobody_knows_the_outcome_of_is_not_done_again_under_the_same_key() {
    on_each_database(async |world| {
        let origin = Origin {
            capture_later: true,
            ..Origin::default()
        };
        let opened = checkout::open_from(&world.app, order(), origin)
            .await
            .unwrap();
        let id = world.prepared_intent(&opened.id).await;
        world.dojo.authorize(&id);
        world.confirm(&opened.id).await;
        let desk = world.desk(Role::Manager).await;
        let seen = desk.get(&format!("/payments/{id}")).await.json["seen"].clone();
        let capture = async || {
            let amount = json!({ "value": 500, "currencyCode": "GBP" });
            let body = json!({ "amount": amount, "seen": seen });
            let path = format!("/payments/{id}/capture");
            send(&world, &desk, "POST", &path, body).await
        };
        world.dojo.next(Operation::Capture, Fault::Status(500));
        assert_eq!(capture().await, StatusCode::SERVICE_UNAVAILABLE);
        // Long after the payment is free for others again.
        world.clock.advance(120);
        assert_eq!(capture().await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(world.dojo.calls(Operation::Capture), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_looks_for_a_card_number_or_a_novel() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        let lists = [
            ("/payments?q=", "q"),
            ("/payments.csv?q=", "q"),
            ("/links?search=", "search"),
            ("/links/export.csv?search=", "search"),
            ("/customers?search=", "search"),
            ("/holds?search=", "search"),
            ("/audit?object=", "object"),
            ("/audit/export?object=", "object"),
        ];
        for (list, field) in lists {
            let novel = "a".repeat(60_000);
            for text in ["5200%200000%200000%201005", novel.as_str()] {
                let answer = manager.get(&format!("{list}{text}")).await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{list}");
                assert_eq!(answer.json["field"], field, "{list}");
            }
        }
        let trail = manager.get("/audit").await.json.to_string();
        assert!(!trail.contains("5200 0000"), "{trail}");
    })
    .await;
}

#[tokio::test]
async fn payments_leave_the_console_with_an_entry_in_the_audit_trail() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        let file = manager.get("/payments.csv?status=captured").await;
        assert_eq!(file.status, StatusCode::OK);
        let trail = manager.get("/audit?action=payments.exported").await.json;
        assert_eq!(trail["items"][0]["staffId"], json!(manager.actor.staff_id));
        let after = trail["items"][0]["after"].to_string();
        assert!(after.contains("captured"), "{trail}");
    })
    .await;
}

#[tokio::test]
async fn a_heading_of_a_million_columns_is_not_answered_with_a_million_hints() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        let text = format!("reference,amount{}\nA,1\n", ",x".repeat(100_000));
        let body = json!({ "content": STANDARD.encode(text) });
        let report = manager.post("/links/import/check", body).await.json;
        assert!(report["hints"].as_array().unwrap().len() <= 20);
    })
    .await;
}
