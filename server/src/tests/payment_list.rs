//! Finding payments: by any word, filter and order, page after page, and the file that shows the same.

use dojo::{
    Customer, Money, PaymentDetails, PaymentEvent, PaymentEventType, PaymentIntent,
    PaymentIntentStatus,
};
use http::StatusCode;
use serde_json::Value;
use shared::Role;
use shared::console::payments::PaymentQuery;

use super::world::{Desk, World, on_each_database};
use crate::events::backfill;
use crate::payments::export;

/// A payment that was made elsewhere with the same key, so many minutes ago.
fn foreign(number: i64, status: PaymentIntentStatus) -> PaymentIntent {
    let at: jiff::Timestamp = "2026-11-21T09:00:00Z".parse().unwrap();
    PaymentIntent {
        id: format!("pi_elsewhere_{number:03}"),
        reference: format!("INV-2026-{number:03}"),
        amount: Money::new(1000 + number, "GBP"),
        status,
        created_at: Some(at - jiff::SignedDuration::from_mins(number)),
        customer: Some(Customer {
            email_address: Some(format!("guest{number}@example.com")),
            ..Customer::default()
        }),
        payment_details: Some(PaymentDetails {
            auth_code: Some(format!("90{number:04}")),
            card: Some(dojo::Card {
                last4_pan: Some("4242".into()),
                card_name: Some("=Ada <b> Lovelace".into()),
                card_type: Some("VISA".into()),
                ..dojo::Card::default()
            }),
            ..PaymentDetails::default()
        }),
        payment_events: vec![PaymentEvent {
            event_type: PaymentEventType::Captured,
            ..PaymentEvent::default()
        }],
        ..PaymentIntent::default()
    }
}

/// So many payments from elsewhere, taken in.
async fn take_in(world: &World, numbers: std::ops::Range<i64>) {
    for number in numbers {
        let status = if number % 2 == 0 {
            PaymentIntentStatus::Captured
        } else {
            PaymentIntentStatus::Refunded
        };
        world.dojo.add(foreign(number, status));
    }
    while backfill::round(&world.app).await.unwrap().is_some() {}
}

async fn ids(desk: &Desk, query: &str) -> Vec<String> {
    let answer = desk.get(&format!("/payments?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {answer:?}");
    names(&answer.json)
}

fn names(page: &Value) -> Vec<String> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().replace("pi_elsewhere_", ""))
        .collect()
}

