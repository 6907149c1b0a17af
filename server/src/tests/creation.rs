//! Answers that get lost when an intent is made.

use std::sync::Arc;

use dojo::PaymentIntentStatus;
use shared::CheckoutStatus;
use tokio::sync::Notify;

use super::world::{Fault, Operation, by_card, on_each_database};
use crate::{DomainError, checkout, events};

#[tokio::test]
async fn an_unanswered_creation_is_found_not_repeated() {
    on_each_database(async |world| {
        // Others were made before and after, so that the search has pages.
        for _ in 0..3 {
            let other = world.open_plain().await;
            world.prepared_intent(&other).await;
        }
        let id = world.open_plain().await;
        world.dojo.next(Operation::Create, Fault::Lost);
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
        assert_eq!(world.dojo.made(), 4);
    })
    .await;
}

#[tokio::test]
async fn an_unanswered_creation_is_found_later_if_it_cannot_be_searched_for_now() {
    on_each_database(async |mut world| {
        let id = world.open_plain().await;
        world.dojo.next(Operation::Create, Fault::Lost);
        world.dojo.next(Operation::Search, Fault::Status(500));
        assert!(world.prepare(&id).await.unwrap_err().is_dojo());
        world.restart().await;
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
        assert_eq!(world.dojo.made(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_reconciler_finds_an_unanswered_creation_too() {
    on_each_database(async |mut world| {
        let id = world.open_plain().await;
        world.dojo.next(Operation::Create, Fault::Lost);
        world.dojo.next(Operation::Search, Fault::Status(500));
        assert!(world.prepare(&id).await.is_err());
        world.restart().await;
        world.later(40).await;
        world.dojo.pay(&world.dojo.newest());
        world.later(40).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn a_creation_that_never_happened_is_begun_anew() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        world.dojo.next(Operation::Create, Fault::Status(500));
        assert!(world.prepare(&id).await.unwrap_err().is_dojo());
        world.dojo.next(Operation::Create, Fault::Status(400));
        let refused = world.prepare(&id).await.unwrap_err();
        assert!(matches!(refused, DomainError::DojoRefused(_)));
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
        assert_eq!(world.dojo.made(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_intent_that_turns_up_after_it_was_given_up_is_cancelled() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        world.dojo.next(Operation::Create, Fault::Lost);
        world.dojo.next(Operation::Search, Fault::Status(500));
        assert!(world.prepare(&id).await.is_err());
        // Dojo's list lags behind: the search does not show it yet.
        let late = world.dojo.newest();
        let made = world.dojo.intent(&late);
        world
            .dojo
            .change(&late, |intent| intent.reference = "unlisted".into());
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
        world
            .dojo
            .change(&late, |intent| intent.reference = made.reference);
        assert_eq!(world.payable(), 2);

        world.deliver("evt_late", &late).await.unwrap();
        world.work().await;
        assert_eq!(
            world.dojo.intent(&late).status,
            PaymentIntentStatus::Canceled
        );
        assert_eq!(world.payable(), 1);
        assert_eq!(world.status(&id).await, CheckoutStatus::Open);
    })
    .await;
}

#[tokio::test]
async fn the_sweep_cancels_such_an_intent_without_a_webhook() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        world.dojo.next(Operation::Create, Fault::Lost);
        world.dojo.next(Operation::Search, Fault::Status(500));
        assert!(world.prepare(&id).await.is_err());
        let late = world.dojo.newest();
        let made = world.dojo.intent(&late);
        world
            .dojo
            .change(&late, |intent| intent.reference = "unlisted".into());
        world.prepare(&id).await.unwrap();
        world
            .dojo
            .change(&late, |intent| intent.reference = made.reference);
        world.later(6 * 60).await;
        assert_eq!(
            world.dojo.intent(&late).status,
            PaymentIntentStatus::Canceled
        );
        assert_eq!(world.payable(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_webhook_may_come_before_the_intent_is_stored() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let answer = Arc::new(Notify::new());
        world
            .dojo
            .next(Operation::Create, Fault::Held(answer.clone()));
        let preparing = tokio::spawn({
            let (app, id) = (world.app.clone(), id.clone());
            async move { checkout::prepare(&app, &id, by_card()).await }
        });
        while world.dojo.made() == 0 {
            tokio::task::yield_now().await;
        }
        let intent = world.dojo.newest();
        world.deliver("evt_early", &intent).await.unwrap();
        events::worker::round(&world.app).await.unwrap();
        answer.notify_one();
        let prepared = preparing.await.unwrap().unwrap();
        assert!(prepared.attempt.unwrap().payment_link.ends_with(&intent));
        assert_eq!(world.payable(), 1);

        world.dojo.pay(&intent);
        world.deliver("evt_paid", &intent).await.unwrap();
        world.work().await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn nothing_listens_where_dojo_should_be() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        world.dojo.set_down(true);
        assert!(world.prepare(&id).await.unwrap_err().is_dojo());
        assert_eq!(world.status(&id).await, CheckoutStatus::Open);
        world.dojo.set_down(false);
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
        assert_eq!(world.dojo.made(), 1);
    })
    .await;
}
