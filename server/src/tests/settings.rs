//! Settings: checked, audited, known everywhere; tokens that work until they are revoked; what was given up, tried again.

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use shared::Role;
use shared::console::settings::NewCallback;
use sqlx::Row as _;
use tower::ServiceExt as _;

use super::world::{World, on_each_database};
use crate::app::App;
use crate::store::inbox;
use crate::{business, events, router};

/// One grey pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

fn profile(name: &str) -> Value {
    json!({"name": name, "accent": "#FFEE00", "timeZone": "Europe/Dublin", "currency": "EUR"})
}

/// What anybody is answered, and with what type.
async fn ask(app: &App, request: Request<Body>) -> (StatusCode, String, Vec<u8>) {
    let response = router::router(app.clone()).oneshot(request).await.unwrap();
    let kind = response.headers().get("content-type");
    let kind = kind.map_or_else(String::new, |kind| kind.to_str().unwrap().to_owned());
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, kind, body.to_vec())
}

async fn get(app: &App, path: &str) -> (StatusCode, String, Vec<u8>) {
    ask(app, Request::get(path).body(Body::empty()).unwrap()).await
}

/// Whether a shop with this token gets past the door.
async fn lets_in(app: &App, token: &str) -> bool {
    let request = Request::get("/api/v1/checkouts/co_AAAAAAAAAAAAAAAAAAAAAA")
        .header("authorization", format!("Bearer {token}"));
    let (status, ..) = ask(app, request.body(Body::empty()).unwrap()).await;
    assert!([StatusCode::NOT_FOUND, StatusCode::UNAUTHORIZED].contains(&status));
    status == StatusCode::NOT_FOUND
}

async fn audited(world: &World, action: &str) -> Vec<(Value, Value)> {
    let rows = sqlx::query(
        "SELECT before_value, after_value FROM audit WHERE action = $1 ORDER BY position",
    )
    .bind(action)
    .fetch_all(world.app.store.read())
    .await
    .unwrap();
    let json =
        |text: Option<String>| text.map_or(Value::Null, |t| serde_json::from_str(&t).unwrap());
    rows.iter()
        .map(|row| (json(row.get("before_value")), json(row.get("after_value"))))
        .collect()
}

#[tokio::test]
async fn what_an_owner_sets_is_what_shoppers_see_on_every_machine() {
    on_each_database(async |world: World| {
        let other = world.another_process().await;
        let checkout = world.open_plain().await;
        let owner = world.desk(Role::Owner).await;
        let before = owner.get("/settings").await.json;
        assert_eq!(before["profile"]["name"], "Tea House");
        let change = json!({"seenVersion": before["version"], "value": profile(" Tea & Co ")});
        let after = owner.put("/settings/profile", change).await;
        assert_eq!(after.status, StatusCode::OK, "{after:?}");
        assert_eq!(after.json["profile"]["name"], "Tea & Co");
        // Yellow on white cannot be read.
        assert_ne!(after.json["accentShown"]["light"], "#ffee00");
        world.clock.advance(3);
        for app in [&world.app, &other] {
            let (_, _, page) = get(app, &format!("/pay/{checkout}")).await;
            let page = String::from_utf8(page).unwrap();
            assert!(page.contains("Tea &amp; Co"), "{page}");
            let settings = business::settings(app).await;
            assert_eq!(settings.time_zone_name(), "Europe/Dublin");
        }
        let trail = audited(&world, "settings.changed").await;
        assert_eq!(trail[0].0["name"], "Tea House");
        assert_eq!(trail[0].1["name"], "Tea & Co");
    })
    .await;
}

