//! Amounts and tips that the shopper chooses.

use std::sync::Arc;

use shared::{AttemptRequest, CheckoutStatus, PreparedAttempt};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::world::{
    Database, Fault, Operation, World, by_card, on_each_database, open_order, pounds,
};
use crate::store::attempts;
use crate::{DomainError, checkout, payments};

fn asking(amount: Option<i64>, tips_amount: Option<i64>) -> AttemptRequest {
    AttemptRequest {
        amount,
        tips_amount,
        ..by_card()
    }
}

async fn refused_field(world: &World, id: &shared::CheckoutId, request: AttemptRequest) -> String {
    match checkout::prepare(&world.app, id, request).await {
        Err(DomainError::InvalidField { field, .. }) => field,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn limits_are_kept_and_the_field_is_named() {
    on_each_database(async |world| {
        let id = world.open(open_order()).await;
        for (amount, tip, field) in [
            (None, None, "amount"),
            (Some(99), None, "amount"),
            (Some(50_001), None, "amount"),
            (Some(-5), None, "amount"),
            (Some(1000), Some(5_001), "tipsAmount"),
            (Some(1000), Some(-1), "tipsAmount"),
        ] {
            assert_eq!(refused_field(&world, &id, asking(amount, tip)).await, field);
        }
        let fixed = world.open_plain().await;
        assert_eq!(
            refused_field(&world, &fixed, asking(Some(1), None)).await,
            "amount"
        );
        assert_eq!(
            refused_field(&world, &fixed, asking(None, Some(1))).await,
            "tipsAmount"
        );
        assert_eq!(world.dojo.made(), 0);
    })
    .await;
}

#[tokio::test]
async fn another_amount_changes_the_same_intent() {
    on_each_database(async |world| {
        let id = world.open(open_order()).await;
        let first = checkout::prepare(&world.app, &id, asking(Some(1000), None))
            .await
            .unwrap();
        let second = checkout::prepare(&world.app, &id, asking(Some(2000), Some(300)))
            .await
            .unwrap();
        let attempt = second.attempt.unwrap();
        assert_eq!(attempt.total_amount, pounds(2300));
        assert_ne!(
            attempt.client_session_secret,
            first.attempt.unwrap().client_session_secret
        );
        assert_eq!(second.checkout.amount, pounds(2000));
        assert_eq!(second.checkout.tips_amount, Some(pounds(300)));
        assert_eq!(world.dojo.made(), 1);
        // What was chosen stays chosen, also for another tab.
        let third = world.prepare(&id).await.unwrap();
        assert_eq!(third.attempt.unwrap(), attempt);

        world.dojo.pay(&world.dojo.newest());
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Paid);
        let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
        let outcome = checkout::outcome(&world.app, &record)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(outcome.total_amount, pounds(2300));
        assert_eq!(outcome.tips_amount, Some(pounds(300)));
        assert_eq!(outcome.last_four.as_deref(), Some("1005"));
        assert_eq!(outcome.auth_code.as_deref(), Some("123456"));
    })
    .await;
}

/// What another process changed after the intent was read shows when its secret is renewed.
#[tokio::test]
async fn an_intent_that_changed_before_its_secret_was_renewed_is_not_shown() {
    on_each_database(async |world| {
        let id = world.open(open_order()).await;
        let first = checkout::prepare(&world.app, &id, asking(Some(1000), None))
            .await
            .unwrap();
        let intent = world.dojo.newest();
        let gets = world.dojo.calls(Operation::Get);
        let answer = Arc::new(Notify::new());
        world.dojo.next(Operation::Get, Fault::Held(answer.clone()));
        let request = AttemptRequest {
            spent_client_session_secret: Some(first.attempt.unwrap().client_session_secret),
            ..asking(Some(1000), None)
        };
        let meanwhile = async {
            while world.dojo.calls(Operation::Get) == gets {
                tokio::task::yield_now().await;
            }
            world.dojo.change(&intent, |intent| {
                intent.amount = dojo::Money::new(2000, "GBP");
            });
            answer.notify_one();
        };
        let preparing = checkout::prepare(&world.app, &id, request);
        let (prepared, ()) = tokio::join!(preparing, meanwhile);
        let attempt = prepared.unwrap().attempt.unwrap();
        assert_eq!(attempt.total_amount, pounds(1000));
        assert_eq!(world.dojo.intent(&intent).amount.value, 1000);
    })
    .await;
}

#[tokio::test]
async fn a_change_whose_answer_was_lost_is_paid_at_either_amount() {
    on_each_database(async |mut world| {
        for carried_out in [true, false] {
            let id = world.open(open_order()).await;
            checkout::prepare(&world.app, &id, asking(Some(1000), None))
                .await
                .unwrap();
            let intent = world.dojo.newest();
            let fault = if carried_out {
                Fault::Lost
            } else {
                Fault::Status(500)
            };
            world.dojo.next(Operation::SetAmount, fault);
            world.dojo.next(Operation::Get, Fault::Nothing);
            world.dojo.next(Operation::Get, Fault::Status(500));
            let asked = checkout::prepare(&world.app, &id, asking(Some(2000), None)).await;
            assert!(asked.unwrap_err().is_dojo());
            world.restart().await;
            world.dojo.pay(&intent);
            assert_eq!(
                world.confirm(&id).await,
                CheckoutStatus::Paid,
                "{carried_out}"
            );
            assert!(world.flags(&id).await.is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_that_was_carried_out_unanswered_is_noticed() {
    on_each_database(async |world| {
        let id = world.open(open_order()).await;
        checkout::prepare(&world.app, &id, asking(Some(1000), None))
            .await
            .unwrap();
        world.dojo.next(Operation::SetAmount, Fault::Lost);
        let prepared = checkout::prepare(&world.app, &id, asking(Some(2000), None))
            .await
            .unwrap();
        assert_eq!(prepared.attempt.unwrap().total_amount, pounds(2000));
        assert_eq!(world.dojo.calls(Operation::SetAmount), 1);
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_comes_before_the_change_wins() {
    on_each_database(async |world| {
        let id = world.open(open_order()).await;
        checkout::prepare(&world.app, &id, asking(Some(1000), None))
            .await
            .unwrap();
        world.dojo.next(Operation::SetAmount, Fault::PaidFirst);
        let prepared = checkout::prepare(&world.app, &id, asking(Some(2000), None))
            .await
            .unwrap();
        assert_eq!(prepared.checkout.status, CheckoutStatus::Paid);
        assert_eq!(prepared.checkout.total_amount, pounds(1000));
        assert_eq!(prepared.attempt, None);
    })
    .await;
}

/// A prepared checkout of an open amount of £10, its intent, and a reading from before anything else happens.
async fn of_ten_pounds(world: &World) -> (shared::CheckoutId, String, dojo::PaymentIntent) {
    let id = world.open(open_order()).await;
    checkout::prepare(&world.app, &id, asking(Some(1000), None))
        .await
        .unwrap();
    let intent = world.dojo.newest();
    let before = world.dojo.intent(&intent);
    (id, intent, before)
}

/// A reading that was on its way meanwhile arrives.
async fn read_late(world: &World, reading: &dojo::PaymentIntent) {
    let attempt = attempts::by_intent(world.app.store.read(), &reading.id)
        .await
        .unwrap()
        .unwrap();
    payments::apply(&world.app, &attempt.id, reading)
        .await
        .unwrap();
}

/// Has the next such call held until the answer, begins a preparation, and waits for it to get there.
async fn preparing_until(
    world: &World,
    id: &shared::CheckoutId,
    operation: Operation,
    request: AttemptRequest,
) -> (
    Arc<Notify>,
    JoinHandle<Result<PreparedAttempt, DomainError>>,
) {
    let answer = Arc::new(Notify::new());
    let calls = world.dojo.calls(operation);
    world.dojo.next(operation, Fault::Held(answer.clone()));
    let preparing = tokio::spawn({
        let (app, id) = (world.app.clone(), id.clone());
        async move { checkout::prepare(&app, &id, request).await }
    });
    while world.dojo.calls(operation) == calls {
        tokio::task::yield_now().await;
    }
    (answer, preparing)
}

#[tokio::test]
async fn a_reading_from_before_the_change_does_not_undo_it() {
    on_each_database(async |world| {
        for held in [Operation::SetAmount, Operation::SetTips] {
            let (id, intent, before) = of_ten_pounds(&world).await;
            let wanted = asking(Some(2000), Some(300));
            let (answer, preparing) = preparing_until(&world, &id, held, wanted).await;
            // One from before the change and, the second time, one from the middle of it.
            read_late(&world, &before).await;
            read_late(&world, &world.dojo.intent(&intent)).await;
            read_late(&world, &before).await;
            answer.notify_one();
            let prepared = preparing.await.unwrap().unwrap();
            assert_eq!(prepared.attempt.unwrap().total_amount, pounds(2300));
            read_late(&world, &before).await;
            world.dojo.pay(&intent);
            assert_eq!(world.confirm(&id).await, CheckoutStatus::Paid, "{held:?}");
            assert!(world.flags(&id).await.is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_that_dojo_carries_out_late_is_still_the_one_asked_for() {
    on_each_database(async |world| {
        for asked_again in [false, true] {
            let (id, intent, before) = of_ten_pounds(&world).await;
            world.dojo.next(Operation::SetAmount, Fault::Status(500));
            let asked = checkout::prepare(&world.app, &id, asking(Some(2000), None)).await;
            assert!(asked.unwrap_err().is_dojo());
            read_late(&world, &before).await;
            if asked_again {
                // The shopper is shown £10 again, so £20 is not what was agreed to.
                world.clock.advance(60);
                let prepared = checkout::prepare(&world.app, &id, asking(Some(1000), None)).await;
                let attempt = prepared.unwrap().attempt.unwrap();
                assert_eq!(attempt.total_amount, pounds(1000));
            }
            world.dojo.change(&intent, |intent| {
                intent.amount.value = 2000;
                intent.total_amount = Some(dojo::Money::new(2000, "GBP"));
            });
            world.dojo.pay(&intent);
            let (status, flags): (_, &[&str]) = if asked_again {
                (CheckoutStatus::NeedsReview, &["amount_mismatch"])
            } else {
                (CheckoutStatus::Paid, &[])
            };
            assert_eq!(world.confirm(&id).await, status);
            assert_eq!(world.flags(&id).await, flags);
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_in_another_process_is_not_overwritten() {
    on_each_database(async |world| {
        if matches!(world.database, Database::Sqlite(_)) {
            return;
        }
        let (id, intent, _) = of_ten_pounds(&world).await;
        let wanted = asking(Some(2000), None);
        let (answer, preparing) =
            preparing_until(&world, &id, Operation::SetAmount, wanted.clone()).await;
        let other = world.another_process().await;
        world
            .dojo
            .change(&intent, |intent| intent.amount.value = 1000);
        let refused = checkout::prepare(&other, &id, asking(Some(3000), None)).await;
        assert!(
            matches!(refused, Err(DomainError::Conflict(_))),
            "{refused:?}"
        );
        world
            .dojo
            .change(&intent, |intent| intent.amount.value = 2000);
        answer.notify_one();
        let prepared = preparing.await.unwrap().unwrap();
        assert_eq!(prepared.attempt.unwrap().total_amount, pounds(2000));
        world.dojo.pay(&intent);
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Paid);
    })
    .await;
}
