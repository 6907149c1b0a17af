//! The overview: days as the business has them, and everything that needs attention.

use jiff::Timestamp;
use serde_json::{Value, json};
use shared::Role;

use super::world::{World, on_each_database};
use shared::console::live::LiveKind;

struct Made<'a> {
    id: &'a str,
    at: &'a str,
    status: &'a str,
    currency: &'a str,
    captured: i64,
    refunded: i64,
    method: &'a str,
}

const CARD: Made<'static> = Made {
    id: "",
    at: "",
    status: "Captured",
    currency: "GBP",
    captured: 1000,
    refunded: 0,
    method: "card",
};

fn at(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

/// A payment in the mirror, as if Dojo had told of it; one whose method is empty was never paid.
async fn mirror(world: &World, made: Made<'_>) {
    let paid_at = (!made.method.is_empty()).then_some(at(made.at));
    let lapses_at = (made.status == "Authorized").then_some(at(made.at) + 7 * 86_400_000);
    sqlx::query(
        "INSERT INTO payments (payment_intent_id, location_id, source, status, status_rank, capture_mode, method, reference,
           shown_reference, currency, amount, tips_amount, total_amount, captured_amount, refunded_amount, paid_at, lapses_at,
           dojo_created_at, dojo_updated_at, read_at)
         VALUES ($1, 'loc_default', 'elsewhere', $2, 1, 'Auto', $3, $1, $1, $4, 1000, 0, 1000, $5, $6, $7, $8, $9, $9, $9)",
    )
    .bind(made.id)
    .bind(made.status)
    .bind((!made.method.is_empty()).then_some(made.method))
    .bind(made.currency)
    .bind(made.captured)
    .bind(made.refunded)
    .bind(paid_at)
    .bind(lapses_at)
    .bind(at(made.at))
    .execute(world.app.store.write())
    .await
    .unwrap();
}

async fn decline(world: &World, id: &str, position: i64, when: &str) {
    sqlx::query(
        "INSERT INTO payment_events (payment_intent_id, position, location_id, event_type, happened_at)
         VALUES ($1, $2, 'loc_default', 'Declined', $3)",
    )
    .bind(id)
    .bind(position)
    .bind(at(when))
    .execute(world.app.store.write())
    .await
    .unwrap();
}

/// Moves the clock, and the business to London.
async fn london(world: &World, now: &str) -> Value {
    world.clock.advance((at(now) - world.now_ms()) / 1000);
    let owner = world.desk(Role::Owner).await;
    let settings = owner.get("/settings").await.json;
    let mut profile = settings["profile"].clone();
    profile["timeZone"] = json!("Europe/London");
    let change = json!({"seenVersion": settings["version"], "value": profile});
    assert!(
        owner
            .put("/settings/profile", change)
            .await
            .status
            .is_success()
    );
    overview(world).await
}

async fn overview(world: &World) -> Value {
    let answer = world.desk(Role::Viewer).await.get("/overview").await;
    assert!(answer.status.is_success(), "{answer:?}");
    answer.json
}

fn day<'a>(overview: &'a Value, date: &str) -> &'a Value {
    let days = overview["days"].as_array().unwrap();
    days.iter().find(|day| day["date"] == date).unwrap()
}

#[tokio::test]
async fn a_payment_counts_on_the_day_that_it_was_in_the_business() {
    on_each_database(async |world: World| {
        // Summer time begins on 28 March 2027 at 01:00; the day has 23 hours.
        for (id, at) in [
            ("pi_27", "2027-03-27T23:59:59Z"),
            ("pi_28a", "2027-03-28T00:00:00Z"),
            ("pi_28b", "2027-03-28T22:59:59Z"),
            ("pi_29", "2027-03-28T23:00:00Z"),
        ] {
            mirror(&world, Made { id, at, ..CARD }).await;
        }
        let shown = london(&world, "2027-03-29T12:00:00Z").await;
        assert_eq!(shown["timeZone"], "Europe/London");
        assert_eq!(shown["days"].as_array().unwrap().len(), 14);
        for (date, count) in [("2027-03-27", 1), ("2027-03-28", 2), ("2027-03-29", 1)] {
            let takings = &day(&shown, date)["takings"][0];
            assert_eq!(takings["count"], count, "{date}");
        }
        let short = day(&shown, "2027-03-28");
        let hours = short["until"].as_i64().unwrap() - short["from"].as_i64().unwrap();
        assert_eq!(hours, 23 * 60 * 60 * 1000);
        assert_eq!(shown["days"][13]["date"], "2027-03-29");
    })
    .await;
}

