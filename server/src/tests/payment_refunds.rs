//! Giving money back: never more than was taken, never twice, above the limit never alone.

use dojo::PaymentIntentStatus;
use http::StatusCode;
use proptest::prelude::*;
use serde_json::{Value, json};
use shared::Role;

use super::world::{Answer, Desk, Fault, Operation, World, on_each_database};
use crate::payments::{self, sending};

/// A payment of £12.50 from yesterday, so that it is refunded rather than reversed.
async fn old_payment(world: &World) -> String {
    let (_, intent) = world.paid().await;
    world.clock.advance(24 * 60 * 60);
    intent
}

async fn detail(desk: &Desk, id: &str) -> Value {
    let answer = desk.get(&format!("/payments/{id}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.json
}

fn body(seen: &Value, amount: i64) -> Value {
    json!({
        "amount": {"value": amount, "currencyCode": "GBP"},
        "reason": "Wrong size",
        "seen": seen["seen"],
    })
}

async fn refund(desk: &Desk, id: &str, amount: i64) -> Answer {
    let seen = detail(desk, id).await;
    desk.post(&format!("/payments/{id}/refunds"), body(&seen, amount))
        .await
}

/// A second person's word on the newest refund, from a screen that shows how the payment is now.
async fn decide(desk: &Desk, id: &str, approve: bool) -> Answer {
    let shown = detail(desk, id).await;
    let body = json!({"approve": approve, "seen": shown["seen"]});
    desk.post(&decision(&shown), body).await
}

fn decision(shown: &Value) -> String {
    format!(
        "/refunds/{}/decision",
        shown["refunds"][0]["id"].as_str().unwrap()
    )
}

fn left(detail: &Value) -> i64 {
    detail["figures"]["left"]["value"].as_i64().unwrap()
}

async fn round(world: &World) {
    sending::round(&world.app).await.unwrap();
}

async fn set_limit(world: &World, limit: i64) {
    let owner = world.desk(Role::Owner).await;
    let settings = owner.get("/settings").await.json;
    let mut rules = settings["rules"].clone();
    rules["refundLimit"] = json!(limit);
    let body = json!({"seenVersion": settings["version"], "value": rules});
    let answer = owner.put("/settings/rules", body).await;
    assert!(answer.status.is_success(), "{answer:?} {settings}");
}

#[tokio::test]
async fn a_part_is_refunded_and_the_rest_stays() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        let answer = refund(&manager, &id, 500).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        assert_eq!(left(&answer.json), 750);
        assert_eq!(answer.json["refunds"][0]["status"], "done");
        assert_eq!(answer.json["figures"]["refunded"]["value"], 500);
        let last = refund(&manager, &id, 750).await.json;
        assert_eq!(last["line"]["status"], "refunded");
        assert_eq!(world.dojo.intent(&id).refunded_amount, Some(1250));
    })
    .await;
}

#[tokio::test]
async fn more_than_is_left_and_nonsense_are_refused() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        for amount in [0, -1, 1251, i64::MAX] {
            let answer = refund(&manager, &id, amount).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{amount}");
            assert_eq!(answer.json["field"], "amount");
        }
        let seen = detail(&manager, &id).await;
        let mut card = body(&seen, 100);
        card["notes"] = "card 5200 0000 0000 1005".into();
        let answer = manager.post(&format!("/payments/{id}/refunds"), card).await;
        assert_eq!(answer.json["field"], "notes");
        assert_eq!(world.dojo.calls(Operation::Refund), 0);
        let nobodys = manager
            .post("/payments/pi_nobodys/refunds", body(&seen, 100))
            .await;
        assert_eq!(nobodys.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_clerk_cannot_refund() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let clerk = world.desk(Role::Clerk).await;
        assert_eq!(refund(&clerk, &id, 100).await.status, StatusCode::NOT_FOUND);
        let offers = detail(&clerk, &id).await["offers"].to_string();
        assert!(!offers.contains("refund"), "{offers}");
        assert!(offers.contains("send_receipt"), "{offers}");
    })
    .await;
}

