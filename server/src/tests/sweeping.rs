//! Going through Dojo's list of intents.

use super::world::{Fault, Operation, World, on_each_database};
use crate::events::reconciler;

async fn searches(world: &World) -> usize {
    reconciler::round(&world.app).await.unwrap();
    world.dojo.calls(Operation::Search)
}

#[tokio::test]
async fn a_sweep_that_fails_pauses_longer_and_longer() {
    on_each_database(async |world| {
        for _ in 0..4 {
            world.dojo.next(Operation::Search, Fault::Status(500));
        }
        assert_eq!(searches(&world).await, 1);
        assert_eq!(searches(&world).await, 1, "it did not pause");
        world.clock.advance(2);
        assert_eq!(searches(&world).await, 2);
        world.clock.advance(2);
        assert_eq!(searches(&world).await, 2, "the pause did not grow");
        world.clock.advance(3);
        assert_eq!(searches(&world).await, 3);
        world.clock.advance(15);
        assert_eq!(searches(&world).await, 4);
        world.clock.advance(60);
        assert_eq!(searches(&world).await, 5);
        // This one succeeded, so the next is due as ever.
        world.clock.advance(60);
        assert_eq!(searches(&world).await, 5);
        world.clock.advance(5 * 60);
        assert_eq!(searches(&world).await, 6);
    })
    .await;
}

#[tokio::test]
async fn a_list_that_goes_in_circles_is_left() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        world.prepared_intent(&id).await;
        world.dojo.search_in_circles();
        let round = std::time::Duration::from_secs(10);
        let searches = tokio::time::timeout(round, searches(&world)).await;
        assert_eq!(searches.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_page_holds_few_enough_intents_to_be_read() {
    on_each_database(async |world| {
        searches(&world).await;
        assert!(world.dojo.largest_page() <= 20);
    })
    .await;
}

#[tokio::test]
async fn a_refund_days_later_is_seen_without_a_webhook() {
    on_each_database(async |world| {
        let (_, intent) = world.paid().await;
        world.later(0).await;
        for _ in 0..3 {
            world.later(24 * 60 * 60).await;
        }
        world.dojo.change(&intent, |intent| {
            intent.status = dojo::PaymentIntentStatus::Refunded;
            intent.refunded_amount = Some(1250);
        });
        world.later(24 * 60 * 60).await;
        let mirror = crate::store::payments::find(&world.app.store, &intent)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(mirror.status, "Refunded");
    })
    .await;
}
