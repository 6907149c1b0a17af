//! Withdrawing and expiring a checkout while it may be paid.

use std::sync::Arc;
use std::time::Duration;

use dojo::PaymentIntentStatus;
use jiff::SignedDuration;
use shared::{CheckoutId, CheckoutStatus};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::world::{Fault, Operation, World, by_card, on_each_database, order};
use crate::clock::Clock;
use crate::{DomainError, checkout};

/// What takes longer never ends.
const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_cancelled_checkout_cannot_be_paid_at_dojo() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        let record = checkout::cancel(&world.app, &id).await.unwrap();
        assert_eq!(record.status, CheckoutStatus::Cancelled);
        assert_eq!(
            world.dojo.intent(&intent).status,
            PaymentIntentStatus::Canceled
        );
        assert_eq!(world.prepare(&id).await.unwrap().attempt, None);
        // Twice is no error, and an untouched one needs no Dojo.
        assert!(checkout::cancel(&world.app, &id).await.is_ok());
        let untouched = world.open_plain().await;
        world.dojo.set_down(true);
        assert!(checkout::cancel(&world.app, &untouched).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_comes_before_the_cancellation_wins() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        world.prepared_intent(&id).await;
        world.dojo.next(Operation::Cancel, Fault::PaidFirst);
        let refused = checkout::cancel(&world.app, &id).await;
        assert!(
            matches!(refused, Err(DomainError::Conflict(_))),
            "{refused:?}"
        );
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
        assert!(world.flags(&id).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_cancellation_goes_on_after_a_restart() {
    on_each_database(async |mut world| {
        for fault in [Fault::Status(500), Fault::Lost] {
            let id = world.open_plain().await;
            let intent = world.prepared_intent(&id).await;
            world.dojo.next(Operation::Cancel, fault);
            world.dojo.next(Operation::Get, Fault::Status(500));
            assert!(
                checkout::cancel(&world.app, &id)
                    .await
                    .unwrap_err()
                    .is_dojo()
            );
            assert_eq!(world.status(&id).await, CheckoutStatus::Waiting);
            world.restart().await;
            world.later(60).await;
            assert_eq!(world.status(&id).await, CheckoutStatus::Cancelled);
            assert_eq!(
                world.dojo.intent(&intent).status,
                PaymentIntentStatus::Canceled
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_cancellation_finds_the_intent_of_an_unanswered_creation() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        world.dojo.next(Operation::Create, Fault::Lost);
        world.dojo.next(Operation::Search, Fault::Status(500));
        assert!(world.prepare(&id).await.is_err());
        checkout::cancel(&world.app, &id).await.unwrap();
        assert_eq!(world.payable(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_overdue_checkout_expires_with_its_intent_unless_it_was_paid() {
    on_each_database(async |world| {
        let soon = checkout::NewCheckout {
            expire_at: Some(
                world
                    .clock
                    .now()
                    .checked_add(SignedDuration::from_hours(1))
                    .unwrap(),
            ),
            ..order()
        };
        let unpaid = world.open(soon.clone()).await;
        let intent = world.prepared_intent(&unpaid).await;
        let paid = world.open(soon.clone()).await;
        let paid_intent = world.prepared_intent(&paid).await;
        let untouched = world.open(soon).await;
        world.dojo.pay(&paid_intent);
        world.clock.advance(3601);
        let record = checkout::find(&world.app, &untouched)
            .await
            .unwrap()
            .unwrap();
        let view = checkout::view(&world.app, &record).await.unwrap();
        assert_eq!(view.status, CheckoutStatus::Expired);
        world.work().await;
        assert_eq!(world.status(&unpaid).await, CheckoutStatus::Expired);
        assert_eq!(
            world.dojo.intent(&intent).status,
            PaymentIntentStatus::Canceled
        );
        assert_eq!(world.status(&paid).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn an_overdue_checkout_waits_for_dojo() {
    on_each_database(async |world| {
        let soon = checkout::NewCheckout {
            expire_at: Some(
                world
                    .clock
                    .now()
                    .checked_add(SignedDuration::from_hours(1))
                    .unwrap(),
            ),
            ..order()
        };
        let id = world.open(soon).await;
        let intent = world.prepared_intent(&id).await;
        world.clock.advance(3601);
        world.dojo.set_down(true);
        let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
        let view = checkout::view(&world.app, &record).await.unwrap();
        assert_eq!(view.status, CheckoutStatus::Waiting);
        world.dojo.pay(&intent);
        world.dojo.set_down(false);
        world.later(60).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn an_intent_that_dojo_ended_is_replaced() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let first = world.prepared_intent(&id).await;
        world.dojo.change(&first, |intent| {
            intent.status = PaymentIntentStatus::Canceled;
        });
        let second = world.prepare(&id).await.unwrap().attempt.unwrap();
        assert!(!second.payment_link.ends_with(&first));
        assert_eq!(world.payable(), 1);
    })
    .await;
}

/// A checkout that is overdue in an hour and was prepared.
async fn due_in_an_hour(world: &World) -> (CheckoutId, String) {
    let end = world.clock.now().checked_add(SignedDuration::from_hours(1));
    let id = world
        .open(checkout::NewCheckout {
            expire_at: Some(end.unwrap()),
            ..order()
        })
        .await;
    let intent = world.prepared_intent(&id).await;
    (id, intent)
}

#[tokio::test]
async fn a_checkout_that_falls_due_while_it_is_prepared_holds_nobody_up() {
    on_each_database(async |world| {
        let (id, _) = due_in_an_hour(&world).await;
        let other = due_in_an_hour(&world).await.0;
        world.clock.advance(3500);
        let answer = Arc::new(Notify::new());
        world
            .dojo
            .next(Operation::Refresh, Fault::Held(answer.clone()));
        let preparing = tokio::spawn({
            let (app, id) = (world.app.clone(), id.clone());
            async move { checkout::prepare(&app, &id, by_card()).await }
        });
        while world.dojo.calls(Operation::Refresh) == 0 {
            tokio::task::yield_now().await;
        }
        world.clock.advance(101);
        // Somebody is at work on the one; the other is closed all the same.
        timeout(LONG, world.work()).await.unwrap();
        assert_eq!(world.status(&other).await, CheckoutStatus::Expired);
        answer.notify_one();
        let prepared = timeout(LONG, preparing).await.unwrap().unwrap().unwrap();
        assert_eq!(prepared.checkout.status, CheckoutStatus::Expired);
        assert_eq!(prepared.attempt, None);
        assert_eq!(world.payable(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_overdue_checkout_whose_payment_is_under_way_waits_for_it() {
    on_each_database(async |world| {
        let (id, intent) = due_in_an_hour(&world).await;
        world.dojo.change(&intent, |intent| {
            intent.status = PaymentIntentStatus::Authorized;
        });
        world.clock.advance(3601);
        for _ in 0..2 {
            let prepared = timeout(LONG, world.prepare(&id)).await.unwrap().unwrap();
            assert_eq!(prepared.checkout.status, CheckoutStatus::Waiting);
            assert_eq!(prepared.attempt, None);
        }
        world.dojo.change(&intent, |intent| {
            intent.status = PaymentIntentStatus::Created;
        });
        world.dojo.pay(&intent);
        timeout(LONG, world.later(60)).await.unwrap();
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn a_closing_that_cannot_finish_is_tried_less_and_less_often() {
    on_each_database(async |world| {
        let (id, _) = due_in_an_hour(&world).await;
        world.clock.advance(3601);
        world.dojo.set_down(true);
        for _ in 0..300 {
            world.later(2).await;
        }
        let tries = world.dojo.calls(Operation::Cancel);
        // At most: at 2, 5 and 15 seconds and then once a minute, for ten minutes.
        assert!((8..=16).contains(&tries), "{tries}");
        world.dojo.set_down(false);
        world.later(60).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Expired);
    })
    .await;
}

#[tokio::test]
async fn closings_that_cannot_finish_do_not_keep_others_waiting() {
    on_each_database(async |world| {
        let mut busy = Vec::new();
        for _ in 0..12 {
            let (id, _) = due_in_an_hour(&world).await;
            busy.push(world.app.locks.hold(&id).await);
            world.clock.advance(1);
        }
        let (id, _) = due_in_an_hour(&world).await;
        world.clock.advance(3601);
        world.work().await;
        world.later(2).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Expired);
    })
    .await;
}
