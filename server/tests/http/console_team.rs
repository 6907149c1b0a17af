//! The team: invitations, roles, accounts that are disabled, passwords, sessions.

use http::{Method, StatusCode};
use secrecy::SecretString;
use serde_json::{Value, json};
use server::config::DojoAccess;
use server::staff::{FirstStart, demo, first_start};
use shared::Role;
use url::Url;

use crate::harness::{Colleague, Server};

const PASSWORD: &str = "correct horse battery";

fn ada(role: &str) -> Value {
    json!({ "name": "Ada Lovelace", "emailAddress": "ada@example.com", "role": role })
}

/// The last part of a link.
fn token(url: &str) -> String {
    url.rsplit('/').next().unwrap().to_owned()
}

async fn invited(owner: &Colleague<'_>, role: &str) -> String {
    let answer = owner.post("/team/invitations", &ada(role)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    token(answer.json()["url"].as_str().unwrap())
}

async fn member(owner: &Colleague<'_>, email_address: &str) -> Value {
    let team = owner.get("/team").await.json();
    let members = team["members"].as_array().unwrap().clone();
    members
        .into_iter()
        .find(|one| one["emailAddress"] == email_address)
        .unwrap()
}

fn with_a_real_key(config: &mut server::Config) {
    config.dojo = Some(DojoAccess {
        api_url: Url::parse("http://127.0.0.1:1").unwrap(),
        components_url: Url::parse("http://127.0.0.1:1/client.js").unwrap(),
        api_key: SecretString::from("sk_prod_server-tests"),
    });
}

#[tokio::test]
async fn an_invitation_makes_one_colleague_with_the_role_that_was_given() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let token = invited(&owner, "clerk").await;
    let stranger = Colleague::stranger(&server);
    let path = format!("/entrance/{token}");
    let link = stranger.get(&path).await.json();
    assert_eq!(link["kind"], "invitation");
    assert_eq!(link["role"], "clerk");
    let weak = stranger.post(&path, &json!({ "password": "short" })).await;
    weak.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some("password"));
    let entered = stranger.post(&path, &json!({ "password": PASSWORD })).await;
    assert_eq!(
        entered.json()["session"]["role"],
        "clerk",
        "{}",
        entered.body
    );
    let again = stranger.post(&path, &json!({ "password": PASSWORD })).await;
    again.is_refused(StatusCode::NOT_FOUND, "not_found", None);
    assert_eq!(stranger.get(&path).await.status, StatusCode::NOT_FOUND);
    let clerk = server.signed_in_with("ADA@example.com", PASSWORD).await;
    assert_eq!(clerk.get("/team").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_invitation_that_is_old_withdrawn_or_replaced_lets_nobody_in() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let stranger = Colleague::stranger(&server);
    let replaced = invited(&owner, "clerk").await;
    let withdrawn = invited(&owner, "clerk").await;
    let invitations = owner.get("/team").await.json()["invitations"].clone();
    assert_eq!(invitations.as_array().unwrap().len(), 1);
    let id = invitations[0]["id"].as_str().unwrap();
    let path = format!("/team/invitations/{id}");
    let gone = owner.call(Method::DELETE, &path, &json!({})).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let old = invited(&owner, "clerk").await;
    server.clock.advance(7 * 24 * 60 * 60);
    for token in [replaced, withdrawn, old] {
        let answer = stranger.get(&format!("/entrance/{token}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn inviting_twice_under_one_key_makes_one_invitation_and_keeps_no_link() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let key = [("idempotency-key", "one")];
    let body = ada("clerk");
    let invite = || owner.call_with(Method::POST, "/team/invitations", &body, &key);
    let url = invite().await.json()["url"].as_str().unwrap().to_owned();
    invite()
        .await
        .is_refused(StatusCode::CONFLICT, "conflict", None);
    let stranger = Colleague::stranger(&server);
    let link = stranger.get(&format!("/entrance/{}", token(&url))).await;
    assert_eq!(link.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_is_disabled_is_out_at_once_and_told_what_strangers_are_told() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let clerk = server.signed_in(Role::Clerk).await;
    let id = member(&owner, "clerk@tatami.example").await["id"].clone();
    let path = format!("/team/members/{}", id.as_str().unwrap());
    let disabled = owner.post(&format!("{path}/disable"), &json!({})).await;
    assert!(disabled.json()["disabledAt"].is_i64(), "{}", disabled.body);
    assert_eq!(
        clerk.get("/account/sessions").await.status,
        StatusCode::UNAUTHORIZED
    );
    let credentials = |email_address: &str| json!({ "emailAddress": email_address, "password": demo::of(Role::Clerk).password });
    let mut told = Vec::new();
    for email_address in ["clerk@tatami.example", "nobody@tatami.example"] {
        let body = credentials(email_address);
        let answer = clerk.post("/session", &body).await;
        told.push((answer.status, answer.json()["message"].clone()));
    }
    assert_eq!(told[0], told[1]);
    owner.post(&format!("{path}/enable"), &json!({})).await;
    server.signed_in(Role::Clerk).await;
}

#[tokio::test]
async fn the_last_owner_stays_one() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let id = member(&owner, "owner@tatami.example").await["id"].clone();
    let path = format!("/team/members/{}", id.as_str().unwrap());
    let less = json!({ "role": "viewer", "seenRole": "owner" });
    let demoted = owner
        .call(Method::PUT, &format!("{path}/role"), &less)
        .await;
    demoted.is_refused(StatusCode::CONFLICT, "conflict", None);
    let disabled = owner.post(&format!("{path}/disable"), &json!({})).await;
    disabled.is_refused(StatusCode::CONFLICT, "conflict", None);
    assert_eq!(owner.get("/team").await.status, StatusCode::OK);
}

#[tokio::test]
async fn another_role_counts_from_the_next_request_on() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let manager = server.signed_in(Role::Manager).await;
    assert_eq!(manager.get("/audit").await.status, StatusCode::OK);
    let id = member(&owner, "manager@tatami.example").await["id"].clone();
    let path = format!("/team/members/{}/role", id.as_str().unwrap());
    let change = json!({ "role": "viewer", "seenRole": "manager" });
    let changed = owner.call(Method::PUT, &path, &change).await;
    assert_eq!(changed.json()["role"], "viewer", "{}", changed.body);
    assert_eq!(manager.get("/audit").await.status, StatusCode::NOT_FOUND);
    let stale = owner.call(Method::PUT, &path, &change).await;
    stale.is_refused(StatusCode::CONFLICT, "conflict", None);
}

#[tokio::test]
async fn a_changed_password_signs_out_everywhere_else() {
    let server = Server::alone().await;
    let here = server.signed_in(Role::Clerk).await;
    let elsewhere = server.signed_in(Role::Clerk).await;
    let change = |current: &str| json!({ "currentPassword": current, "newPassword": PASSWORD });
    let path = "/account/password";
    let wrong = here.call(Method::PUT, path, &change("a guess")).await;
    wrong.is_refused(
        StatusCode::BAD_REQUEST,
        "invalid_request",
        Some("currentPassword"),
    );
    let old = demo::of(Role::Clerk).password;
    let done = here.call(Method::PUT, path, &change(&old)).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    let same = here.call(Method::PUT, path, &change(PASSWORD)).await;
    same.is_refused(
        StatusCode::BAD_REQUEST,
        "invalid_request",
        Some("newPassword"),
    );
    assert_eq!(
        elsewhere.get("/account/sessions").await.status,
        StatusCode::UNAUTHORIZED
    );
    let sessions = here.get("/account/sessions").await.json();
    assert_eq!(sessions.as_array().unwrap().len(), 1);
    server
        .signed_in_with("clerk@tatami.example", PASSWORD)
        .await;
    // What is not known to everybody any more is not offered to everybody.
    let offered = Colleague::stranger(&server).get("/session").await.json();
    let roles: Vec<&str> = offered["demoStaff"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["owner", "manager", "viewer"]);
}

#[tokio::test]
async fn sessions_are_ended_by_their_owner_or_an_owner() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let clerk = server.signed_in(Role::Clerk).await;
    let viewer = server.signed_in(Role::Viewer).await;
    let own = clerk.get("/account/sessions").await.json();
    let id = own[0]["id"].as_str().unwrap();
    let path = format!("/account/sessions/{id}");
    let foreign = viewer.call(Method::DELETE, &path, &json!({})).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let all = owner.get("/team/sessions").await.json();
    assert_eq!(all.as_array().unwrap().len(), 3);
    let path = format!("/team/sessions/{id}");
    let ended = owner.call(Method::DELETE, &path, &json!({})).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.body);
    assert_eq!(
        clerk.get("/account/sessions").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn every_session_but_the_one_that_asks_is_ended_in_one_step() {
    let server = Server::alone().await;
    let here = server.signed_in(Role::Clerk).await;
    let elsewhere = server.signed_in(Role::Clerk).await;
    let owner = server.signed_in(Role::Owner).await;
    let status = async |who: &Colleague<'_>| who.get("/account/sessions").await.status;
    let end = async |who: &Colleague<'_>, path| who.call(Method::DELETE, path, &json!({})).await;
    let foreign = end(&here, "/team/sessions").await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let own = end(&here, "/account/sessions").await;
    assert_eq!(own.status, StatusCode::NO_CONTENT, "{}", own.body);
    assert_eq!(status(&elsewhere).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&here).await, StatusCode::OK);
    assert_eq!(status(&owner).await, StatusCode::OK);
    let all = end(&owner, "/team/sessions").await;
    assert_eq!(all.status, StatusCode::NO_CONTENT, "{}", all.body);
    assert_eq!(status(&here).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&owner).await, StatusCode::OK);
    let told = owner.get("/audit?action=session.others_revoked").await;
    let told = told.json();
    let entries = told["items"].as_array().unwrap();
    assert_eq!(entries.len(), 2, "{told}");
    assert_eq!(entries[0]["staffName"], "Olive Owner");
    assert_eq!(entries[1]["staffName"], "Clara Clerk");
    assert!(
        entries
            .iter()
            .all(|entry| entry["objectName"] == "Clara Clerk"),
        "{told}"
    );
}