#[tokio::test]
async fn a_screen_that_is_not_true_any_more_is_told_the_new_figures() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        let seen = detail(&manager, &id).await;
        refund(&manager, &id, 500).await;
        let path = format!("/payments/{id}/refunds");
        let stale = manager.post(&path, body(&seen, 500)).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_eq!(stale.json["code"], "stale");
        let message = stale.json["message"].as_str().unwrap();
        assert!(
            message.contains("£5.00 refunded") && message.contains("£7.50 left"),
            "{message}"
        );
    })
    .await;
}

/// The mirror has been written, the refund's own row not yet: by the payment's webhook, between Dojo's two answers.
#[tokio::test]
async fn what_the_payment_shows_as_refunded_is_not_counted_as_reserved_too() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        let seen = detail(&manager, &id).await;
        // Dojo says yes and cannot be read then.
        world.dojo.next(Operation::Get, Fault::Status(500));
        let accepted = refund(&manager, &id, 500).await.json;
        assert_eq!(accepted["refunds"][0]["status"], "accepted", "{accepted}");
        assert_eq!(accepted["figures"]["reserved"]["value"], 500);
        assert_eq!(left(&accepted), 750);
        payments::refresh(&world.app, &id).await.unwrap();
        let shown = detail(&manager, &id).await;
        assert_eq!(shown["refunds"][0]["status"], "accepted", "{shown}");
        assert_eq!(shown["figures"]["refunded"]["value"], 500);
        assert_eq!(shown["figures"]["reserved"]["value"], 0);
        assert_eq!(left(&shown), 750);
        let path = format!("/payments/{id}/refunds");
        let stale = manager.post(&path, body(&seen, 500)).await;
        assert_eq!(stale.json["code"], "stale", "{stale:?}");
        let message = stale.json["message"].as_str().unwrap();
        let figures = "£12.50 captured, £5.00 refunded, £0.00 on its way back, £7.50 left";
        assert!(message.contains(figures), "{message}");
        // Of another one that is only asked for, the payment shows nothing.
        world.dojo.next(Operation::Refund, Fault::Status(500));
        let both = refund(&manager, &id, 300).await.json;
        assert_eq!(both["figures"]["reserved"]["value"], 300, "{both}");
        assert_eq!(left(&both), 450);
        // Nor is other money that went back taken for it.
        world
            .dojo
            .change(&id, |intent| intent.refunded_amount = Some(600));
        payments::refresh(&world.app, &id).await.unwrap();
        let other = detail(&manager, &id).await;
        assert!(left(&other) <= 350, "{other}");
    })
    .await;
}

#[tokio::test]
async fn of_two_refunds_at_once_of_more_than_is_left_one_succeeds() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let (one, other) = (
            world.desk(Role::Manager).await,
            world.desk(Role::Owner).await,
        );
        let seen = detail(&one, &id).await;
        let path = format!("/payments/{id}/refunds");
        let (first, second) = tokio::join!(
            one.post(&path, body(&seen, 1000)),
            other.post(&path, body(&seen, 1000))
        );
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT]);
        assert_eq!(world.dojo.intent(&id).refunded_amount, Some(1000));
    })
    .await;
}

#[tokio::test]
async fn a_refund_whose_answer_is_lost_settles_to_one() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Refund, Fault::Lost);
        let answer = refund(&manager, &id, 500).await;
        // No error: there is nothing to try again.
        assert_eq!(answer.status, StatusCode::OK);
        let unknown = answer.json;
        assert_eq!(unknown["refunds"][0]["status"], "unknown");
        // Reserved, so that nobody gives the same money back meanwhile.
        assert_eq!(unknown["figures"]["reserved"]["value"], 500);
        world.clock.advance(60);
        round(&world).await;
        let known = detail(&manager, &id).await;
        assert_eq!(known["refunds"][0]["status"], "done");
        assert_eq!(left(&known), 750);
        assert_eq!(world.dojo.intent(&id).refunded_amount, Some(500));
        assert_eq!(world.dojo.calls(Operation::Refund), 2);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_refund_that_was_not_carried_out_goes_out_once() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        // 500 says nothing about what was done.
        for _ in 0..3 {
            world.dojo.next(Operation::Refund, Fault::Status(500));
        }
        refund(&manager, &id, 500).await;
        for _ in 0..6 {
            world.clock.advance(600);
            round(&world).await;
        }
        let manager = world.desk(Role::Manager).await;
        let known = detail(&manager, &id).await;
        assert_eq!(known["refunds"][0]["status"], "done");
        assert_eq!(world.dojo.intent(&id).refunded_amount, Some(500));
    })
    .await;
}

