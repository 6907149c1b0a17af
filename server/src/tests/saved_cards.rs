//! Showing and managing the cards that Dojo keeps for a customer.

use super::world::{Fault, Operation, World, on_each_database, order_of_ada};
use crate::checkout;

async fn shown(world: &World, id: &shared::CheckoutId) -> usize {
    let record = checkout::find(&world.app, id).await.unwrap().unwrap();
    let view = checkout::view(&world.app, &record).await.unwrap();
    view.customer.unwrap().saved_cards.len()
}

#[tokio::test]
async fn looking_again_asks_dojo_once_a_minute() {
    on_each_database(async |world| {
        world.dojo.keep_card("pm_1");
        let id = world.open(order_of_ada()).await;
        let intent = world.prepared_intent(&id).await;
        world.clock.advance(61);
        let asked = world.dojo.calls(Operation::CustomerSecret);
        for _ in 0..20 {
            assert_eq!(shown(&world, &id).await, 1);
        }
        assert_eq!(world.dojo.calls(Operation::CustomerSecret), asked + 1);
        world.dojo.keep_card("pm_2");
        world.clock.advance(61);
        assert_eq!(shown(&world, &id).await, 2);

        // A payment may have saved another card.
        let next = world.open(order_of_ada()).await;
        world.dojo.keep_card("pm_3");
        world.dojo.pay(&intent);
        world.confirm(&id).await;
        assert_eq!(shown(&world, &next).await, 3);
    })
    .await;
}

#[tokio::test]
async fn a_choice_is_checked_at_dojo_and_shown_at_once() {
    on_each_database(async |world| {
        world.dojo.keep_card("pm_1");
        let id = world.open(order_of_ada()).await;
        world.prepare(&id).await.unwrap();
        assert_eq!(shown(&world, &id).await, 1);
        world.dojo.keep_card("pm_2");
        let view = checkout::saved_cards::prefer(&world.app, &id, "pm_2")
            .await
            .unwrap();
        assert_eq!(view.customer.unwrap().saved_cards.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_customer_whom_dojo_misses_once_is_not_forgotten() {
    on_each_database(async |world| {
        world.dojo.keep_card("pm_1");
        let id = world.open(order_of_ada()).await;
        world.prepare(&id).await.unwrap();
        checkout::saved_cards::prefer(&world.app, &id, "pm_1")
            .await
            .unwrap();
        world.clock.advance(61);
        let missing = Fault::Status(404);
        world.dojo.next(Operation::CustomerSecret, missing.clone());
        assert_eq!(shown(&world, &id).await, 0);
        assert_eq!(shown(&world, &id).await, 1);

        // Nor if no other customer can be made in their place.
        let next = world.open(order_of_ada()).await;
        world.dojo.next(Operation::CustomerSecret, missing.clone());
        world
            .dojo
            .next(Operation::CreateCustomer, Fault::Status(500));
        let _ = world.prepare(&next).await;
        world.clock.advance(61);
        assert_eq!(shown(&world, &id).await, 1);
        assert_eq!(world.dojo.calls(Operation::CreateCustomer), 2);

        let last = world.open(order_of_ada()).await;
        world.dojo.next(Operation::CustomerSecret, missing);
        world.prepare(&last).await.unwrap();
        assert_eq!(world.dojo.calls(Operation::CreateCustomer), 3);
    })
    .await;
}

#[tokio::test]
async fn consent_counts_only_with_a_payment() {
    on_each_database(async |world| {
        let consents = async || -> i64 {
            let sql = "SELECT COUNT(consent_at) FROM customers";
            let counted = sqlx::query_scalar(sql).fetch_one(world.app.store.read());
            counted.await.unwrap()
        };
        let id = world.open(order_of_ada()).await;
        let attempt = world.prepare(&id).await.unwrap().attempt.unwrap();
        let intent = world.dojo.newest();
        let said = shared::Confirmation {
            attempt_id: attempt.id,
            save_card_consent: true,
            ..shared::Confirmation::default()
        };
        world.dojo.decline(&intent);
        for (paid, counted) in [(false, 0), (true, 1)] {
            if paid {
                world.dojo.pay(&intent);
            }
            checkout::confirm(&world.app, &id, said.clone())
                .await
                .unwrap();
            assert_eq!(consents().await, counted);
        }
    })
    .await;
}
