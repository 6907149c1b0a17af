//! When money may be moving and Dojo cannot be asked.

use shared::checkout::Decline;
use shared::{CheckoutId, CheckoutStatus, Confirmation};

use super::world::{Fault, Operation, World, on_each_database};
use crate::checkout;
use crate::store::attempts;

#[tokio::test]
async fn an_outcome_that_cannot_be_asked_for_settles_itself() {
    on_each_database(async |mut world| {
        for paid in [true, false] {
            let id = world.open_plain().await;
            let intent = world.prepared_intent(&id).await;
            if paid {
                world.dojo.pay(&intent);
            }
            world.dojo.set_down(true);
            assert_eq!(world.confirm(&id).await, CheckoutStatus::Waiting);
            world.restart().await;
            assert_eq!(world.status(&id).await, CheckoutStatus::Waiting);
            assert!(world.prepare(&id).await.unwrap_err().is_dojo());
            world.dojo.set_down(false);
            world.later(3).await;
            let settled = if paid {
                CheckoutStatus::Paid
            } else {
                CheckoutStatus::Open
            };
            assert_eq!(world.status(&id).await, settled);
        }
    })
    .await;
}

#[tokio::test]
async fn a_success_that_dojo_does_not_know_of_yet_is_waited_for() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        world.prepared_intent(&id).await;
        let said = Confirmation {
            status_code: Some(0),
            ..Confirmation::default()
        };
        let view = checkout::confirm(&world.app, &id, said).await.unwrap();
        assert_eq!(view.status, CheckoutStatus::Waiting);
        assert_eq!(world.prepare(&id).await.unwrap().attempt, None);
        world.later(3).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Waiting);
        world.later(60).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Open);
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_webhook_whose_intent_cannot_be_read_makes_it_wait() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        world.deliver("evt_1", &intent).await.unwrap();
        world.dojo.set_down(true);
        world.work().await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Waiting);
        world.dojo.set_down(false);
        world.later(2).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn a_decline_is_told_and_can_be_tried_again() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.decline(&intent);
        let view = checkout::confirm(&world.app, &id, Confirmation::default())
            .await
            .unwrap();
        assert_eq!(view.status, CheckoutStatus::Open);
        assert_eq!(view.decline, Some(Decline::Declined));
        assert!(world.prepare(&id).await.unwrap().attempt.is_some());
        world.dojo.pay(&intent);
        let view = checkout::confirm(&world.app, &id, Confirmation::default())
            .await
            .unwrap();
        assert_eq!((view.status, view.decline), (CheckoutStatus::Paid, None));
    })
    .await;
}

#[tokio::test]
async fn saved_cards_that_cannot_be_read_do_not_keep_the_page_from_opening() {
    on_each_database(async |world| {
        let id = world.open(super::world::order_of_ada()).await;
        world.prepare(&id).await.unwrap();
        world
            .dojo
            .next(Operation::CustomerSecret, Fault::Status(500));
        let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
        let view = checkout::view(&world.app, &record).await.unwrap();
        assert!(view.customer.unwrap().saved_cards.is_empty());
    })
    .await;
}

/// What the page says after its component answered with this.
async fn said(world: &World, id: &CheckoutId, code: Option<i32>) -> shared::Checkout {
    let live = attempts::live(world.app.store.read(), id.as_str()).await;
    let confirmation = Confirmation {
        attempt_id: live.unwrap().unwrap().id,
        status_code: code,
        save_card_consent: false,
    };
    checkout::confirm(&world.app, id, confirmation)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_answer_that_tells_nothing_is_no_proof_that_nothing_was_charged() {
    on_each_database(async |world| {
        for code in [None, Some(30), Some(500)] {
            for paid in [true, false] {
                let id = world.open_plain().await;
                let intent = world.prepared_intent(&id).await;
                let view = said(&world, &id, code).await;
                assert_eq!(view.status, CheckoutStatus::Waiting, "{code:?}");
                assert_eq!(world.prepare(&id).await.unwrap().attempt, None);
                world.clock.advance(4);
                let view = said(&world, &id, code).await;
                assert_eq!(view.status, CheckoutStatus::Waiting, "{code:?}");
                if paid {
                    world.dojo.pay(&intent);
                }
                world.clock.advance(7);
                let status = said(&world, &id, code).await.status;
                let settled = if paid {
                    CheckoutStatus::Paid
                } else {
                    CheckoutStatus::Open
                };
                assert_eq!(status, settled, "{code:?}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_event_or_a_clear_answer_needs_no_waiting() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        assert_eq!(
            said(&world, &id, Some(401)).await.status,
            CheckoutStatus::Open
        );
        world.dojo.decline(&intent);
        let view = said(&world, &id, Some(30)).await;
        assert_eq!(view.status, CheckoutStatus::Open);
        assert_eq!(view.decline, Some(Decline::Declined));
    })
    .await;
}

#[tokio::test]
async fn a_challenge_under_way_is_not_told_as_failed() {
    on_each_database(async |world| {
        for given_up in [true, false] {
            let id = world.open_plain().await;
            let intent = world.prepared_intent(&id).await;
            world.dojo.challenge(&intent);
            world.clock.advance(60);
            world.confirm(&id).await;
            let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
            assert_eq!(record.decline, None);
            let view = if given_up {
                said(&world, &id, Some(30)).await
            } else {
                world.clock.advance(5 * 60);
                said(&world, &id, Some(401)).await
            };
            assert_eq!(view.status, CheckoutStatus::Open);
            assert_eq!(view.decline, Some(Decline::AuthenticationFailed));
            world.later(60).await;
            let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
            assert_eq!(record.decline, Some(Decline::AuthenticationFailed));
        }
    })
    .await;
}