/// Dojo may be at the first one still, and refuse a second under the same key for that reason alone.
#[tokio::test]
async fn a_refusal_soon_after_a_lost_answer_settles_nothing() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Refund, Fault::Status(500));
        refund(&manager, &id, 500).await;
        world.dojo.next(Operation::Refund, Fault::Status(409));
        world.clock.advance(3);
        round(&world).await;
        let still = detail(&manager, &id).await;
        assert_eq!(still["refunds"][0]["status"], "unknown", "{still}");
        assert_eq!(still["figures"]["reserved"]["value"], 500);
        world.dojo.next(Operation::Refund, Fault::Status(409));
        world.clock.advance(150);
        round(&world).await;
        let manager = world.desk(Role::Manager).await;
        let over = detail(&manager, &id).await;
        assert_eq!(over["refunds"][0]["status"], "refused", "{over}");
    })
    .await;
}

/// What the payment shows may be the one or the other.
#[tokio::test]
async fn of_two_unknown_refunds_one_does_not_pass_for_the_other() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        let later = async |seconds: i64, status: u16| {
            world.dojo.next(Operation::Refund, Fault::Status(status));
            world.clock.advance(seconds);
            round(&world).await;
        };
        world.dojo.next(Operation::Refund, Fault::Lost);
        refund(&manager, &id, 500).await;
        for seconds in [2, 5, 15, 60, 300] {
            later(seconds, 500).await;
        }
        // The first is looked at again in a quarter of an hour.
        world.dojo.next(Operation::Refund, Fault::Status(500));
        refund(&manager, &id, 500).await;
        for seconds in [2, 5, 15, 60] {
            later(seconds, 500).await;
        }
        later(300, 400).await;
        let now = detail(&manager, &id).await;
        assert_eq!(now["refunds"][0]["status"], "unknown", "{now}");
        // The first is known at last, and with it the second.
        world.clock.advance(600);
        round(&world).await;
        later(1_200, 400).await;
        let manager = world.desk(Role::Manager).await;
        let known = detail(&manager, &id).await;
        assert_eq!(known["refunds"][1]["status"], "done", "{known}");
        assert_eq!(known["refunds"][0]["status"], "refused", "{known}");
        assert_eq!(world.dojo.intent(&id).refunded_amount, Some(500));
    })
    .await;
}

const DAY: i64 = 24 * 60 * 60;

/// An unknown refund, a day later.
async fn a_day_after_a_lost_refund(world: &World, id: &str, amount: i64) -> (Desk, Value) {
    let manager = world.desk(Role::Manager).await;
    world.dojo.next(Operation::Refund, Fault::Status(500));
    let unknown = refund(&manager, id, amount).await.json;
    assert_eq!(unknown["refunds"][0]["status"], "unknown", "{unknown}");
    assert_eq!(unknown["refunds"][0]["canSettle"], false);
    world.clock.advance(DAY + 60);
    round(world).await;
    let manager = world.desk(Role::Manager).await;
    let now = detail(&manager, id).await;
    (manager, now)
}

