//! The store itself, the same on both databases.

use std::path::Path;
use std::time::Duration;

use shared::CheckoutStatus;
use sqlx::{Connection, Executor};

use super::world::{Database, on_each_database};
use crate::DomainError;
use crate::store::Store;
use crate::store::attempts::{self, NewAttempt};
use crate::store::idempotency::{self, Claim, Died};
use crate::store::{baskets, inbox, settings};

#[tokio::test]
async fn a_checkout_has_at_most_one_live_attempt() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let now = world.now_ms();
        let new = |id: &'static str, checkout_id| NewAttempt {
            id,
            checkout_id,
            reference: id,
            currency: shared::Currency::Gbp,
            amount: 1250,
            tips_amount: 0,
            saved_card_id: None,
            keyed: false,
            poll_at: now,
            now,
        };
        let store = &world.app.store;
        for (attempt, inserted) in [("at_1", true), ("at_2", false)] {
            let mut tx = store.begin().await.unwrap();
            let done = attempts::insert(&mut tx, &new(attempt, id.as_str()))
                .await
                .unwrap();
            assert_eq!(done, inserted);
            tx.commit().await.unwrap();
        }
        assert!(attempts::abandon(store, "at_1", now).await.unwrap());
        assert!(!attempts::abandon(store, "at_1", now).await.unwrap());
        assert!(!attempts::adopt(store, "at_1", "pi_1", now).await.unwrap());
        let mut tx = store.begin().await.unwrap();
        assert!(
            attempts::insert(&mut tx, &new("at_3", id.as_str()))
                .await
                .unwrap()
        );
        tx.commit().await.unwrap();
        assert!(attempts::adopt(store, "at_3", "pi_3", now).await.unwrap());
        // Adopting the same intent twice is no error, another one is.
        assert!(attempts::adopt(store, "at_3", "pi_3", now).await.unwrap());
        assert!(!attempts::adopt(store, "at_3", "pi_4", now).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn an_event_is_stored_once_and_claimed_by_one() {
    on_each_database(async |world| {
        let store = &world.app.store;
        assert!(
            inbox::insert(store, "evt_1", "e", "pi_1", "{}", 5)
                .await
                .unwrap()
        );
        assert!(
            !inbox::insert(store, "evt_1", "e", "pi_1", "{}", 6)
                .await
                .unwrap()
        );
        assert_eq!(inbox::claim(store, 4, 100, 9).await.unwrap(), []);
        assert_eq!(inbox::claim(store, 5, 100, 9).await.unwrap().len(), 1);
        assert_eq!(inbox::claim(store, 99, 200, 9).await.unwrap(), []);
        let again = inbox::claim(store, 100, 200, 9).await.unwrap();
        assert_eq!(again.first().unwrap().tries, 2);
        inbox::retry(store, "evt_1", "later", 300).await.unwrap();
        assert_eq!(inbox::next_due(store).await.unwrap(), Some(300));
        inbox::settle(store, "evt_1", None, 301).await.unwrap();
        assert_eq!(inbox::next_due(store).await.unwrap(), None);
        inbox::prune(store, 301).await.unwrap();
        assert!(
            !inbox::insert(store, "evt_1", "e", "pi_1", "{}", 9)
                .await
                .unwrap()
        );
        inbox::prune(store, 302).await.unwrap();
        assert!(
            inbox::insert(store, "evt_1", "e", "pi_1", "{}", 9)
                .await
                .unwrap()
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_answers_its_own_request_and_no_other() {
    on_each_database(async |world| {
        let app = &world.app;
        let claim = async |key: &str, body: &[u8]| {
            idempotency::claim(app, "POST /x", key, body, Died::RunAgain)
                .await
                .unwrap()
        };
        assert_eq!(claim("k", b"a").await, Claim::Run);
        assert_eq!(claim("k", b"a").await, Claim::InProgress);
        assert_eq!(claim("k", b"b").await, Claim::Mismatch);
        idempotency::finish(app, "POST /x", "k", 201, "{}")
            .await
            .unwrap();
        let answered = Claim::Answered {
            status: 201,
            body: "{}".into(),
        };
        assert_eq!(claim("k", b"a").await, answered);
        assert_eq!(claim("k", b"b").await, Claim::Mismatch);
        assert_eq!(claim("other", b"b").await, Claim::Run);
        idempotency::release(app, "POST /x", "other").await.unwrap();
        assert_eq!(claim("other", b"c").await, Claim::Run);
        // One that died is run again, unless nobody knows what it came to; an answer is kept for a day.
        let told = async || {
            let told = idempotency::claim(app, "POST /y", "k", b"a", Died::Tell);
            told.await.unwrap()
        };
        assert_eq!(told().await, Claim::Run);
        world.clock.advance(5 * 60 - 1);
        assert_eq!(claim("other", b"c").await, Claim::InProgress);
        assert_eq!(told().await, Claim::InProgress);
        world.clock.advance(1);
        assert_eq!(told().await, Claim::Died);
        assert_eq!(told().await, Claim::Died);
        assert_eq!(claim("other", b"c").await, Claim::Run);
        assert_eq!(claim("k", b"a").await, answered);
        world.clock.advance(24 * 60 * 60);
        assert_eq!(claim("k", b"a").await, Claim::Run);
    })
    .await;
}

#[tokio::test]
async fn a_changed_basket_forgets_its_checkout_and_names_it() {
    on_each_database(async |world| {
        let app = &world.app;
        assert_eq!(baskets::set_line(app, "b", "tea", 2).await.unwrap(), None);
        assert_eq!(baskets::set_line(app, "b", "cup", 1).await.unwrap(), None);
        let id = world.open_plain().await;
        let other = world.open_plain().await;
        let stale = baskets::find(app, "b").await.unwrap();
        // In the same millisecond.
        baskets::set_line(app, "b", "tea", 3).await.unwrap();
        assert!(!baskets::set_checkout(app, &stale, &id).await.unwrap());
        let read = baskets::find(app, "b").await.unwrap();
        assert!(baskets::set_checkout(app, &read, &id).await.unwrap());
        assert!(baskets::set_checkout(app, &read, &id).await.unwrap());
        assert!(!baskets::set_checkout(app, &read, &other).await.unwrap());
        let basket = baskets::find(app, "b").await.unwrap();
        assert_eq!(basket.checkout_id.as_ref(), Some(&id));
        assert_eq!(basket.lines.len(), 2);
        assert_eq!(
            baskets::set_line(app, "b", "tea", 0).await.unwrap(),
            Some(id)
        );
        let read = baskets::find(app, "b").await.unwrap();
        assert!(baskets::set_checkout(app, &read, &other).await.unwrap());
        assert_eq!(
            baskets::set_customer(app, "b", Some("ada")).await.unwrap(),
            Some(other)
        );
        let basket = baskets::find(app, "b").await.unwrap();
        assert_eq!(basket.customer.as_deref(), Some("ada"));
        assert_eq!(basket.lines.len(), 1);
        baskets::clear(app, "b").await.unwrap();
        assert!(baskets::find(app, "b").await.unwrap().lines.is_empty());
        assert!(baskets::find(app, "nobody").await.unwrap().lines.is_empty());
    })
    .await;
}

#[tokio::test]
async fn settings_keep_the_last_value() {
    on_each_database(async |world| {
        let store = &world.app.store;
        assert_eq!(settings::get(store.read(), "s").await.unwrap(), None);
        settings::set(store, "s", "1", 1).await.unwrap();
        settings::set(store, "s", "2", 2).await.unwrap();
        assert_eq!(
            settings::get(store.read(), "s").await.unwrap().as_deref(),
            Some("2")
        );
        assert!(store.ready().await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_locked_database_is_said_to_be_away_and_recovers_by_itself() {
    on_each_database(async |world| {
        let Database::Sqlite(folder) = &world.database else {
            return;
        };
        let id = world.open_plain().await;
        let path = folder.path().join("tatami.db");
        let url = format!("sqlite:{}", path.display());
        let mut other = sqlx::AnyConnection::connect(&url).await.unwrap();
        other.execute("BEGIN IMMEDIATE").await.unwrap();
        let refused = world.prepare(&id).await;
        assert!(matches!(refused, Err(DomainError::Store(_))), "{refused:?}");
        assert!(matches!(
            world.app.ready().await,
            Err(DomainError::Store(_))
        ));
        // The bill can still be read.
        assert_eq!(world.status(&id).await, CheckoutStatus::Open);
        assert_eq!(world.dojo.made(), 0);
        other.execute("ROLLBACK").await.unwrap();
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_locked_row_or_table_is_said_to_be_away_and_recovers_by_itself() {
    on_each_database(async |world| {
        let Database::Postgres(url) = &world.database else {
            return;
        };
        let id = world.open_plain().await;
        let mut other = sqlx::AnyConnection::connect(url).await.unwrap();
        for lock in [
            "SELECT id FROM checkouts FOR UPDATE",
            "LOCK TABLE attempts IN ACCESS EXCLUSIVE MODE",
        ] {
            other.execute("BEGIN").await.unwrap();
            other.execute(lock).await.unwrap();
            let prepared = tokio::time::timeout(Duration::from_secs(15), world.prepare(&id));
            let refused = prepared.await.unwrap();
            assert!(matches!(refused, Err(DomainError::Store(_))), "{refused:?}");
            assert_eq!(world.dojo.made(), 0);
            other.execute("ROLLBACK").await.unwrap();
        }
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_full_database_is_said_to_be_away_and_recovers_by_itself() {
    on_each_database(async |world| {
        if !matches!(world.database, Database::Sqlite(_)) {
            return;
        }
        let id = world.open_plain().await;
        let writer = world.app.store.write();
        let pages: i64 = sqlx::query_scalar("PRAGMA page_count")
            .fetch_one(writer)
            .await
            .unwrap();
        writer
            .execute(sqlx::AssertSqlSafe(format!(
                "PRAGMA max_page_count = {pages}"
            )))
            .await
            .unwrap();
        let refused = loop {
            match crate::checkout::open(&world.app, super::world::order()).await {
                Ok(_) => {}
                Err(refused) => break refused,
            }
        };
        assert!(matches!(refused, DomainError::Store(_)), "{refused:?}");
        writer
            .execute("PRAGMA max_page_count = 1000000")
            .await
            .unwrap();
        let prepared = tokio::time::timeout(Duration::from_secs(20), world.prepare(&id)).await;
        assert!(prepared.unwrap().unwrap().attempt.is_some());
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_database_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let parent = tempfile::tempdir().unwrap();
    // What stands in a path is meant as it is written.
    let folder = parent.path().join("data 100%25");
    let path = folder.join("tatami.db");
    let url = format!("sqlite:{}", path.display()).into();
    let store = Store::open(&url).await.unwrap();
    store.ready().await.unwrap();
    let mode = |path: &Path| {
        let permissions = std::fs::metadata(path).unwrap().permissions();
        permissions.mode() & 0o777
    };
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        let file = file.unwrap().path();
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    // A database that is there already is opened as it is.
    Store::open(&url).await.unwrap().ready().await.unwrap();
}