#[tokio::test]
async fn sums_are_kept_apart_by_currency_and_what_went_back_is_told() {
    on_each_database(async |world: World| {
        let today = "2026-11-21T08:00:00Z";
        for made in [
            Made {
                id: "pi_1",
                captured: 1002,
                ..CARD
            },
            Made {
                id: "pi_2",
                refunded: 400,
                method: "wallet",
                ..CARD
            },
            Made {
                id: "pi_3",
                status: "Reversed",
                ..CARD
            },
            Made {
                id: "pi_4",
                currency: "EUR",
                captured: 500,
                ..CARD
            },
            Made {
                id: "pi_5",
                status: "Authorized",
                captured: 0,
                ..CARD
            },
            Made {
                id: "pi_6",
                status: "Created",
                captured: 0,
                method: "",
                ..CARD
            },
            Made {
                id: "pi_7",
                status: "Created",
                captured: 0,
                method: "",
                ..CARD
            },
        ] {
            mirror(&world, Made { at: today, ..made }).await;
        }
        // Declined twice and never paid; declined and then paid; never tried.
        decline(&world, "pi_6", 0, "2026-11-20T23:59:00Z").await;
        decline(&world, "pi_6", 1, "2026-11-21T00:01:00Z").await;
        decline(&world, "pi_1", 0, "2026-11-21T07:00:00Z").await;
        let shown = overview(&world).await;
        let today = &shown["days"][13];
        let pounds = |value: i64| json!({"value": value, "currencyCode": "GBP"});
        assert_eq!(today["takings"].as_array().unwrap().len(), 2);
        let sterling = &today["takings"][1];
        assert_eq!(sterling["taken"], pounds(3002));
        assert_eq!(sterling["givenBack"], pounds(1400));
        assert_eq!(sterling["average"], pounds(1001));
        assert_eq!(sterling["count"], 3);
        assert_eq!((&today["paid"], &today["tried"]), (&json!(5), &json!(6)));
        assert_eq!(shown["days"][12]["tried"], 0);
        let methods: Vec<&str> = shown["methods"]
            .as_array()
            .unwrap()
            .iter()
            .map(|method| method["method"].as_str().unwrap())
            .collect();
        assert_eq!(methods, ["card", "wallet"]);
    })
    .await;
}

#[tokio::test]
async fn what_needs_attention_is_listed_with_where_to_look() {
    on_each_database(async |world: World| {
        let viewer = world.desk(Role::Viewer).await;
        let none = viewer.get("/overview/attention").await;
        assert_eq!(none.json["items"], json!([]), "{none:?}");
        for (id, paid) in [
            ("pi_soon", "2026-11-15T08:00:00Z"),
            ("pi_later", "2026-11-18T08:00:00Z"),
        ] {
            let made = Made { id, at: paid, status: "Authorized", captured: 0, ..CARD };
            mirror(&world, made).await;
        }
        let part = Made {
            id: "pi_part",
            at: "2026-11-15T09:00:00Z",
            captured: 400,
            ..CARD
        };
        mirror(&world, part).await;
        let store = &world.app.store;
        for sql in [
            "UPDATE payments SET capture_mode = 'Manual', lapses_at = paid_at + 604800000 WHERE payment_intent_id = 'pi_part'",
            "INSERT INTO flags (payment_intent_id, kind, location_id, checkout_id, detail, proposal, created_at)
             SELECT 'pi_soon', 'double_capture', 'loc_default', id, '', 'reverse', 1 FROM checkouts",
            "INSERT INTO inbox (event_id, location_id, event_type, payment_intent_id, payload, status, next_at, received_at)
             VALUES ('evt_1', 'loc_default', 'payment_intent.created', 'pi_1', '', 'parked', 0, 1)",
            "INSERT INTO refunds (id, location_id, payment_intent_id, kind, status, currency, amount, idempotency_key,
                                  requested_by, requested_by_name, requested_at)
             VALUES ('rf_1', 'loc_default', 'pi_later', 'refund', 'unknown', 'GBP', 300, 'k1', 'st_1', 'Ada', 1),
                    ('rf_2', 'loc_default', 'pi_later', 'refund', 'awaiting_approval', 'GBP', 400, 'k2', 'st_1', 'Ada', 2)",
        ] {
            if sql.contains("flags") {
                world.open_plain().await;
            }
            sqlx::query(sql).execute(store.write()).await.unwrap();
        }
        let found = viewer.get("/overview/attention").await.json;
        let kinds: Vec<&str> = found["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["kind"].as_str().unwrap())
            .collect();
        assert_eq!(
            kinds,
            [
                "double_capture",
                "refund_unknown",
                "refund_awaiting",
                "authorization_lapsing",
                "webhook_failing"
            ]
        );
        let lapsing = &found["items"][3];
        assert_eq!(lapsing["count"], 2);
        assert_eq!(lapsing["first"][0]["id"], "pi_soon");
        // What is left of an authorization of which a part was captured ends as well.
        assert_eq!(lapsing["first"][1]["id"], "pi_part");
        assert_eq!(lapsing["first"][1]["amount"]["value"], 600);
        assert_eq!(found["items"][1]["first"][0]["amount"]["value"], 300);
    })
    .await;
}

#[tokio::test]
async fn a_payment_is_told_to_open_consoles_when_its_webhook_was_acted_upon() {
    on_each_database(async |world: World| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        let before = crate::store::live::newest(&world.app.store).await.unwrap();
        world.dojo.pay(&intent);
        world.deliver("evt_1", &intent).await.unwrap();
        world.work().await;
        let told = crate::store::live::after(&world.app.store, before, 100)
            .await
            .unwrap();
        let of_payment = |row: &crate::store::live::Positioned| {
            row.event.kind == LiveKind::Payment && row.event.id == intent
        };
        assert!(told.iter().any(of_payment), "{told:?}");
    })
    .await;
}