#[tokio::test]
async fn a_refund_that_does_not_show_within_a_day_came_to_nothing() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let (_, now) = a_day_after_a_lost_refund(&world, &id, 500).await;
        assert_eq!(now["refunds"][0]["status"], "refused", "{now}");
        let problem = now["refunds"][0]["problem"].as_str().unwrap();
        assert!(problem.contains("nothing went back"), "{problem}");
        assert_eq!(left(&now), 1250);
        // Dojo may have forgotten the key.
        assert_eq!(world.dojo.calls(Operation::Refund), 1);
    })
    .await;
}

#[tokio::test]
async fn what_had_been_sent_back_elsewhere_before_is_not_ours() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        world
            .dojo
            .change(&id, |intent| intent.refunded_amount = Some(600));
        payments::refresh(&world.app, &id).await.unwrap();
        let (_, now) = a_day_after_a_lost_refund(&world, &id, 500).await;
        assert_eq!(now["refunds"][0]["status"], "refused", "{now}");
        assert_eq!(left(&now), 650);
    })
    .await;
}

/// More went back than all of ours: this one may be in it, or not.
#[tokio::test]
async fn what_nothing_here_can_tell_a_manager_says() {
    on_each_database(async |world| {
        for went_back in [true, false] {
            let id = old_payment(&world).await;
            let manager = world.desk(Role::Manager).await;
            world.dojo.next(Operation::Refund, Fault::Status(500));
            let unknown = refund(&manager, &id, 500).await.json;
            let path = format!(
                "/refunds/{}/outcome",
                unknown["refunds"][0]["id"].as_str().unwrap()
            );
            let early = json!({"wentBack": went_back, "seen": unknown["seen"]});
            let early = manager.post(&path, early).await;
            assert_eq!(early.json["code"], "conflict", "{early:?}");
            world
                .dojo
                .change(&id, |intent| intent.refunded_amount = Some(700));
            world.clock.advance(DAY + 60);
            round(&world).await;
            let manager = world.desk(Role::Manager).await;
            let still = detail(&manager, &id).await;
            assert_eq!(still["refunds"][0]["status"], "unknown", "{still}");
            assert_eq!(still["refunds"][0]["canSettle"], true);
            assert_eq!(still["figures"]["reserved"]["value"], 500);
            let clerk = world.desk(Role::Clerk).await;
            let found = json!({"wentBack": went_back, "seen": still["seen"]});
            let forbidden = clerk.post(&path, found.clone()).await;
            assert_eq!(forbidden.status, StatusCode::NOT_FOUND);
            let settled = manager.post(&path, found.clone()).await;
            assert_eq!(settled.status, StatusCode::OK, "{settled:?}");
            let status = if went_back { "done" } else { "refused" };
            assert_eq!(settled.json["refunds"][0]["status"], status);
            assert_eq!(left(&settled.json), 550);
            let title = if went_back {
                "Found the refund of £5.00 at Dojo"
            } else {
                "Found no refund of £5.00 at Dojo"
            };
            assert!(settled.json["timeline"].to_string().contains(title));
            let again = manager.post(&path, found).await;
            assert_eq!(again.json["code"], "stale", "{again:?}");
        }
    })
    .await;
}

/// However long it took until Dojo said yes.
#[tokio::test]
async fn an_accepted_refund_is_given_time_to_show_from_when_it_was_accepted() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Refund, Fault::Status(500));
        refund(&manager, &id, 500).await;
        world.clock.advance(300);
        world.dojo.next(Operation::Get, Fault::Status(500));
        round(&world).await;
        world
            .dojo
            .change(&id, |intent| intent.refunded_amount = None);
        for (seconds, status) in [(10, "accepted"), (150, "done")] {
            world.clock.advance(seconds);
            round(&world).await;
            let now = detail(&manager, &id).await;
            assert_eq!(now["refunds"][0]["status"], status, "{now}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_refund_that_dojo_refuses_frees_its_amount_and_says_why() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Refund, Fault::Status(400));
        let answer = refund(&manager, &id, 500).await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{answer:?}");
        let now = detail(&manager, &id).await;
        assert_eq!(now["refunds"][0]["status"], "refused");
        assert_eq!(left(&now), 1250);
    })
    .await;
}

