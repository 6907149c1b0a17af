//! Staff and the trail of what they did, on every database.

use http::StatusCode;
use serde_json::json;
use shared::Role;
use shared::console::links::{LinkDetail, LinkTerms};
use shared::console::team::RoleChange;

use super::world::{Answer, Desk, World, pounds};
use crate::staff::{audit, team, trail};
use crate::tests::on_each_database;
use crate::{DomainError, live};

async fn note(world: &World, object_id: &str) {
    let entry = audit::Entry {
        action: "test.noted",
        object_kind: "test",
        object_id,
        before: None,
        after: Some(serde_json::json!({ "amount": 1250 })),
    };
    let mut tx = world.app.store.begin().await.unwrap();
    audit::record(&mut tx, None, &entry, world.now_ms())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    live::hint(&world.app);
}

async fn broken_at(world: &World) -> Option<i64> {
    trail::verify(&world.app.store).await.unwrap().broken_at
}

async fn tamper(world: &World, sql: &'static str) {
    sqlx::query(sql)
        .execute(world.app.store.write())
        .await
        .unwrap();
}

#[tokio::test]
async fn whatever_is_done_to_the_trail_is_found() {
    for (sql, position) in [
        ("UPDATE audit SET after_value = '{\"amount\":1}' WHERE position = 2", 2),
        ("UPDATE audit SET happened_at = happened_at + 1 WHERE position = 3", 3),
        ("UPDATE audit SET staff_name = 'Somebody else' WHERE position = 1", 1),
        ("DELETE FROM audit WHERE position = 2", 2),
        ("DELETE FROM audit WHERE position = 4", 4),
        ("DELETE FROM audit", 1),
        (
            "UPDATE audit SET object_id = CASE object_id WHEN 'two' THEN 'three' ELSE 'two' END WHERE position IN (2, 3)",
            2,
        ),
        (
            "INSERT INTO audit SELECT location_id, 5, happened_at, staff_id, staff_name, address, action, object_kind,
             object_id, before_value, after_value, hash FROM audit WHERE position = 4",
            5,
        ),
        (
            "INSERT INTO audit SELECT location_id, -3, happened_at, staff_id, 'Somebody else', address, action, object_kind,
             object_id, before_value, after_value, hash FROM audit WHERE position = 1",
            -3,
        ),
    ] {
        on_each_database(async |world| {
            for id in ["one", "two", "three", "four"] {
                note(&world, id).await;
            }
            assert_eq!(broken_at(&world).await, None);
            tamper(&world, sql).await;
            assert_eq!(broken_at(&world).await, Some(position), "{sql}");
        })
        .await;
    }
}

#[tokio::test]
async fn entries_that_are_written_at_once_make_one_chain() {
    on_each_database(async |world| {
        let world = &world;
        let names: Vec<String> = (0..12).map(|n| n.to_string()).collect();
        let writing = names.iter().map(|name| note(world, name));
        futures_util::future::join_all(writing).await;
        let verdict = trail::verify(&world.app.store).await.unwrap();
        assert_eq!((verdict.entries, verdict.broken_at), (12, None));
    })
    .await;
}

#[tokio::test]
async fn two_owners_who_demote_each_other_leave_one() {
    on_each_database(async |world| {
        let (one, two) = (world.desk(Role::Owner).await, world.desk(Role::Owner).await);
        let change = RoleChange {
            role: Role::Viewer,
            seen_role: Role::Owner,
        };
        let (first, second) = tokio::join!(
            team::change_role(&world.app, &one.actor, &two.actor.staff_id, change),
            team::change_role(&world.app, &two.actor, &one.actor.staff_id, change),
        );
        let refused =
            |outcome: &Result<_, DomainError>| matches!(outcome, Err(DomainError::Conflict(_)));
        assert!(first.is_ok() != second.is_ok());
        assert!(refused(&first) || refused(&second));
    })
    .await;
}