#[tokio::test]
async fn what_was_made_elsewhere_is_mirrored_once_and_belongs_to_nothing() {
    on_each_database(async |world| {
        take_in(&world, 1..4).await;
        world.paid().await;
        let desk = world.desk(Role::Viewer).await;
        let all = desk.get("/payments").await.json;
        let sources: Vec<&str> = all["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["source"].as_str().unwrap())
            .collect();
        assert_eq!(sources, ["checkout", "elsewhere", "elsewhere", "elsewhere"]);
        // The merchant's reference, not the attempt's.
        assert_eq!(all["items"][0]["reference"], "Order 245");
        let before = world.dojo.calls(super::world::Operation::Get);
        world.later(600).await;
        assert_eq!(world.dojo.calls(super::world::Operation::Get), before);
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_found_by_everything_it_is_known_by() {
    on_each_database(async |world| {
        take_in(&world, 1..30).await;
        let desk = world.desk(Role::Viewer).await;
        for query in [
            "q=inv-2026-007",
            "q=007",
            "q=guest7%40example.com",
            "q=900007",
            "q=9000%20007",
            "q=pi_elsewhere_007",
            "q=%C2%A310.07",
            "q=10.07",
            "q=lovelace%20007",
            "q=4242%20guest7%40",
        ] {
            let found = ids(&desk, query).await;
            assert_eq!(found, ["007"], "{query}");
        }
        for query in ["q=nobody", "q=-", "q=%25", "q=_", "q=pi_nobodys", "q=10.99"] {
            assert!(ids(&desk, query).await.is_empty(), "{query}");
        }
        assert_eq!(ids(&desk, "q=LoveLace").await.len(), 29);
        let card = desk.get("/payments?q=4242+4242+4242+4242").await;
        assert_eq!(card.json["field"], "q");
    })
    .await;
}

#[tokio::test]
async fn filters_narrow_down_and_go_together() {
    on_each_database(async |world| {
        take_in(&world, 1..10).await;
        world.paid().await;
        let desk = world.desk(Role::Viewer).await;
        let count = async |query: &str| ids(&desk, query).await.len();
        assert_eq!(count("status=refunded").await, 5);
        assert_eq!(count("status=captured").await, 5);
        assert_eq!(count("source=elsewhere&status=captured").await, 4);
        assert_eq!(count("source=checkout").await, 1);
        assert_eq!(count("method=card&min=10.05&max=10.08").await, 4);
        assert_eq!(count("method=terminal").await, 0);
        assert_eq!(count("staff=st_nobody").await, 0);
        assert_eq!(count("period=today").await, 10);
        assert_eq!(count("from=2026-11-22").await, 0);
        assert_eq!(count("to=2026-11-20").await, 0);
        assert_eq!(count("from=2026-11-21&to=2026-11-21&q=inv").await, 9);
        assert_eq!(count("status=refunded&q=lovelace&sort=largest").await, 5);
        for nonsense in [
            "status=gone",
            "from=soon",
            "min=much",
            "cursor=nonsense",
            "sort=up",
        ] {
            let answer = desk.get(&format!("/payments?{nonsense}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{nonsense}");
        }
    })
    .await;
}

/// A payment from elsewhere, so many minutes ago, of which cards were declined so often.
fn declined(number: i64, status: PaymentIntentStatus, times: usize) -> PaymentIntent {
    PaymentIntent {
        payment_details: None,
        payment_events: vec![
            PaymentEvent {
                event_type: PaymentEventType::Declined,
                ..PaymentEvent::default()
            };
            times
        ],
        ..foreign(number, status)
    }
}

#[tokio::test]
async fn what_was_declined_and_never_paid_is_found_and_called_so() {
    on_each_database(async |world| {
        for intent in [
            declined(1, PaymentIntentStatus::Created, 0),
            declined(2, PaymentIntentStatus::Created, 2),
            declined(3, PaymentIntentStatus::Canceled, 1),
            declined(4, PaymentIntentStatus::Canceled, 0),
            declined(5, PaymentIntentStatus::Captured, 1),
        ] {
            world.dojo.add(intent);
        }
        while backfill::round(&world.app).await.unwrap().is_some() {}
        let desk = world.desk(Role::Manager).await;
        for (query, found) in [
            ("status=declined", &["002", "003"][..]),
            ("status=declined&sort=largest", &["003", "002"]),
            ("status=declined&sort=oldest&min=10.03", &["003"]),
            ("status=declined&period=today&q=inv", &["002", "003"]),
            ("status=declined&q=003", &["003"]),
            ("status=declined&source=link", &[]),
            ("status=created", &["001", "002"]),
        ] {
            assert_eq!(ids(&desk, query).await, found, "{query}");
        }
        let page = desk.get("/payments?status=declined").await.json;
        assert_eq!(page["total"]["exactly"], 2);
        assert_eq!(page["items"][0]["declines"], 2);
        let query = PaymentQuery {
            status: Some(shared::console::payments::StatusFilter::Declined),
            ..PaymentQuery::default()
        };
        let text = file(&world, &query).await;
        assert_eq!(text.matches(",Declined,").count(), 2, "{text}");
        let detail = desk.get("/payments/pi_elsewhere_002").await.json;
        assert_eq!(detail["declines"]["times"], 2, "{detail}");
        let paid = desk.get("/payments/pi_elsewhere_005").await.json;
        assert!(paid["declines"].is_null(), "{paid}");
    })
    .await;
}

#[tokio::test]
async fn a_declined_payment_of_ours_says_why_and_what_to_do_until_it_is_paid() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.challenge(&intent);
        world.dojo.decline(&intent);
        world.deliver("evt_1", &intent).await.unwrap();
        world.work().await;
        let desk = world.desk(Role::Viewer).await;
        let path = format!("/payments/{intent}");
        let detail = desk.get(&path).await.json;
        assert_eq!(detail["line"]["status"], "created");
        let declines = &detail["declines"];
        assert_eq!(declines["times"], 1, "{detail}");
        let reason = declines["reason"].as_str().unwrap();
        assert!(reason.contains("3-D Secure"), "{reason}");
        assert!(declines["next"].as_str().unwrap().contains("another card"));
        let found = desk.get("/payments?status=declined").await.json;
        assert_eq!(found["items"][0]["id"], intent);
        world.dojo.pay(&intent);
        world.deliver("evt_2", &intent).await.unwrap();
        world.work().await;
        assert!(desk.get(&path).await.json["declines"].is_null());
        assert!(ids(&desk, "status=declined").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn every_order_is_walked_both_ways_without_a_gap() {
    on_each_database(async |world| {
        take_in(&world, 1..121).await;
        let desk = world.desk(Role::Viewer).await;
        for query in [
            "sort=newest",
            "sort=oldest",
            "sort=largest",
            "sort=smallest",
            "q=lovelace",
            "q=inv&sort=largest",
        ] {
            let mut walked = Vec::new();
            let mut pages = Vec::new();
            let mut page = desk.get(&format!("/payments?{query}")).await.json;
            loop {
                walked.extend(names(&page));
                pages.push(names(&page));
                let Some(next) = page["next"].as_str() else {
                    break;
                };
                page = desk
                    .get(&format!("/payments?{query}&cursor={next}"))
                    .await
                    .json;
            }
            let mut expected: Vec<String> = (1..121).map(|number| format!("{number:03}")).collect();
            if matches!(query, "sort=oldest" | "sort=largest" | "q=inv&sort=largest") {
                expected.reverse();
            }
            assert_eq!(walked, expected, "{query}");
            let back = page["previous"].as_str().unwrap();
            let before = desk
                .get(&format!("/payments?{query}&cursor={back}"))
                .await
                .json;
            assert_eq!(names(&before), pages[pages.len() - 2], "{query}");
            assert_eq!(before["total"]["exactly"], 120, "{query}");
        }
    })
    .await;
}

async fn file(world: &World, query: &PaymentQuery) -> String {
    use futures_util::TryStreamExt as _;

    let pieces = export::csv(&world.app, &super::holds::manager(), query)
        .await
        .unwrap();
    let pieces: Vec<_> = pieces.try_collect().await.unwrap();
    String::from_utf8(pieces.concat()).unwrap()
}

#[tokio::test]
async fn the_file_shows_what_the_list_shows_and_no_formula() {
    on_each_database(async |world| {
        take_in(&world, 1..9).await;
        let query = PaymentQuery {
            status: Some(shared::console::payments::StatusFilter::Refunded),
            sort: Some(shared::console::payments::Sort::Smallest),
            ..PaymentQuery::default()
        };
        let text = file(&world, &query).await;
        let mut lines = text.lines();
        assert!(
            lines
                .next()
                .unwrap()
                .starts_with("\u{feff}Date,Reference,Customer")
        );
        let ids: Vec<&str> = lines.map(|line| line.rsplit(',').next().unwrap()).collect();
        let desk = world.desk(Role::Manager).await;
        let shown = super::payment_list::ids(&desk, "status=refunded&sort=smallest").await;
        assert_eq!(ids.len(), 4);
        for (id, shown) in ids.iter().zip(shown) {
            assert_eq!(*id, format!("pi_elsewhere_{shown}"));
        }
        assert!(text.contains(",'=Ada <b> Lovelace,"), "{text}");
        assert!(text.contains("10.01,10.01,0.00,GBP"), "{text}");
        let clerk = world.desk(Role::Clerk).await;
        assert_eq!(
            clerk.get("/payments.csv").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn views_are_kept_for_each_person() {
    on_each_database(async |world| {
        let (one, other) = (
            world.desk(Role::Viewer).await,
            world.desk(Role::Viewer).await,
        );
        let view = serde_json::json!({"name": "Refunds", "query": "status=refunded"});
        let kept = one.post("/payments/views", view.clone()).await.json;
        assert_eq!(kept[0]["name"], "Refunds");
        let mut again =
            serde_json::json!({"name": "Refunds", "query": "status=refunded&sort=oldest"});
        let taken = one.post("/payments/views", again.clone()).await;
        assert_eq!(taken.status, StatusCode::CONFLICT, "{taken:?}");
        assert_eq!(one.get("/payments/views").await.json, kept);
        again["replace"] = true.into();
        let kept = one.post("/payments/views", again).await.json;
        assert_eq!(kept.as_array().unwrap().len(), 1);
        assert_eq!(kept[0]["query"], "status=refunded&sort=oldest");
        let path = format!("/payments/views/{}", kept[0]["id"].as_str().unwrap());
        assert_eq!(
            other.get("/payments/views").await.json,
            serde_json::json!([])
        );
        assert_eq!(other.delete(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(one.delete(&path).await.json, serde_json::json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_webhook_of_a_payment_from_elsewhere_fills_the_mirror_and_tells_the_consoles() {
    on_each_database(async |world| {
        world.dojo.add(foreign(1, PaymentIntentStatus::Captured));
        world.deliver("evt_1", "pi_elsewhere_001").await.unwrap();
        world.work().await;
        let desk = world.desk(Role::Viewer).await;
        let detail = desk.get("/payments/pi_elsewhere_001").await.json;
        assert_eq!(detail["line"]["source"], "elsewhere");
        assert_eq!(detail["figures"]["captured"]["value"], 1001);
        let told: i64 = sqlx::Row::get(
            &sqlx::query("SELECT COUNT(*) AS n FROM live_events WHERE kind = 'payment' AND object_id = 'pi_elsewhere_001'")
                .fetch_one(world.app.store.read())
                .await
                .unwrap(),
            "n",
        );
        assert_eq!(told, 1);
        let document = desk.get("/payments/pi_elsewhere_001/document").await.json;
        assert_eq!(document["reference"], "INV-2026-001");
        assert_eq!(
            desk.get("/payments/pi_nobodys/document").await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}