#[tokio::test]
async fn a_killed_process_leaves_one_refund() {
    on_each_database(async |mut world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        world.dojo.next(Operation::Refund, Fault::Lost);
        refund(&manager, &id, 500).await;
        world.restart().await;
        world.clock.advance(120);
        round(&world).await;
        let manager = world.desk(Role::Manager).await;
        assert_eq!(detail(&manager, &id).await["refunds"][0]["status"], "done");
        assert_eq!(world.dojo.intent(&id).refunded_amount, Some(500));
    })
    .await;
}

/// £4 and €4 are not the same, so a limit in one says nothing of the other.
#[tokio::test]
async fn in_another_currency_than_the_limit_a_second_person_confirms_every_refund() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let owner = world.desk(Role::Owner).await;
        let settings = owner.get("/settings").await.json;
        let mut profile = settings["profile"].clone();
        profile["currency"] = json!("EUR");
        let body = json!({"seenVersion": settings["version"], "value": profile});
        let answer = owner.put("/settings/profile", body).await;
        assert!(answer.status.is_success(), "{answer:?}");
        set_limit(&world, 400).await;
        let manager = world.desk(Role::Manager).await;
        let shown = detail(&manager, &id).await;
        let refunds = shown["offers"].as_array().unwrap();
        let offer = refunds.iter().find(|offer| offer["kind"] == "refund");
        let nothing = json!({"value": 0, "currencyCode": "GBP"});
        assert_eq!(offer.unwrap()["limit"], nothing, "{shown}");
        let asked = refund(&manager, &id, 1).await.json;
        assert_eq!(asked["refunds"][0]["status"], "awaiting_approval");
        assert_eq!(world.dojo.calls(Operation::Refund), 0);
    })
    .await;
}

#[tokio::test]
async fn above_the_limit_a_second_person_confirms() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        set_limit(&world, 400).await;
        let (one, other) = (
            world.desk(Role::Manager).await,
            world.desk(Role::Manager).await,
        );
        let asked = refund(&one, &id, 500).await.json;
        assert_eq!(asked["refunds"][0]["status"], "awaiting_approval");
        assert_eq!(asked["refunds"][0]["canDecide"], false);
        assert_eq!(world.dojo.calls(Operation::Refund), 0);
        let own = decide(&one, &id, true).await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        assert_eq!(detail(&other, &id).await["refunds"][0]["canDecide"], true);
        let open = other.get("/refunds").await.json;
        assert_eq!(open[0]["paymentId"], *id);
        let approved = decide(&other, &id, true).await;
        assert_eq!(approved.status, StatusCode::OK, "{approved:?}");
        assert_eq!(approved.json["refunds"][0]["status"], "done");
        let again = decide(&other, &id, true).await;
        assert_eq!(again.json["code"], "stale");
        assert_eq!(world.dojo.intent(&id).refunded_amount, Some(500));
    })
    .await;
}

/// On another day the payment is settled, and a refund is what gives it back.
#[tokio::test]
async fn a_reversal_is_confirmed_only_while_it_is_one_that_would_be_asked_for() {
    on_each_database(async |world| {
        set_limit(&world, 400).await;
        let one = world.desk(Role::Manager).await;
        let (_, id) = world.paid().await;
        let seen = detail(&one, &id).await["seen"].clone();
        let path = format!("/payments/{id}/reversal");
        let asked = one.post(&path, json!({"seen": seen})).await.json;
        assert_eq!(asked["refunds"][0]["status"], "awaiting_approval");
        world.clock.advance(24 * 60 * 60);
        let other = world.desk(Role::Manager).await;
        let late = decide(&other, &id, true).await;
        assert_eq!(late.json["code"], "stale", "{late:?}");
        let message = late.json["message"].as_str().unwrap();
        assert!(
            message.contains("£12.50 of it can be refunded"),
            "{message}"
        );
        assert_eq!(world.dojo.calls(Operation::Reverse), 0);
        let shown = detail(&other, &id).await;
        assert_eq!(shown["refunds"][0]["status"], "awaiting_approval");
        let declined = decide(&other, &id, false).await.json;
        assert_eq!(left(&declined), 1250);
    })
    .await;
}