#[tokio::test]
async fn an_invited_colleague_signs_in_and_is_found_in_the_trail() {
    on_each_database(async |world| {
        let owner = world.desk(Role::Owner).await;
        let new = json!({ "name": "Ada", "emailAddress": "Ada@example.com", "role": "manager" });
        let made = owner.post("/team/invitations", new).await;
        let token = made.json["url"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        let password = json!({ "password": "correct horse battery" });
        let entered = owner.post(&format!("/entrance/{token}"), password).await;
        assert_eq!(
            entered.json["session"]["role"], "manager",
            "{:?}",
            entered.json
        );
        let credentials =
            |password: &str| json!({ "emailAddress": "ada@EXAMPLE.com", "password": password });
        for _ in 0..3 {
            let wrong = owner.post("/session", credentials("a guess")).await;
            assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{:?}", wrong.json);
        }
        let right = credentials("correct horse battery");
        let early = owner.post("/session", right.clone()).await;
        assert_eq!(
            early.status,
            StatusCode::TOO_MANY_REQUESTS,
            "{:?}",
            early.json
        );
        world.clock.advance(2);
        let signed_in = owner.post("/session", right).await;
        assert_eq!(
            signed_in.json["session"]["name"], "Ada",
            "{:?}",
            signed_in.json
        );
        let owner = world.desk(Role::Owner).await;
        let failed = owner
            .get("/audit?action=sign_in&from=2026-11-21&to=2026-11-21")
            .await;
        assert_eq!(failed.json["total"]["exactly"], 3, "{:?}", failed.json);
        let staff = entered.json["session"]["staffId"]
            .as_str()
            .unwrap()
            .to_owned();
        let theirs = owner
            .get(&format!("/audit?staff={staff}&objectKind=session"))
            .await;
        assert_eq!(
            theirs.json["items"][0]["action"], "session.opened",
            "{:?}",
            theirs.json
        );
        let choices = owner.get("/audit/choices").await;
        assert!(
            choices.json["actions"]
                .as_array()
                .unwrap()
                .contains(&json!("staff.added"))
        );
        let path = format!("/team/members/{staff}/disable");
        assert_eq!(owner.post(&path, json!({})).await.status, StatusCode::OK);
        let sessions = owner.get("/team/sessions").await;
        assert_eq!(
            sessions.json.as_array().unwrap().len(),
            1,
            "{:?}",
            sessions.json
        );
    })
    .await;
}

#[tokio::test]
async fn what_an_entry_is_about_is_named_and_found_by_its_reference() {
    on_each_database(async |world| {
        let owner = world.desk(Role::Owner).await;
        let terms = LinkTerms::of("Order 245".to_owned().try_into().unwrap(), pounds(1250));
        let made = owner.post("/links", json!(terms)).await.json;
        let link: LinkDetail = serde_json::from_value(made).unwrap();
        let another = LinkTerms::of("Order 246".to_owned().try_into().unwrap(), pounds(1250));
        owner.post("/links", json!(another)).await;
        let (_, paid) = world.paid().await;
        owner
            .post(
                &format!("/payments/{paid}/notes"),
                json!({ "text": "Called" }),
            )
            .await;
        let found = owner.get("/audit?object=Order%20245").await;
        let items = found.json["items"].as_array().unwrap();
        let about: Vec<&str> = items
            .iter()
            .map(|item| item["objectId"].as_str().unwrap())
            .collect();
        assert_eq!(about, [&*paid, &*link.summary.id], "{found:?}");
        assert!(
            items.iter().all(|item| item["objectName"] == "Order 245"),
            "{found:?}"
        );
        let by_id = owner.get(&format!("/audit?object={paid}")).await;
        assert_eq!(by_id.json["total"]["exactly"], 1, "{by_id:?}");
        let nothing = owner.get("/audit?object=Order%20247").await;
        assert_eq!(nothing.json["total"]["exactly"], 0, "{nothing:?}");
    })
    .await;
}

/// The last part of a link for one person.
fn token(made: &Answer) -> String {
    let url = made.json["url"].as_str().unwrap();
    url.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_an_owner_handed_out_is_worthless_once_they_are_none() {
    on_each_database(async |world| {
        let first = world.desk(Role::Owner).await;
        let clerk = world.desk(Role::Clerk).await.actor.staff_id;
        let demoted = json!({ "role": "manager", "seenRole": "owner" });
        for (ends, body) in [("role", demoted), ("disable", json!({}))] {
            let second = world.desk(Role::Owner).await;
            let invite = async |by: &Desk, address: &str| {
                let new = json!({ "name": "Ada", "emailAddress": address, "role": "owner" });
                token(&by.post("/team/invitations", new).await)
            };
            let others = invite(&first, "grace@example.com").await;
            let invitation = invite(&second, "ada@example.com").await;
            let path = format!("/team/members/{clerk}/password-link");
            let reset = token(&second.post(&path, json!({})).await);
            let path = format!("/team/members/{}/{ends}", second.actor.staff_id);
            let ended = match ends {
                "role" => first.put(&path, body).await,
                _ => first.post(&path, body).await,
            };
            assert_eq!(ended.status, StatusCode::OK, "{ended:?}");
            for (token, status) in [
                (invitation, StatusCode::NOT_FOUND),
                (reset, StatusCode::NOT_FOUND),
                (others, StatusCode::OK),
            ] {
                let answer = first.get(&format!("/entrance/{token}")).await;
                assert_eq!(answer.status, status, "{ends}");
            }
            let told = first.get("/audit?action=invitation.withdrawn").await;
            assert!(
                told.json["items"][0]["staffName"] == first.actor.name,
                "{told:?}"
            );
        }
    })
    .await;
}

/// The request was let in before they lost the role, and is carried out afterwards.
#[tokio::test]
async fn whoever_is_no_owner_any_more_hands_nothing_out() {
    on_each_database(async |world| {
        let first = world.desk(Role::Owner).await;
        let second = world.desk(Role::Owner).await;
        let path = format!("/team/members/{}/disable", second.actor.staff_id);
        first.post(&path, json!({})).await;
        let new = json!({ "name": "Ada", "emailAddress": "ada@example.com", "role": "owner" });
        let new = serde_json::from_value(new).unwrap();
        let late = team::invite(&world.app, &second.actor, &new).await;
        assert!(matches!(late, Err(DomainError::NotFound)), "{late:?}");
        let late = team::reset(&world.app, &second.actor, &first.actor.staff_id).await;
        assert!(matches!(late, Err(DomainError::NotFound)), "{late:?}");
    })
    .await;
}
