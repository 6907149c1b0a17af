//! What staff do with a payment besides giving it back: each for its state and role, once, and written down.

use std::sync::Arc;

use dojo::{PaymentConfigDetails, PaymentIntentConfigResponse, PaymentIntentStatus};
use http::StatusCode;
use serde_json::{Value, json};
use shared::{AttemptRequest, CheckoutId, CheckoutStatus, Role};
use tokio::sync::Notify;

use super::world::{
    Answer, Desk, Fault, Operation, World, by_card, on_each_database, open_order, order,
};
use crate::checkout::{self, Origin};
use crate::payments::sending;

async fn detail(desk: &Desk, id: &str) -> Value {
    desk.get(&format!("/payments/{id}")).await.json
}

/// Posts to an action of the payment, with what the screen shows now.
async fn act(desk: &Desk, id: &str, action: &str, body: Value) -> Answer {
    let seen = detail(desk, id).await["seen"].clone();
    let mut body = body;
    body["seen"] = seen;
    desk.post(&format!("/payments/{id}/{action}"), body).await
}

fn pounds(value: i64) -> Value {
    json!({"amount": {"value": value, "currencyCode": "GBP"}})
}

/// £12.50, authorized and to be captured by hand.
async fn authorized(world: &World) -> String {
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
    id
}

fn offers(detail: &Value) -> Vec<&str> {
    detail["offers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|offer| offer["kind"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn an_authorization_is_captured_in_parts_and_never_beyond() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        let first = act(&manager, &id, "capture", pounds(500)).await;
        assert_eq!(first.status, StatusCode::OK, "{first:?}");
        assert_eq!(first.json["line"]["status"], "captured");
        assert_eq!(first.json["figures"]["captured"]["value"], 500);
        assert_eq!(first.json["figures"]["leftToCapture"]["value"], 750);
        let beyond = act(&manager, &id, "capture", pounds(751)).await;
        assert_eq!(beyond.json["field"], "amount");
        let rest = act(&manager, &id, "capture", pounds(750)).await.json;
        assert_eq!(rest["figures"]["leftToCapture"]["value"], 0);
        // What was captured by hand is refunded, never reversed.
        assert!(offers(&rest).contains(&"refund") && !offers(&rest).contains(&"reverse"));
        let refunded = act(&manager, &id, "refunds", pounds(1250)).await.json;
        assert_eq!(refunded["line"]["status"], "refunded");
    })
    .await;
}

#[tokio::test]
async fn a_capture_whose_answer_is_lost_is_known_by_reading() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Capture, Fault::Lost);
        let answer = act(&manager, &id, "capture", pounds(500)).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        assert_eq!(world.dojo.calls(Operation::Capture), 1);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_capture_cannot_be_repeated_at_once() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Capture, Fault::Status(500));
        let unknown = act(&manager, &id, "capture", pounds(500)).await;
        assert_eq!(unknown.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(unknown.json["code"], "outcome_unknown");
        // Staff are not told what a shopper is.
        let message = unknown.json["message"].as_str().unwrap();
        assert!(!message.contains("charged"), "{message}");
        let again = act(&manager, &id, "capture", pounds(500)).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        world.clock.advance(61);
        let later = act(&manager, &id, "capture", pounds(500)).await;
        assert_eq!(later.status, StatusCode::OK, "{later:?}");
    })
    .await;
}