#[tokio::test]
async fn a_refund_is_confirmed_only_from_a_true_screen_and_while_it_is_left() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        set_limit(&world, 400).await;
        let (one, other) = (
            world.desk(Role::Manager).await,
            world.desk(Role::Manager).await,
        );
        let asked = refund(&one, &id, 1000).await.json;
        world
            .dojo
            .change(&id, |intent| intent.refunded_amount = Some(500));
        let refresh = format!("/payments/{id}/refresh");
        one.post(&refresh, Value::Null).await;
        let before = json!({"approve": true, "seen": asked["seen"]});
        let unseen = other.post(&decision(&asked), before).await;
        assert_eq!(unseen.json["code"], "stale", "{unseen:?}");
        let message = unseen.json["message"].as_str().unwrap();
        assert!(message.contains("£5.00 refunded"), "{message}");
        let too_much = decide(&other, &id, true).await;
        assert_eq!(too_much.json["code"], "stale", "{too_much:?}");
        let message = too_much.json["message"].as_str().unwrap();
        assert!(message.contains("Only £7.50"), "{message}");
        assert_eq!(world.dojo.calls(Operation::Refund), 0);
    })
    .await;
}

#[tokio::test]
async fn a_declined_request_frees_its_amount_and_splitting_does_not_help() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        set_limit(&world, 600).await;
        let (one, other) = (
            world.desk(Role::Manager).await,
            world.desk(Role::Manager).await,
        );
        assert_eq!(
            refund(&one, &id, 600).await.json["refunds"][0]["status"],
            "done"
        );
        world.clock.advance(1);
        let second = refund(&one, &id, 100).await.json;
        assert_eq!(second["refunds"][0]["status"], "awaiting_approval");
        let declined = decide(&other, &id, false).await.json;
        assert_eq!(declined["refunds"][0]["status"], "rejected");
        assert_eq!(left(&declined), 650);
    })
    .await;
}

#[tokio::test]
async fn whoever_asked_takes_the_request_back_but_does_not_confirm_it() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        set_limit(&world, 400).await;
        let (one, other) = (
            world.desk(Role::Manager).await,
            world.desk(Role::Manager).await,
        );
        let asked = refund(&one, &id, 500).await.json;
        assert_eq!(asked["refunds"][0]["canTakeBack"], true);
        let theirs = detail(&other, &id).await;
        assert_eq!(theirs["refunds"][0]["canTakeBack"], false);
        let confirmed = decide(&one, &id, true).await;
        assert_eq!(confirmed.status, StatusCode::CONFLICT);
        let back = decide(&one, &id, false).await.json;
        assert_eq!(back["refunds"][0]["status"], "taken_back", "{back}");
        assert_eq!(back["refunds"][0]["canTakeBack"], false);
        assert_eq!(left(&back), 1250);
        let timeline = back["timeline"].to_string();
        assert!(
            timeline.contains("Took back the request to refund £5.00"),
            "{timeline}"
        );
        let late = decide(&other, &id, true).await;
        assert_eq!(late.json["code"], "stale");
        assert_eq!(world.dojo.calls(Operation::Refund), 0);
    })
    .await;
}

/// What is asked on the screen follows what is left of the limit, not the limit.
#[tokio::test]
async fn the_offer_says_how_much_goes_back_without_a_second_person() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        set_limit(&world, 600).await;
        let manager = world.desk(Role::Manager).await;
        let alone = |detail: &Value| {
            let offers = detail["offers"].as_array().unwrap();
            let offer = offers.iter().find(|offer| offer["kind"] == "refund");
            let offer = offer.unwrap();
            (
                offer["limit"]["value"].as_i64(),
                offer["alone"]["value"].as_i64(),
            )
        };
        let before = detail(&manager, &id).await;
        assert_eq!(alone(&before), (Some(600), Some(600)));
        let after = refund(&manager, &id, 400).await.json;
        assert_eq!(alone(&after), (Some(600), Some(200)));
        world.clock.advance(1);
        let waits = refund(&manager, &id, 201).await.json;
        assert_eq!(waits["refunds"][0]["status"], "awaiting_approval");
        assert_eq!(alone(&waits), (Some(600), Some(0)));
    })
    .await;
}

