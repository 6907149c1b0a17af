//! Webhooks: verified, stored once, acted upon in any order.

use shared::CheckoutStatus;

use super::world::{Operation, on_each_database, webhook};
use crate::store::inbox;
use crate::{DomainError, events};

#[tokio::test]
async fn without_a_fitting_signature_nothing_is_stored() {
    on_each_database(async |world| {
        let body = webhook("evt_forged", "pi_1");
        let other_body = webhook("evt_other", "pi_1");
        let of_other = dojo::signature::sign(&world.dojo.webhook_secret(), other_body.as_bytes());
        let by_other = dojo::signature::sign(&"guessed".into(), body.as_bytes());
        for signature in [
            None,
            Some(""),
            Some("sha256="),
            Some(&*of_other),
            Some(&*by_other),
        ] {
            let refused = events::inbox::accept(&world.app, signature, body.as_bytes()).await;
            assert!(
                matches!(refused, Err(DomainError::BadSignature)),
                "{signature:?}"
            );
        }
        assert_eq!(inbox::next_due(&world.app.store).await.unwrap(), None);
        // Forgers do not make us ask Dojo each time.
        assert!(world.dojo.calls(Operation::Secrets) <= 2);
    })
    .await;
}

#[tokio::test]
async fn a_rotated_secret_is_learned_from_the_first_webhook_it_signs() {
    on_each_database(async |world| {
        let (_, intent) = world.paid().await;
        world.dojo.rotate_webhook_secret("second-secret");
        world.clock.advance(10);
        world.deliver("evt_1", &intent).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn before_the_secrets_are_known_dojo_is_told_to_come_again() {
    on_each_database(async |world| {
        let fresh = world.another_process().await;
        world.dojo.set_down(true);
        let body = webhook("evt_1", "pi_1");
        let signature = dojo::signature::sign(&world.dojo.webhook_secret(), body.as_bytes());
        let answer = events::inbox::accept(&fresh, Some(&signature), body.as_bytes()).await;
        assert!(matches!(answer, Err(DomainError::DojoUnreachable(_))));
    })
    .await;
}

#[tokio::test]
async fn duplicates_and_late_ones_are_applied_once() {
    on_each_database(async |mut world| {
        world
            .call_back("http://127.0.0.1:1/".parse().unwrap())
            .await;
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        for event in ["evt_b", "evt_b", "evt_a", "evt_b"] {
            world.deliver(event, &intent).await.unwrap();
        }
        world.work().await;
        world.deliver("evt_a", &intent).await.unwrap();
        world.deliver("evt_late", &intent).await.unwrap();
        world.work().await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
        assert!(world.flags(&id).await.is_empty());
        assert_eq!(inbox::next_due(&world.app.store).await.unwrap(), None);
        let now = world.now_ms();
        world.clock.advance(60);
        let told = crate::store::outbox::claim(&world.app.store, now + 60_000, now + 90_000, 10)
            .await
            .unwrap();
        assert_eq!(told.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_event_of_somebody_elses_intent_is_done_with() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        // The same account, another system's intent.
        world
            .dojo
            .change(&intent, |intent| intent.reference = "theirs".into());
        world.deliver("evt_unknown", "pi_nowhere").await.unwrap();
        world.work().await;
        // That intent may be about to appear, so it is looked for again.
        assert!(inbox::next_due(&world.app.store).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_lost_webhook_only_costs_time() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        world.later(3).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn subscribing_again_changes_nothing() {
    on_each_database(async |mut world| {
        for _ in 0..3 {
            events::subscription::round(&world.app).await.unwrap();
            world.restart().await;
        }
        assert_eq!(world.dojo.calls(Operation::Subscribe), 1);
    })
    .await;
}