/// Its answer was lost, and Dojo could not be asked what became of it: it is asked before anything else is done.
#[tokio::test]
async fn a_capture_that_nobody_knows_of_is_not_made_once_more() {
    on_each_database(async |mut world| {
        for (answer, restarts) in [
            (Fault::Lost, false),
            (Fault::Lost, true),
            (Fault::Nothing, false),
        ] {
            let id = authorized(&world).await;
            let manager = world.desk(Role::Manager).await;
            world.dojo.next(Operation::Capture, answer);
            world.dojo.next(Operation::Get, Fault::Status(500));
            let unseen = act(&manager, &id, "capture", pounds(500)).await;
            assert_eq!(
                unseen.json["figures"]["captured"]["value"]
                    .as_i64()
                    .unwrap_or(0),
                0
            );
            if restarts {
                world.restart().await;
            }
            world.clock.advance(61);
            let manager = world.desk(Role::Manager).await;
            let again = act(&manager, &id, "capture", pounds(500)).await;
            assert_eq!(again.status, StatusCode::CONFLICT, "{again:?}");
            assert_eq!(world.dojo.intent(&id).captures.len(), 1);
            // From a screen that shows the first one, the second is meant.
            let second = act(&manager, &id, "capture", pounds(500)).await;
            assert_eq!(second.status, StatusCode::OK, "{second:?}");
        }
    })
    .await;
}

/// Nobody has to ask: it is seen within a minute or so, and the payment can be changed again.
#[tokio::test]
async fn a_capture_that_nobody_knows_of_is_seen_by_itself() {
    on_each_database(async |world| {
        for (answer, captured) in [(Fault::Lost, 500), (Fault::Status(500), 0)] {
            let id = authorized(&world).await;
            let manager = world.desk(Role::Manager).await;
            world.dojo.next(Operation::Capture, answer);
            world.dojo.next(Operation::Get, Fault::Status(500));
            act(&manager, &id, "capture", pounds(500)).await;
            let next = sending::round(&world.app).await.unwrap();
            assert!(next.is_some_and(|at| at <= world.now_ms() + 60_000));
            world.clock.advance(60);
            sending::round(&world.app).await.unwrap();
            let shown = detail(&manager, &id).await;
            assert_eq!(shown["figures"]["captured"]["value"], captured);
            let reads = world.dojo.calls(Operation::Get);
            assert_eq!(sending::round(&world.app).await.unwrap(), None);
            assert_eq!(world.dojo.calls(Operation::Get), reads);
            let rest = act(&manager, &id, "capture", pounds(500)).await;
            assert_eq!(rest.status, StatusCode::OK, "{rest:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_authorization_is_released() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        assert!(offers(&detail(&manager, &id).await).starts_with(&["capture", "reverse"]));
        let released = act(&manager, &id, "reversal", json!({})).await;
        assert_eq!(released.json["line"]["status"], "reversed", "{released:?}");
        assert_eq!(world.dojo.intent(&id).status, PaymentIntentStatus::Reversed);
    })
    .await;
}

#[tokio::test]
async fn a_lapsed_authorization_is_seen_without_a_webhook() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        world.clock.advance(7 * 24 * 60 * 60 + 1);
        world
            .dojo
            .change(&id, |intent| intent.status = PaymentIntentStatus::Reversed);
        sending::round(&world.app).await.unwrap();
        let viewer = world.desk(Role::Viewer).await;
        assert_eq!(detail(&viewer, &id).await["line"]["status"], "reversed");
    })
    .await;
}

