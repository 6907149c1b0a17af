//! Checkouts whose money is taken later.

use dojo::PaymentIntentStatus;
use shared::{CheckoutId, CheckoutStatus};

use super::world::{World, on_each_database, order};
use crate::DomainError;
use crate::checkout::{self, Origin};

/// A checkout to be captured later, with its card authorized, and its intent.
async fn authorized(world: &World) -> (CheckoutId, String) {
    let origin = Origin {
        capture_later: true,
        ..Origin::default()
    };
    let record = checkout::open_from(&world.app, order(), origin)
        .await
        .unwrap();
    let intent = world.prepared_intent(&record.id).await;
    world.dojo.authorize(&intent);
    (record.id, intent)
}

#[tokio::test]
async fn an_authorized_card_is_not_shown_as_paid_before_the_money_is_taken() {
    on_each_database(async |world| {
        let (id, intent) = authorized(&world).await;
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Authorized);
        assert_eq!(world.flags(&id).await, Vec::<String>::new());
        // Nobody can pay it once more, nor take it back by closing the checkout.
        assert!(world.prepare(&id).await.unwrap().attempt.is_none());
        assert!(matches!(
            checkout::cancel(&world.app, &id).await,
            Err(DomainError::Conflict(_))
        ));
        world.clock.advance(1);
        world.dojo.change(&intent, |intent| {
            intent.status = PaymentIntentStatus::Captured;
        });
        world.deliver("evt_1", &intent).await.unwrap();
        world.work().await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
        assert_eq!(world.flags(&id).await, Vec::<String>::new());
        let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
        assert!(record.authorized_at.unwrap() < record.paid_at.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_released_authorization_took_no_money() {
    on_each_database(async |world| {
        let (id, intent) = authorized(&world).await;
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Authorized);
        world.clock.advance(1);
        world.dojo.change(&intent, |intent| {
            intent.status = PaymentIntentStatus::Canceled;
        });
        world.deliver("evt_1", &intent).await.unwrap();
        world.work().await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Cancelled);
        let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
        assert!(record.authorized_at.is_some() && record.paid_at.is_none());
    })
    .await;
}
