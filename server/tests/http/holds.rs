//! Holds: `/h/{code}` for the shopper, `/api/console/holds` for staff.

use http::{Method, StatusCode};
use reqwest::Method as Call;
use serde_json::{Value, json};
use shared::Role;
use url::Url;

use crate::harness::{Colleague, Server, pounds};

fn form() -> Value {
    json!({
        "reference": "Table <4>",
        "kind": "no_show",
        "intendedAmount": pounds(2_000),
        "terms": "We charge £20.00\nif you do not come.",
        "customerName": "Ada Lovelace",
        "emailAddress": "ada@example.com",
    })
}

/// A hold, and the shopper's path to it.
async fn hold(clerk: &Colleague<'_>) -> (Value, String) {
    let made = clerk.post("/holds", &form()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let made = made.json();
    let url = Url::parse(made["share"]["url"].as_str().unwrap()).unwrap();
    (made, url.path().to_owned())
}

/// Agrees, gives a card on the sandbox's page, and comes back.
async fn authorize(server: &Server, path: &str) {
    let agreed = server
        .submit(&format!("{path}/agree"), "agree=yes", "")
        .await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.body);
    let page = Url::parse(agreed.location()).unwrap();
    let setup = page
        .path_segments()
        .unwrap()
        .next_back()
        .unwrap()
        .to_owned();
    assert!(setup.starts_with("si_sandbox_"), "{page}");
    let card = json!({"cardNumber": "5200000000001005", "expiryDate": "12/29", "cv2": "020"});
    let authorize = format!("/_sandbox/setup-intents/{setup}/authorize");
    server.sandbox(Call::POST, &authorize, &card).await;
    let back = server.get(&format!("{path}/return")).await;
    assert_eq!(back.location(), path);
}

#[tokio::test]
async fn a_shopper_reads_agrees_and_is_told_what_dojo_confirms() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let (made, path) = hold(&clerk).await;
    let page = server.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "no-store");
    for text in [
        "Dojo Dogs",
        "£20.00",
        "Table &lt;4&gt;",
        "if you do not come.",
        "Nothing is charged now.",
    ] {
        assert!(page.body.contains(text), "{text} is not in {}", page.body);
    }
    assert!(!page.body.contains(" checked"), "{}", page.body);

    let unticked = server.submit(&format!("{path}/agree"), "", "").await;
    assert_eq!(unticked.status, StatusCode::BAD_REQUEST);
    assert!(unticked.body.contains("Tick the box"), "{}", unticked.body);
    // Coming back from Dojo's page proves nothing.
    server.get(&format!("{path}/return")).await;
    let page = server.get(&path).await;
    assert!(page.body.contains("What you agree to"), "{}", page.body);

    authorize(&server, &path).await;
    let page = server.get(&path).await;
    assert!(page.body.contains("Your card is kept"), "{}", page.body);
    assert!(page.body.contains("•••• 1005"), "{}", page.body);
    let id = made["hold"]["id"].as_str().unwrap();
    let seen = clerk.get(&format!("/holds/{id}")).await.json();
    assert_eq!(seen["hold"]["status"], "authorized", "{seen}");
    assert_eq!(seen["hold"]["card"]["expiryDate"], "12/29", "{seen}");
    let consent = seen["consent"]["text"].as_str().unwrap();
    assert!(consent.contains("up to £20.00"), "{consent}");
}