#[tokio::test]
async fn cancelling_withdraws_the_checkout() {
    on_each_database(async |world| {
        let checkout = world.open_plain().await;
        let id = world.prepared_intent(&checkout).await;
        world.deliver("evt_1", &id).await.unwrap();
        world.work().await;
        let manager = world.desk(Role::Manager).await;
        assert!(offers(&detail(&manager, &id).await).contains(&"copy_link"));
        let cancelled = act(&manager, &id, "cancel", json!({})).await;
        assert_eq!(
            cancelled.json["line"]["status"], "canceled",
            "{cancelled:?}"
        );
        assert_eq!(world.status(&checkout).await, CheckoutStatus::Cancelled);
        let again = act(&manager, &id, "cancel", json!({})).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn amounts_change_only_where_the_payment_allows_it() {
    on_each_database(async |world| {
        world.dojo.add(dojo::PaymentIntent {
            id: "pi_open".into(),
            reference: "From elsewhere".into(),
            amount: dojo::Money::new(1000, "GBP"),
            config: Some(PaymentIntentConfigResponse {
                payment: Some(PaymentConfigDetails {
                    custom_amount_allowed: true,
                    tips_allowed: true,
                    ..PaymentConfigDetails::default()
                }),
                ..PaymentIntentConfigResponse::default()
            }),
            ..dojo::PaymentIntent::default()
        });
        world.deliver("evt_1", "pi_open").await.unwrap();
        world.work().await;
        let manager = world.desk(Role::Manager).await;
        let before = detail(&manager, "pi_open").await["timeline"].to_string();
        assert!(before.contains("£10.00 asked for"), "{before}");
        let changed = act(&manager, "pi_open", "amount", pounds(1500)).await;
        assert_eq!(
            changed.json["figures"]["amount"]["value"], 1500,
            "{changed:?}"
        );
        let tipped = act(&manager, "pi_open", "tip", pounds(200)).await.json;
        assert_eq!(tipped["line"]["totalAmount"]["value"], 1700);
        // At first £10.00 was asked for, which nobody wrote down.
        let timeline = tipped["timeline"].to_string();
        assert!(timeline.contains("Amount changed to £15.00"), "{timeline}");
        assert!(!timeline.contains("asked for"), "{timeline}");
        let nothing = act(&manager, "pi_open", "amount", pounds(0)).await;
        assert_eq!(nothing.json["field"], "amount");
        let checkout = world.open_plain().await;
        let fixed = world.prepared_intent(&checkout).await;
        world.deliver("evt_2", &fixed).await.unwrap();
        world.work().await;
        let refused = act(&manager, &fixed, "amount", pounds(1500)).await;
        assert_eq!(refused.json["code"], "conflict");
    })
    .await;
}

async fn deeds(world: &World, id: &str) -> Vec<String> {
    crate::store::payments::deeds(&world.app.store, id)
        .await
        .unwrap()
        .into_iter()
        .map(|deed| deed.action)
        .collect()
}

#[tokio::test]
async fn a_cancellation_that_did_not_end_well_is_written_down() {
    on_each_database(async |world| {
        let open = async || {
            let checkout = world.open_plain().await;
            let id = world.prepared_intent(&checkout).await;
            world.confirm(&checkout).await;
            id
        };
        let manager = world.desk(Role::Manager).await;
        let id = open().await;
        world.dojo.next(Operation::Cancel, Fault::Status(500));
        let unknown = act(&manager, &id, "cancel", json!({})).await;
        assert_ne!(unknown.status, StatusCode::OK, "{unknown:?}");
        assert_eq!(
            deeds(&world, &id).await,
            ["payment.cancel_requested", "payment.cancel_unknown"]
        );
        let paid = open().await;
        world.dojo.next(Operation::Cancel, Fault::PaidFirst);
        let refused = act(&manager, &paid, "cancel", json!({})).await;
        assert_eq!(refused.json["code"], "conflict", "{refused:?}");
        assert_eq!(
            deeds(&world, &paid).await,
            ["payment.cancel_requested", "payment.cancel_refused"]
        );
    })
    .await;
}

/// A checkout of £10.00 that takes other amounts and tips, and its intent, as staff see it.
async fn open_amount(world: &World) -> (CheckoutId, String) {
    let checkout = world.open(open_order()).await;
    let request = asking(Some(1000), None);
    checkout::prepare(&world.app, &checkout, request)
        .await
        .unwrap();
    let id = world.dojo.newest();
    world.dojo.change(&id, |intent| {
        intent.config = Some(PaymentIntentConfigResponse {
            payment: Some(PaymentConfigDetails {
                custom_amount_allowed: true,
                tips_allowed: true,
                ..PaymentConfigDetails::default()
            }),
            ..PaymentIntentConfigResponse::default()
        });
    });
    world.confirm(&checkout).await;
    (checkout, id)
}

fn asking(amount: Option<i64>, tips_amount: Option<i64>) -> AttemptRequest {
    AttemptRequest {
        amount,
        tips_amount,
        ..by_card()
    }
}

#[tokio::test]
async fn a_checkout_asks_for_the_amount_and_tip_that_staff_gave_it() {
    on_each_database(async |world| {
        let (checkout, id) = open_amount(&world).await;
        let manager = world.desk(Role::Manager).await;
        let changed = act(&manager, &id, "amount", pounds(1500)).await;
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        let tipped = act(&manager, &id, "tip", pounds(200)).await;
        assert_eq!(tipped.status, StatusCode::OK, "{tipped:?}");
        let prepared = world.prepare(&checkout).await.unwrap();
        assert_eq!(prepared.attempt.unwrap().total_amount.value, 1700);
        assert_eq!(prepared.checkout.amount.value, 1500);
        assert_eq!(world.dojo.intent(&id).amount.value, 1500);
        assert_eq!(world.dojo.calls(Operation::SetAmount), 1);
        // A page that still shows another amount asks for that one, and gets it.
        let shown = checkout::prepare(&world.app, &checkout, asking(Some(1000), Some(0)))
            .await
            .unwrap();
        assert_eq!(shown.attempt.unwrap().total_amount.value, 1000);
        assert_eq!(world.dojo.intent(&id).amount.value, 1000);
        world.dojo.pay(&id);
        assert_eq!(world.confirm(&checkout).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn staff_keep_to_the_limits_of_the_checkout() {
    on_each_database(async |world| {
        let (_, id) = open_amount(&world).await;
        let manager = world.desk(Role::Manager).await;
        for (action, value, limit) in [
            ("amount", 50_001, "£500.00"),
            ("amount", 99, "£1.00"),
            ("tip", 5_001, "£50.00"),
        ] {
            let beyond = act(&manager, &id, action, pounds(value)).await;
            assert_eq!(beyond.json["field"], "amount", "{action} {beyond:?}");
            let message = beyond.json["message"].as_str().unwrap();
            assert!(message.contains(limit), "{message}");
        }
        assert_eq!(world.dojo.calls(Operation::SetAmount), 0);
    })
    .await;
}

#[tokio::test]
async fn an_amount_that_dojo_refuses_is_not_the_checkout_s() {
    on_each_database(async |world| {
        let (checkout, id) = open_amount(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::SetAmount, Fault::Status(400));
        let refused = act(&manager, &id, "amount", pounds(1500)).await;
        assert_eq!(refused.status, StatusCode::BAD_GATEWAY, "{refused:?}");
        let prepared = world.prepare(&checkout).await.unwrap();
        assert_eq!(prepared.attempt.unwrap().total_amount.value, 1000);
        // An answer that is lost leaves the wish, which whoever prepares next carries out.
        world.dojo.next(Operation::SetAmount, Fault::Status(500));
        let unknown = act(&manager, &id, "amount", pounds(1500)).await;
        assert_eq!(unknown.json["code"], "outcome_unknown", "{unknown:?}");
        let prepared = world.prepare(&checkout).await.unwrap();
        assert_eq!(prepared.attempt.unwrap().total_amount.value, 1500);
        assert_eq!(world.dojo.intent(&id).amount.value, 1500);
    })
    .await;
}

/// Nobody is shown the one amount while the other is on its way.
#[tokio::test]
async fn a_shopper_waits_for_the_amount_that_staff_are_changing() {
    on_each_database(async |world| {
        let (checkout, id) = open_amount(&world).await;
        let manager = world.desk(Role::Manager).await;
        let answer = Arc::new(Notify::new());
        world
            .dojo
            .next(Operation::SetAmount, Fault::Held(answer.clone()));
        let preparing = async {
            while world.dojo.calls(Operation::SetAmount) == 0 {
                tokio::task::yield_now().await;
            }
            let released = async {
                tokio::task::yield_now().await;
                answer.notify_one();
            };
            tokio::join!(world.prepare(&checkout), released).0
        };
        let changing = act(&manager, &id, "amount", pounds(1500));
        let (changed, prepared) = tokio::join!(changing, preparing);
        assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
        let attempt = prepared.unwrap().attempt.unwrap();
        assert_eq!(attempt.total_amount.value, 1500);
        assert_eq!(world.dojo.intent(&id).amount.value, 1500);
    })
    .await;
}

#[tokio::test]
async fn receipts_notes_and_refreshes_are_a_clerk_s() {
    on_each_database(async |world| {
        let (_, id) = world.paid().await;
        let clerk = world.desk(Role::Clerk).await;
        let path = format!("/payments/{id}");
        let receipt = json!({"emailAddress": "ada@example.com"});
        let sent = clerk
            .post(&format!("{path}/receipt"), receipt.clone())
            .await;
        assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
        assert_eq!(world.dojo.calls(Operation::Receipt), 1);
        let noted = clerk
            .post(
                &format!("{path}/notes"),
                json!({"text": " Called about socks. "}),
            )
            .await
            .json;
        assert_eq!(noted["notes"][0]["text"], "Called about socks.");
        assert_eq!(noted["notes"][0]["by"], clerk.actor.name);
        let titles = noted["timeline"].to_string();
        for title in ["Receipt sent", "Note added", "Captured", "Created"] {
            assert!(titles.contains(title), "{titles}");
        }
        for (text, why) in [
            ("", "empty"),
            ("4456 5300 0000 1005", "a card number"),
            (&*"x".repeat(1001), "too long"),
        ] {
            let answer = clerk
                .post(&format!("{path}/notes"), json!({"text": text}))
                .await;
            assert_eq!(answer.json["field"], "text", "{why}");
        }
        world
            .dojo
            .change(&id, |intent| intent.refunded_amount = Some(100));
        let refreshed = clerk.post(&format!("{path}/refresh"), Value::Null).await;
        assert_eq!(
            refreshed.json["figures"]["refunded"]["value"], 100,
            "{refreshed:?}"
        );
        let viewer = world.desk(Role::Viewer).await;
        let forbidden = viewer.post(&format!("{path}/receipt"), receipt).await;
        assert_eq!(forbidden.status, StatusCode::NOT_FOUND);
        assert!(offers(&detail(&viewer, &id).await).is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_flag_is_shown_with_what_to_do_and_taken_down() {
    on_each_database(async |world| {
        let checkout = world.open_plain().await;
        let id = world.prepared_intent(&checkout).await;
        world.dojo.change(&id, |intent| {
            intent.amount = dojo::Money::new(999, "GBP");
            intent.total_amount = Some(dojo::Money::new(999, "GBP"));
        });
        world.dojo.pay(&id);
        world.confirm(&checkout).await;
        let manager = world.desk(Role::Manager).await;
        let shown = detail(&manager, &id).await;
        assert_eq!(shown["flags"][0]["kind"], "amount_mismatch");
        assert_eq!(shown["line"]["isFlagged"], true);
        let path = format!("/payments/{id}/flags/amount_mismatch");
        let clerk = world.desk(Role::Clerk).await;
        assert_eq!(clerk.delete(&path).await.status, StatusCode::NOT_FOUND);
        let down = manager.delete(&path).await;
        assert_eq!(down.json["flags"], json!([]), "{down:?}");
        assert_eq!(manager.delete(&path).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn everything_is_in_the_audit_trail() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        act(&manager, &id, "capture", pounds(1250)).await;
        act(&manager, &id, "refunds", pounds(250)).await;
        let actions: Vec<(String, Option<String>)> =
            crate::store::payments::deeds(&world.app.store, &id)
                .await
                .unwrap()
                .into_iter()
                .map(|deed| (deed.action, deed.staff_name))
                .collect();
        let name = Some(manager.actor.name.clone());
        assert_eq!(
            actions,
            [
                ("capture.requested".to_owned(), name.clone()),
                ("refund.requested".to_owned(), name),
                ("refund.done".to_owned(), None),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn receipts_of_a_payment_are_sent_twenty_times_and_no_more() {
    on_each_database(async |world| {
        let (_, id) = world.paid().await;
        let clerk = world.desk(Role::Clerk).await;
        let path = format!("/payments/{id}/receipt");
        let receipt = json!({"emailAddress": "ada@example.com"});
        let sending = (0..24).map(|_| clerk.post(&path, receipt.clone()));
        let answers = futures_util::future::join_all(sending).await;
        assert_eq!(world.dojo.calls(Operation::Receipt), 20);
        let refused = answers
            .iter()
            .filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refused.count(), 4, "{answers:?}");
    })
    .await;
}

#[tokio::test]
async fn while_a_payment_is_captured_nobody_reverses_it() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        let seen = json!({"seen": detail(&manager, &id).await["seen"]});
        let path = format!("/payments/{id}/reversal");
        let answer = Arc::new(Notify::new());
        world
            .dojo
            .next(Operation::Capture, Fault::Held(answer.clone()));
        let reversing = async {
            while world.dojo.calls(Operation::Capture) == 0 {
                tokio::task::yield_now().await;
            }
            let reversed = manager.post(&path, seen.clone()).await;
            answer.notify_one();
            reversed
        };
        let capturing = act(&manager, &id, "capture", pounds(500));
        let (captured, reversed) = tokio::join!(capturing, reversing);
        assert_eq!(captured.status, StatusCode::OK, "{captured:?}");
        assert_eq!(reversed.json["code"], "conflict", "{reversed:?}");
        assert_eq!(world.dojo.calls(Operation::Reverse), 0);
    })
    .await;
}

#[tokio::test]
async fn while_a_payment_is_captured_nobody_refunds_it() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        act(&manager, &id, "capture", pounds(500)).await;
        let answer = Arc::new(Notify::new());
        world
            .dojo
            .next(Operation::Capture, Fault::Held(answer.clone()));
        let refunding = async {
            while world.dojo.calls(Operation::Capture) == 1 {
                tokio::task::yield_now().await;
            }
            let refunded = act(&manager, &id, "refunds", pounds(100)).await;
            answer.notify_one();
            refunded
        };
        let capturing = act(&manager, &id, "capture", pounds(500));
        let (captured, refunded) = tokio::join!(capturing, refunding);
        assert_eq!(captured.status, StatusCode::OK, "{captured:?}");
        assert_eq!(refunded.json["code"], "conflict", "{refunded:?}");
        assert_eq!(world.dojo.calls(Operation::Refund), 0);
    })
    .await;
}

/// A capture whose end nobody knows is looked at before the payment is undone.
#[tokio::test]
async fn a_capture_that_nobody_knows_of_is_seen_before_a_reversal() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Capture, Fault::Lost);
        world.dojo.next(Operation::Get, Fault::Status(500));
        act(&manager, &id, "capture", pounds(500)).await;
        world.clock.advance(61);
        let manager = world.desk(Role::Manager).await;
        let reversed = act(&manager, &id, "reversal", json!({})).await;
        assert_eq!(reversed.json["code"], "stale", "{reversed:?}");
        assert_eq!(world.dojo.calls(Operation::Reverse), 0);
    })
    .await;
}

#[tokio::test]
async fn a_reversal_that_dojo_refuses_leaves_the_payment_to_be_captured() {
    on_each_database(async |world| {
        let id = authorized(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Reverse, Fault::Status(409));
        let refused = act(&manager, &id, "reversal", json!({})).await;
        assert_ne!(refused.status, StatusCode::OK);
        let captured = act(&manager, &id, "capture", pounds(500)).await;
        assert_eq!(captured.status, StatusCode::OK, "{captured:?}");
    })
    .await;
}