#[tokio::test]
async fn what_was_refunded_elsewhere_counts() {
    on_each_database(async |world| {
        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        world
            .dojo
            .change(&id, |intent| intent.refunded_amount = Some(1000));
        // The mirror does not know yet; Dojo refuses, and is read again.
        let answer = refund(&manager, &id, 500).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.json["code"], "stale");
        assert!(answer.json["message"].to_string().contains("£2.50 left"));
        assert_eq!(left(&detail(&manager, &id).await), 250);
    })
    .await;
}

#[tokio::test]
async fn on_the_same_day_all_of_it_is_reversed_and_a_part_refunded() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        let (_, id) = world.paid().await;
        let now = detail(&manager, &id).await;
        let offers = now["offers"].as_array().unwrap();
        let most = |kind: &str| {
            let offer = offers.iter().find(|offer| offer["kind"] == kind);
            offer.map(|offer| offer["most"]["value"].as_i64().unwrap())
        };
        assert_eq!((most("reverse"), most("refund")), (Some(1250), Some(1249)));
        let path = format!("/payments/{id}/reversal");
        let reversed = manager.post(&path, json!({"seen": now["seen"]})).await;
        assert_eq!(reversed.json["line"]["status"], "reversed", "{reversed:?}");
        assert_eq!(world.dojo.intent(&id).status, PaymentIntentStatus::Reversed);
        let old = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        let now = detail(&manager, &old).await;
        let late = manager
            .post(
                &format!("/payments/{old}/reversal"),
                json!({"seen": now["seen"]}),
            )
            .await;
        assert_eq!(late.json["code"], "conflict");
        assert!(!now["offers"].to_string().contains("reverse"));
    })
    .await;
}

/// The titles of what happened, the newest first.
fn titles(detail: &Value) -> Vec<&str> {
    let timeline = detail["timeline"].as_array().unwrap();
    timeline
        .iter()
        .map(|happening| happening["title"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn what_dojo_and_the_audit_trail_both_tell_is_one_happening() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        let (_, id) = world.paid().await;
        let now = detail(&manager, &id).await;
        let path = format!("/payments/{id}/reversal");
        let body = json!({"seen": now["seen"]});
        let reversed = manager.post(&path, body).await.json;
        let told = ["Reversed £12.50", "Captured £12.50", "Created"];
        assert_eq!(titles(&reversed), told, "{reversed}");
        assert_eq!(reversed["timeline"][0]["by"], manager.actor.name);

        let id = old_payment(&world).await;
        let manager = world.desk(Role::Manager).await;
        refund(&manager, &id, 500).await;
        world.deliver("evt_back", &id).await.unwrap();
        let waiting = detail(&manager, &id).await;
        assert!(titles(&waiting)[0].starts_with("Dojo told us"), "{waiting}");
        world.work().await;
        let refunded = detail(&manager, &id).await;
        let told = ["Refunded £5.00", "Captured £12.50", "Created"];
        assert_eq!(titles(&refunded), told, "{refunded}");
        assert_eq!(refunded["timeline"][0]["by"], manager.actor.name);
        assert_eq!(refunded["timeline"][0]["detail"], "Wrong size");
        // Another one, in Dojo's portal.
        world.clock.advance(60);
        world.dojo.change(&id, |intent| {
            intent.refunded_amount = Some(700);
            intent.payment_events.push(dojo::PaymentEvent {
                event_type: dojo::PaymentEventType::Refunded,
                ..dojo::PaymentEvent::default()
            });
        });
        payments::refresh(&world.app, &id).await.unwrap();
        let elsewhere = detail(&manager, &id).await;
        let all = titles(&elsewhere);
        assert!(all.contains(&"Refunded £2.00"), "{elsewhere}");
        assert_eq!(all.len(), 4, "{elsewhere}");
        // One that Dojo refuses is one happening too.
        world.dojo.next(Operation::Refund, Fault::Status(400));
        refund(&manager, &id, 100).await;
        let refused = detail(&manager, &id).await;
        assert!(titles(&refused).contains(&"Dojo refused the refund of £1.00"));
        assert_eq!(titles(&refused).len(), 5, "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_reversal_whose_answer_is_lost_settles() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        let (_, id) = world.paid().await;
        let now = detail(&manager, &id).await;
        world.dojo.next(Operation::Reverse, Fault::Lost);
        let path = format!("/payments/{id}/reversal");
        manager.post(&path, json!({"seen": now["seen"]})).await;
        world.clock.advance(60);
        round(&world).await;
        let known = detail(&manager, &id).await;
        assert_eq!(known["refunds"][0]["status"], "done", "{known}");
        assert_eq!(world.dojo.calls(Operation::Reverse), 1);
    })
    .await;
}

/// What happens to one payment of £12.50.
#[derive(Clone, Debug)]
enum Deed {
    Refund(i64),
    Lost(i64),
    Refused(i64),
    Elsewhere(i64),
    Later,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        (1..900_i64).prop_map(Deed::Refund),
        (1..900_i64).prop_map(Deed::Lost),
        (1..900_i64).prop_map(Deed::Refused),
        (1..400_i64).prop_map(Deed::Elsewhere),
        Just(Deed::Later),
    ];
    prop::collection::vec(deed, 1..8)
}

