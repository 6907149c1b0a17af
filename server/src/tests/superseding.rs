//! Another saved card needs another intent: the first one is cancelled before the second is made.

use dojo::PaymentIntentStatus;
use shared::{AttemptMethod, AttemptRequest, CheckoutStatus};

use super::world::{Fault, Operation, World, by_card, on_each_database, order_of_ada};
use crate::{DomainError, checkout};

fn by_saved_card(id: &str) -> AttemptRequest {
    AttemptRequest {
        method: AttemptMethod::SavedCard,
        saved_card_id: Some(id.to_owned()),
        ..by_card()
    }
}

async fn with_first_card(world: &World) -> (shared::CheckoutId, String) {
    world.dojo.keep_card("pm_1");
    world.dojo.keep_card("pm_2");
    let id = world.open(order_of_ada()).await;
    // The customer is made at Dojo with the first intent.
    world.prepare(&id).await.unwrap();
    checkout::prepare(&world.app, &id, by_saved_card("pm_1"))
        .await
        .unwrap();
    (id, world.dojo.newest())
}

#[tokio::test]
async fn the_first_intent_is_cancelled_before_the_second_is_made() {
    on_each_database(async |world| {
        let (id, first) = with_first_card(&world).await;
        let again = checkout::prepare(&world.app, &id, by_saved_card("pm_1"))
            .await
            .unwrap();
        assert!(again.attempt.unwrap().payment_link.ends_with(&first));
        let other = checkout::prepare(&world.app, &id, by_saved_card("pm_2"))
            .await
            .unwrap();
        assert!(!other.attempt.unwrap().payment_link.ends_with(&first));
        assert_eq!(
            world.dojo.intent(&first).status,
            PaymentIntentStatus::Canceled
        );
        assert_eq!(world.payable(), 1);
        // A new card is a door to the same intent.
        let made = world.dojo.made();
        world.prepare(&id).await.unwrap();
        assert_eq!(world.dojo.made(), made);
    })
    .await;
}

#[tokio::test]
async fn no_second_intent_while_the_end_of_the_first_is_unknown() {
    on_each_database(async |mut world| {
        let (id, first) = with_first_card(&world).await;
        let made = world.dojo.made();
        world.dojo.next(Operation::Cancel, Fault::Status(500));
        let refused = checkout::prepare(&world.app, &id, by_saved_card("pm_2")).await;
        assert!(refused.unwrap_err().is_dojo());
        assert_eq!(world.dojo.made(), made);
        // Neither is the first one shown again, although it can still be paid.
        world.restart().await;
        checkout::prepare(&world.app, &id, by_saved_card("pm_2"))
            .await
            .unwrap();
        assert_eq!(
            world.dojo.intent(&first).status,
            PaymentIntentStatus::Canceled
        );
        assert_eq!(world.payable(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_first_intent_that_was_paid_in_that_moment_wins() {
    on_each_database(async |world| {
        let (id, first) = with_first_card(&world).await;
        world.dojo.next(Operation::Cancel, Fault::PaidFirst);
        let prepared = checkout::prepare(&world.app, &id, by_saved_card("pm_2"))
            .await
            .unwrap();
        assert_eq!(prepared.checkout.status, CheckoutStatus::Paid);
        assert_eq!(prepared.attempt, None);
        assert_eq!(world.dojo.newest(), first);
    })
    .await;
}

#[tokio::test]
async fn an_old_link_is_given_a_new_customer_secret() {
    on_each_database(async |world| {
        let (id, _) = with_first_card(&world).await;
        world.clock.advance(60);
        let link = async || {
            let prepared = checkout::prepare(&world.app, &id, by_saved_card("pm_1")).await;
            prepared.unwrap().attempt.unwrap().payment_link
        };
        assert!(link().await.ends_with("?cid=cust_1&csc=cs_1"));
        // Without one the page still takes a new card.
        world
            .dojo
            .next(Operation::CustomerSecret, Fault::Status(500));
        assert!(!link().await.contains("csc"));
    })
    .await;
}

#[tokio::test]
async fn a_preferred_card_that_dojo_lost_is_not_asked_for() {
    on_each_database(async |world| {
        let (id, _) = with_first_card(&world).await;
        checkout::saved_cards::prefer(&world.app, &id, "pm_2")
            .await
            .unwrap();
        world.dojo.lose_cards();
        let next = world.open(order_of_ada()).await;
        world.prepare(&next).await.unwrap();
        assert_eq!(world.dojo.asked_for_card(), None);
    })
    .await;
}

#[tokio::test]
async fn a_card_of_somebody_else_is_refused() {
    on_each_database(async |world| {
        let (id, _) = with_first_card(&world).await;
        let refused = checkout::prepare(&world.app, &id, by_saved_card("pm_of_bob")).await;
        assert!(
            matches!(&refused, Err(DomainError::InvalidField { field, .. }) if field == "savedCardId"),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_preferred_card_comes_first_until_it_is_removed() {
    on_each_database(async |world| {
        let (id, _) = with_first_card(&world).await;
        let view = checkout::saved_cards::prefer(&world.app, &id, "pm_2")
            .await
            .unwrap();
        let shared::checkout::Customer {
            saved_cards: cards,
            manages_cards,
            ..
        } = view.customer.unwrap();
        assert_eq!(cards.first().unwrap().id, "pm_2");
        assert!(cards.first().unwrap().preferred);
        assert_eq!(cards.first().unwrap().expiry_date, "12/29");
        assert!(manages_cards, "the shop's own checkout");
        let refused = checkout::saved_cards::prefer(&world.app, &id, "pm_of_bob").await;
        assert!(matches!(refused, Err(DomainError::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_link_that_no_card_can_pay_any_more_manages_no_cards() {
    on_each_database(async |world| {
        let (paid, intent) = with_first_card(&world).await;
        world.dojo.pay(&intent);
        world.confirm(&paid).await;
        let card_only = world
            .open(checkout::NewCheckout {
                methods: Some(vec![AttemptMethod::Card]),
                ..order_of_ada()
            })
            .await;
        let expired = world.open(order_of_ada()).await;
        world.clock.advance(31 * 24 * 60 * 60);
        for id in [paid, card_only, expired] {
            let preferred = checkout::saved_cards::prefer(&world.app, &id, "pm_2").await;
            assert!(
                matches!(preferred, Err(DomainError::Conflict(_))),
                "{preferred:?}"
            );
            let removed = checkout::saved_cards::remove(&world.app, &id, "pm_2").await;
            assert!(
                matches!(removed, Err(DomainError::Conflict(_))),
                "{removed:?}"
            );
        }
    })
    .await;
}