#[tokio::test]
async fn a_new_password_by_link_ends_every_session() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let clerk = server.signed_in(Role::Clerk).await;
    let id = member(&owner, "clerk@tatami.example").await["id"].clone();
    let path = format!("/team/members/{}/password-link", id.as_str().unwrap());
    let made = owner.post(&path, &json!({})).await.json();
    let stranger = Colleague::stranger(&server);
    let path = format!("/entrance/{}", token(made["url"].as_str().unwrap()));
    let entered = stranger.post(&path, &json!({ "password": PASSWORD })).await;
    assert_eq!(
        entered.json()["session"]["name"],
        "Clara Clerk",
        "{}",
        entered.body
    );
    assert_eq!(
        clerk.get("/account/sessions").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn ids_of_another_kind_are_nothing() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    invited(&owner, "clerk").await;
    let team = owner.get("/team").await.json();
    let staff = team["members"][0]["id"].as_str().unwrap().to_owned();
    let link = team["invitations"][0]["id"].as_str().unwrap().to_owned();
    let sessions = owner.get("/team/sessions").await.json();
    let session = sessions[0]["id"].as_str().unwrap().to_owned();
    for (method, path) in [
        (Method::POST, format!("/team/members/{link}/disable")),
        (Method::POST, format!("/team/members/{session}/disable")),
        (
            Method::POST,
            format!("/team/members/{session}/password-link"),
        ),
        (Method::DELETE, format!("/team/invitations/{staff}")),
        (Method::DELETE, format!("/team/sessions/{staff}")),
        (Method::DELETE, format!("/account/sessions/{link}")),
        (Method::DELETE, "/team/sessions/%27%20OR%201=1".to_owned()),
    ] {
        let answer = owner.call(method, &path, &json!({})).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_first_owner_sets_up_once_where_payments_are_real() {
    let server = Server::alone_with(with_a_real_key).await;
    let FirstStart::SetUp(before) = first_start(&server.app).await.unwrap() else {
        panic!("no link for setting up");
    };
    let FirstStart::SetUp(path) = first_start(&server.app).await.unwrap() else {
        panic!("no link for setting up");
    };
    let stranger = Colleague::stranger(&server);
    let old = stranger.get(&format!("/entrance/{}", token(&before))).await;
    assert_eq!(
        old.status,
        StatusCode::NOT_FOUND,
        "a new start makes the old link worthless"
    );
    let entrance = format!("/entrance/{}", token(&path));
    let body =
        json!({ "name": "Ada Lovelace", "emailAddress": "ada@example.com", "password": PASSWORD });
    let entered = stranger.post(&entrance, &body).await;
    assert_eq!(
        entered.json()["session"]["role"],
        "owner",
        "{}",
        entered.body
    );
    let again = stranger.post(&entrance, &body).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let staffed = first_start(&server.app).await.unwrap();
    assert!(matches!(staffed, FirstStart::Staffed));
}

#[tokio::test]
async fn whom_the_sandbox_let_in_is_a_stranger_where_payments_are_real() {
    let sandbox = Server::alone().await;
    let owner = sandbox.signed_in(Role::Owner).await;
    let invitation = invited(&owner, "owner").await;
    let database = sandbox.app.config.database_url.clone();
    let live = Server::alone_with(|config| {
        config.database_url = database;
        with_a_real_key(config);
    })
    .await;
    let started = first_start(&live.app).await.unwrap();
    assert!(matches!(started, FirstStart::SetUp(_)));
    let session = live
        .get_with("/api/console/session", &owner.cookie)
        .await
        .json();
    assert!(session["session"].is_null());
    assert!(session["demoStaff"].is_null());
    let stranger = Colleague::stranger(&live);
    let link = stranger.get(&format!("/entrance/{invitation}")).await;
    assert_eq!(link.status, StatusCode::NOT_FOUND);
    let demo = demo::of(Role::Owner);
    let body = json!({ "emailAddress": demo.email_address, "password": demo.password });
    let answer = stranger.post("/session", &body).await;
    answer.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some("password"));
}

#[tokio::test]
async fn whoever_changes_their_password_needs_no_link_for_another_one() {
    let server = Server::alone().await;
    let owner = server.signed_in(Role::Owner).await;
    let clerk = server.signed_in(Role::Clerk).await;
    let id = member(&owner, "clerk@tatami.example").await["id"].clone();
    let path = format!("/team/members/{}/password-link", id.as_str().unwrap());
    let made = owner.post(&path, &json!({})).await.json();
    let entrance = format!("/entrance/{}", token(made["url"].as_str().unwrap()));
    let stranger = Colleague::stranger(&server);
    assert_eq!(stranger.get(&entrance).await.status, StatusCode::OK);
    let old = demo::of(Role::Clerk).password;
    let change = json!({ "currentPassword": old, "newPassword": PASSWORD });
    let done = clerk.call(Method::PUT, "/account/password", &change).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.body);
    assert_eq!(stranger.get(&entrance).await.status, StatusCode::NOT_FOUND);
}