#[test]
fn never_more_goes_back_than_was_captured_and_every_refund_settles() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&deeds(), |deeds| {
            runtime.block_on(on_each_database(async |world| play(&world, &deeds).await));
            Ok(())
        })
        .unwrap();
}

async fn play(world: &World, deeds: &[Deed]) {
    let id = old_payment(world).await;
    for deed in deeds {
        let manager = world.desk(Role::Manager).await;
        match deed {
            Deed::Refund(amount) => drop(refund(&manager, &id, *amount).await),
            Deed::Lost(amount) => {
                world.dojo.next(Operation::Refund, Fault::Lost);
                refund(&manager, &id, *amount).await;
                world.dojo.forget_faults();
            }
            Deed::Refused(amount) => {
                world.dojo.next(Operation::Refund, Fault::Status(400));
                refund(&manager, &id, *amount).await;
                world.dojo.forget_faults();
            }
            Deed::Elsewhere(amount) => {
                let refunded = world.dojo.intent(&id).refunded_amount.unwrap_or(0);
                if refunded + amount < 1250 {
                    world.dojo.change(&id, |intent| {
                        intent.refunded_amount = Some(refunded + amount);
                    });
                }
            }
            Deed::Later => {
                world.clock.advance(600);
                round(world).await;
            }
        }
        let manager = world.desk(Role::Manager).await;
        manager
            .post(&format!("/payments/{id}/refresh"), Value::Null)
            .await;
        let now = detail(&manager, &id).await;
        let refunded = world.dojo.intent(&id).refunded_amount.unwrap_or(0);
        assert!(refunded <= 1250, "{deed:?} {now}");
        // What is not known to have gone back stays reserved, even if it is counted twice meanwhile.
        assert!(left(&now) <= 1250 - refunded, "{deed:?} {now}");
    }
    for _ in 0..4 {
        world.clock.advance(3600);
        round(world).await;
    }
    let manager = world.desk(Role::Manager).await;
    manager
        .post(&format!("/payments/{id}/refresh"), Value::Null)
        .await;
    let end = detail(&manager, &id).await;
    assert_eq!(end["figures"]["reserved"]["value"], 0, "{end}");
    assert_eq!(
        end["figures"]["refunded"]["value"].as_i64(),
        Some(world.dojo.intent(&id).refunded_amount.unwrap_or(0))
    );
}
