//! The audit trail over HTTP.

use http::{Method, StatusCode};
use serde_json::json;
use shared::console::links::LinkTerms;
use shared::{Currency, Money, Role};

use crate::harness::Server;

#[tokio::test]
async fn what_staff_do_is_told_with_who_and_what() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let new = json!({ "name": "Ada", "emailAddress": "ada@example.com", "role": "viewer" });
    owner.post("/team/invitations", &new).await;
    let page = owner.get("/audit?action=invitation").await.json();
    assert_eq!(page["total"]["exactly"], 1, "{page}");
    let entry = &page["items"][0];
    assert_eq!(entry["action"], "invitation.created");
    assert_eq!(entry["staffName"], "Olive Owner");
    assert!(entry["address"].is_string());
    assert!(entry["after"].as_str().unwrap().contains("ada@example.com"));
    assert!(
        !entry.to_string().contains("/console/invitation/"),
        "no link is kept"
    );
}

#[tokio::test]
async fn failed_sign_ins_are_told_without_what_was_typed() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let typed = json!({ "emailAddress": "hunter2-in-the-wrong-field", "password": "a guess" });
    server
        .call(Method::POST, "/api/console/session", &typed)
        .await;
    let page = owner.get("/audit?action=sign_in.failed").await;
    assert_eq!(
        page.json()["items"][0]["objectId"],
        "unknown",
        "{}",
        page.body
    );
    assert!(!page.body.contains("hunter2") && !page.body.contains("a guess"));
}

#[tokio::test]
async fn the_trail_is_read_in_pages_and_narrowed_down() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    for _ in 0..60 {
        owner.post("/session/lock", &json!({})).await;
        let password = server::staff::demo::of(Role::Owner).password;
        owner
            .post("/session/unlock", &json!({ "password": password }))
            .await;
    }
    let first = owner.get("/audit?action=session.locked").await.json();
    assert_eq!(first["items"].as_array().unwrap().len(), 50);
    assert_eq!(first["total"]["exactly"], 60);
    let next = format!(
        "/audit?action=session.locked&cursor={}",
        first["next"].as_str().unwrap()
    );
    let second = owner.get(&next).await.json();
    assert_eq!(second["items"].as_array().unwrap().len(), 10);
    assert!(second["next"].is_null());
    let nobody = owner.get("/audit?staff=st_nobody").await.json();
    assert_eq!(nobody["total"]["exactly"], 0);
    let before = owner.get("/audit?to=2020-01-01").await.json();
    assert_eq!(before["total"]["exactly"], 0);
    let wrong = owner.get("/audit?from=yesterday").await;
    wrong.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some("from"));
    let backwards = owner.get("/audit?from=2026-11-22&to=2026-11-21").await;
    backwards.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some("to"));
    let choices = owner.get("/audit/choices").await.json();
    assert!(
        choices["actions"]
            .as_array()
            .unwrap()
            .contains(&json!("session.locked"))
    );
}

#[tokio::test]
async fn the_file_holds_what_was_chosen_and_no_formula() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let new = json!({ "name": "=cmd|' /C calc'!A0", "emailAddress": "ada@example.com", "role": "manager" });
    let made = owner.post("/team/invitations", &new).await.json();
    let token = made["url"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let path = format!("/entrance/{token}");
    owner
        .post(&path, &json!({ "password": "correct horse battery" }))
        .await;
    let file = owner.get("/audit/export?action=staff.added").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").contains("audit.csv"));
    assert!(file.body.contains(",'=cmd|' /C calc'!A0,"), "{}", file.body);
    assert_eq!(
        file.body.lines().count(),
        6,
        "a heading and five accounts: {}",
        file.body
    );
    let trail = owner.get("/audit?action=audit.exported").await.json();
    assert_eq!(trail["total"]["exactly"], 1);
}

#[tokio::test]
async fn the_file_names_what_its_entries_are_about() {
    let server = Server::alone().await;
    let manager = server.signed_in(Role::Manager).await;
    let amount = Money::new(1250, Currency::Gbp);
    let terms = LinkTerms::of("Order 245".to_owned().try_into().unwrap(), amount);
    let made = manager.post("/links", &json!(terms)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let file = manager.get("/audit/export?object=Order%20245").await;
    let mut lines = file.body.lines();
    let heading = lines.next().unwrap();
    assert!(
        heading.contains("object,reference or name,before"),
        "{heading}"
    );
    let line = lines.next().unwrap();
    assert!(line.contains(",link.made,link,ln_"), "{line}");
    assert!(line.contains(",Order 245,"), "{line}");
    assert_eq!(lines.next(), None);
}

#[tokio::test]
async fn a_whole_trail_is_found_whole() {
    let server = Server::alone().await;
    let manager = server.signed_in(Role::Manager).await;
    let verdict = manager.get("/audit/verify").await.json();
    assert!(verdict["brokenAt"].is_null(), "{verdict}");
    assert_eq!(verdict["entries"], 5);
    assert_eq!(verdict["hash"].as_str().unwrap().len(), 64);
}