#[tokio::test]
async fn settings_are_the_owners_and_nobody_overwrites_what_they_have_not_seen() {
    on_each_database(async |world: World| {
        for role in [Role::Viewer, Role::Clerk, Role::Manager] {
            let desk = world.desk(role).await;
            for path in ["/settings", "/settings/tokens", "/settings/dojo"] {
                assert_eq!(desk.get(path).await.status, StatusCode::NOT_FOUND, "{role}");
            }
        }
        let owner = world.desk(Role::Owner).await;
        let change = |name: &str| json!({"seenVersion": 0, "value": profile(name)});
        let first = owner.put("/settings/profile", change("First")).await;
        assert_eq!(first.json["version"], 1);
        let second = owner.put("/settings/profile", change("Second")).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        assert_eq!(second.json["code"], "stale");
        let now = owner.get("/settings").await.json;
        assert_eq!(now["profile"]["name"], "First");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_work_is_refused_by_field() {
    on_each_database(async |world: World| {
        let owner = world.desk(Role::Owner).await;
        let shown = owner.get("/settings").await.json;
        let refused = async |path: &str, value: Value, field: &str| {
            let answer = owner
                .put(path, json!({"seenVersion": 0, "value": value}))
                .await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} {field}");
            assert_eq!(answer.json["field"], format!("value.{field}"));
        };
        let mut zone = profile("Tea");
        zone["timeZone"] = json!("Mars/Base");
        refused("/settings/profile", zone, "timeZone").await;
        refused("/settings/profile", profile("4111 1111 1111 1111"), "name").await;
        let mut rules = shown["rules"].clone();
        rules["refundLimit"] = json!(-1);
        refused("/settings/rules", rules, "refundLimit").await;
        let mut rules = shown["rules"].clone();
        rules["unscheduledTerms"] = json!(" ");
        refused("/settings/rules", rules, "unscheduledTerms").await;
        let begun = owner.get("/holds/defaults").await.json;
        for terms in ["noShowTerms", "unscheduledTerms"] {
            assert_eq!(begun[terms], shown["rules"][terms]);
        }
        assert_ne!(begun["noShowTerms"], begun["unscheduledTerms"]);
        let mut messages = shown["messages"].clone();
        messages["linkText"] = json!("Pay soon");
        refused("/settings/messages", messages, "linkText").await;
        for url in ["http://shop.example/", "shop"] {
            refused("/settings/callback", json!({"url": url}), "url").await;
        }
        let svg = STANDARD.encode("<svg><script>alert(1)</script></svg>");
        refused("/settings/logo", json!({"content": svg}), "content").await;
        let cut = STANDARD.encode(&PNG[..40]);
        refused("/settings/logo", json!({"content": cut}), "content").await;
        let mut large = PNG.to_vec();
        large.resize(201 * 1024, 0);
        let large = STANDARD.encode(large);
        refused("/settings/logo", json!({"content": large}), "content").await;
        assert_eq!(owner.get("/settings").await.json, shown);
    })
    .await;
}

#[tokio::test]
async fn a_logo_is_served_as_the_picture_that_it_is() {
    on_each_database(async |world: World| {
        let owner = world.desk(Role::Owner).await;
        let change = json!({"seenVersion": 0, "value": {"content": STANDARD.encode(PNG)}});
        let saved = owner.put("/settings/logo", change).await.json;
        let address = saved["logo"].as_str().unwrap().to_owned();
        let (status, kind, body) = get(&world.app, &address).await;
        assert_eq!((status, &*kind), (StatusCode::OK, "image/png"));
        assert_eq!(body, PNG);
        let checkout = world.open_plain().await;
        let (_, _, page) = get(&world.app, &format!("/pay/{checkout}")).await;
        assert!(String::from_utf8(page).unwrap().contains(&address));
        let taken = json!({"seenVersion": 1, "value": {}});
        let saved = owner.put("/settings/logo", taken).await.json;
        assert_eq!(saved["logo"], Value::Null);
        assert_eq!(get(&world.app, "/logo/none").await.0, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_token_is_shown_once_and_works_until_it_is_revoked() {
    on_each_database(async |world: World| {
        let owner = world.desk(Role::Owner).await;
        let made = owner
            .post("/settings/tokens", json!({"name": "Web shop"}))
            .await
            .json;
        let secret = made["secret"].as_str().unwrap();
        assert!(secret.starts_with("tatami_") && secret.len() > 30);
        assert!(lets_in(&world.app, secret).await);
        for wrong in ["", "tatami_", &secret[1..], &format!("{secret}x")] {
            assert!(!lets_in(&world.app, wrong).await, "{wrong}");
        }
        let listed = owner.get("/settings/tokens").await.json;
        let token = &listed["tokens"][0];
        assert_eq!(token["lastUsedAt"], world.now_ms());
        assert!(!listed.to_string().contains(secret));
        let path = format!("/settings/tokens/{}", token["id"].as_str().unwrap());
        assert_eq!(owner.delete(&path).await.status, StatusCode::NO_CONTENT);
        assert!(!lets_in(&world.app, secret).await);
        assert_eq!(owner.delete(&path).await.status, StatusCode::NOT_FOUND);
        for action in ["api_token.made", "api_token.revoked"] {
            let trail = audited(&world, action).await;
            assert_eq!(trail.len(), 1);
            assert!(!format!("{trail:?}").contains(secret));
        }
    })
    .await;
}

#[tokio::test]
async fn a_callback_that_is_set_is_told_and_its_key_is_shown_once() {
    on_each_database(async |world: World| {
        let owner = world.desk(Role::Owner).await;
        let change = |version: i64, value: Value| json!({"seenVersion": version, "value": value});
        let address = json!({"url": "http://127.0.0.1:9/paid"});
        let saved = owner
            .put("/settings/callback", change(0, address))
            .await
            .json;
        let secret = saved["secret"].as_str().unwrap().to_owned();
        let ending = saved["settings"]["callback"]["secretEnding"].as_str();
        assert!(secret.ends_with(ending.unwrap()));
        // Another address, the same key.
        let address = json!({"url": "http://127.0.0.1:9/told"});
        let moved = owner
            .put("/settings/callback", change(1, address))
            .await
            .json;
        assert_eq!(moved["secret"], Value::Null);
        assert_eq!(
            moved["settings"]["callback"]["secretEnding"].as_str(),
            ending
        );
        world.paid().await;
        let waiting = owner.get("/settings/callback/deliveries").await.json;
        assert_eq!(waiting["waiting"], 1);
        let off = owner
            .put("/settings/callback", change(2, json!({})))
            .await
            .json;
        assert_eq!(off["settings"]["callback"], Value::Null);
        let trail = audited(&world, "settings.changed").await;
        assert_eq!(trail.len(), 3);
        assert!(!format!("{trail:?}").contains(&secret));
    })
    .await;
}

#[tokio::test]
async fn a_webhook_that_was_given_up_is_shown_and_tried_again() {
    on_each_database(async |world: World| {
        let (_, intent) = world.paid().await;
        world.deliver("evt_1", &intent).await.unwrap();
        inbox::settle(
            &world.app.store,
            "evt_1",
            Some("no such luck"),
            world.now_ms(),
        )
        .await
        .unwrap();
        let owner = world.desk(Role::Owner).await;
        let state = owner.get("/settings/dojo").await.json;
        assert_eq!(state["keyEnding"], "test");
        assert_eq!(state["subscription"]["state"], "active");
        assert_eq!(state["parkedTotal"], 1);
        assert_eq!(state["parked"][0]["reason"], "no such luck");
        assert_eq!(state["lastWebhookAt"], world.now_ms());
        let retry = "/settings/dojo/webhooks/evt_1/retry";
        let retried = owner.post(retry, json!({})).await;
        assert_eq!(retried.json["count"], 1);
        events::worker::round(&world.app).await.unwrap();
        let state = owner.get("/settings/dojo").await.json;
        assert_eq!(
            (&state["parkedTotal"], &state["waiting"]),
            (&json!(0), &json!(0))
        );
        assert_eq!(
            owner.post(retry, json!({})).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn a_test_call_says_in_words_what_is_wrong() {
    on_each_database(async |world: World| {
        let owner = world.desk(Role::Owner).await;
        let works = owner.post("/settings/dojo/test", json!({})).await.json;
        assert_eq!(works["works"], true);
        world.dojo.set_down(true);
        let fails = owner.post("/settings/dojo/test", json!({})).await.json;
        assert_eq!(fails["works"], false);
        assert!(!fails["message"].as_str().unwrap().is_empty());
        assert!(events::subscription::round(&world.app).await.is_err());
        let state = owner.get("/settings/dojo").await.json;
        assert_eq!(state["subscription"]["state"], "failing");
    })
    .await;
}

#[tokio::test]
async fn a_shop_is_told_although_its_address_was_set_on_another_machine_a_moment_ago() {
    on_each_database(async |world: World| {
        let owner = world.desk(Role::Owner).await;
        let other = world.another_process().await;
        let new = NewCallback {
            url: Some("http://127.0.0.1:9/paid".to_owned()),
            new_secret: false,
        };
        business::callback::set(&other, &owner.actor, 0, new)
            .await
            .unwrap();
        assert!(business::known(&world.app).callback.is_none());
        world.paid().await;
        let waiting = owner.get("/settings/callback/deliveries").await.json;
        assert_eq!(waiting["waiting"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_key_that_was_rotated_on_another_machine_does_not_come_back() {
    on_each_database(async |world: World| {
        let owner = world.desk(Role::Owner).await;
        let new = |new_secret: bool| NewCallback {
            url: Some("http://127.0.0.1:9/paid".to_owned()),
            new_secret,
        };
        let set = async |app: &App, version, new| {
            business::callback::set(app, &owner.actor, version, new)
                .await
                .unwrap()
        };
        set(&world.app, 0, new(false)).await;
        let other = world.another_process().await;
        let (_, rotated) = set(&world.app, 1, new(true)).await;
        let moved = NewCallback {
            url: Some("http://127.0.0.1:9/told".to_owned()),
            new_secret: false,
        };
        let (settings, made) = set(&other, 2, moved).await;
        assert_eq!(made, None);
        let kept = settings.callback.as_ref().unwrap();
        assert_eq!(Some(kept.secret.expose_secret()), rotated.as_deref());
    })
    .await;
}

#[tokio::test]
async fn a_logo_that_was_refused_or_taken_away_is_not_kept() {
    on_each_database(async |world: World| {
        let owner = world.desk(Role::Owner).await;
        let change = |version: i64, content: &[u8]| json!({"seenVersion": version, "value": {"content": STANDARD.encode(content)}});
        let kept = async || {
            let rows = sqlx::query("SELECT name FROM logos")
                .fetch_all(world.app.store.write())
                .await
                .unwrap();
            rows.len()
        };
        let stale = owner.put("/settings/logo", change(7, PNG)).await;
        assert_eq!(stale.json["code"], "stale", "{stale:?}");
        assert_eq!(kept().await, 0);
        let mut address = Value::Null;
        for (version, content) in [(0, PNG), (1, b"\xff\xd8\xff another\xff\xd9")] {
            let saved = owner.put("/settings/logo", change(version, content)).await;
            let before = std::mem::replace(&mut address, saved.json["logo"].clone());
            for (logo, status) in [(&before, StatusCode::NOT_FOUND), (&address, StatusCode::OK)] {
                if let Some(logo) = logo.as_str() {
                    assert_eq!(get(&world.app, logo).await.0, status);
                }
            }
        }
        let taken = json!({"seenVersion": 2, "value": {}});
        owner.put("/settings/logo", taken).await;
        let gone = get(&world.app, address.as_str().unwrap()).await.0;
        assert_eq!((gone, kept().await), (StatusCode::NOT_FOUND, 0));
    })
    .await;
}