#[tokio::test]
async fn another_sites_form_agrees_to_nothing() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let (_, path) = hold(&clerk).await;
    let request = http::Request::post(format!("{path}/agree"))
        .header("origin", "https://evil.example")
        .header("content-type", "application/x-www-form-urlencoded");
    let body = axum::body::Body::from("agree=yes");
    let answer = server.send(request.body(body).unwrap()).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let server = Server::start().await;
    let manager = server.signed_in(Role::Manager).await;
    for path in ["/h/nonsense", "/h/hd_x", "/h/%3Cscript%3E"] {
        let page = server.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains("<h1>Page not found</h1>"), "{path}");
    }
    for path in [
        "/holds/hd_none",
        "/holds/hd_none/qr.svg",
        "/customers/cu_none",
    ] {
        assert_eq!(manager.get(path).await.status, StatusCode::NOT_FOUND);
    }
    let end = json!({"seenUpdatedAt": 0});
    let ended = manager.post("/holds/hd_none/release", &end).await;
    assert_eq!(ended.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_no_show_is_charged_by_a_manager_once() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let manager = server.signed_in(Role::Manager).await;
    let (made, path) = hold(&clerk).await;
    let id = made["hold"]["id"].as_str().unwrap();
    authorize(&server, &path).await;
    let seen = manager.get(&format!("/holds/{id}")).await.json();
    let charge = json!({
        "seenUpdatedAt": seen["hold"]["updatedAt"],
        "amount": pounds(1_500),
        "note": "Did not come",
    });
    // To a clerk there is no such thing.
    let refused = clerk.post(&format!("/holds/{id}/charge"), &charge).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let charged = manager.post(&format!("/holds/{id}/charge"), &charge).await;
    assert_eq!(charged.status, StatusCode::OK, "{}", charged.body);
    let charged = charged.json();
    assert_eq!(charged["hold"]["status"], "completed", "{charged}");
    assert_eq!(charged["hold"]["chargedAmount"], pounds(1_500));
    let again = manager.post(&format!("/holds/{id}/charge"), &charge).await;
    again.is_refused(StatusCode::CONFLICT, "stale", None);
    let page = server.get(&path).await;
    assert!(page.body.contains("£15.00"), "{}", page.body);
}

#[tokio::test]
async fn a_release_is_a_managers_too() {
    let server = Server::start().await;
    let manager = server.signed_in(Role::Manager).await;
    let (made, path) = hold(&manager).await;
    let id = made["hold"]["id"].as_str().unwrap();
    authorize(&server, &path).await;
    let seen = manager.get(&format!("/holds/{id}")).await.json();
    let end = json!({"seenUpdatedAt": seen["hold"]["updatedAt"]});
    let released = manager.post(&format!("/holds/{id}/release"), &end).await;
    assert_eq!(released.json()["hold"]["status"], "closed");
    let page = server.get(&path).await;
    assert!(
        page.body.contains("This request has ended"),
        "{}",
        page.body
    );
    let agreed = server
        .submit(&format!("{path}/agree"), "agree=yes", "")
        .await;
    assert_eq!(agreed.location(), path);
}

#[tokio::test]
async fn card_numbers_are_refused_in_every_field() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    for field in ["reference", "terms", "customerName", "phoneNumber", "note"] {
        let mut form = form();
        form[field] = json!("5200 0000 0000 1005");
        let refused = clerk.post("/holds", &form).await;
        refused.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some(field));
    }
    for field in ["name", "notes"] {
        let mut customer = json!({"name": "Ada"});
        customer[field] = json!("5200 0000 0000 1005");
        let refused = clerk.post("/customers", &customer).await;
        refused.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some(field));
    }
}

#[tokio::test]
async fn customers_are_kept_by_clerks_and_deleted_by_managers() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let manager = server.signed_in(Role::Manager).await;
    let viewer = server.signed_in(Role::Viewer).await;
    let ada = json!({"name": "Ada Lovelace", "emailAddress": "ada@example.com"});
    let refused = viewer.post("/customers", &ada).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let made = clerk.post("/customers", &ada).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let made = made.json();
    let id = made["id"].as_str().unwrap();
    let found = viewer.get("/customers?search=lovelace").await.json();
    assert_eq!(found["items"][0]["id"], id);
    let edit = json!({
        "seenUpdatedAt": made["updatedAt"],
        "customer": {"name": "Ada King", "phoneNumber": "020 7946 0000"},
    });
    let path = format!("/customers/{id}");
    let changed = clerk.call(Method::PUT, &path, &edit).await;
    assert_eq!(changed.json()["name"], "Ada King", "{}", changed.body);
    let stale = clerk.call(Method::PUT, &path, &edit).await;
    stale.is_refused(StatusCode::CONFLICT, "stale", None);
    let refused = clerk.call(Method::DELETE, &path, &Value::Null).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let deleted = manager.call(Method::DELETE, &path, &Value::Null).await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT, "{}", deleted.body);
    assert_eq!(viewer.get(&path).await.status, StatusCode::NOT_FOUND);
    let odd = viewer.get("/customers?limit=many").await;
    odd.is_refused(StatusCode::BAD_REQUEST, "invalid_request", None);
}
