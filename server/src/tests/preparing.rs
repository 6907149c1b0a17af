//! Asking for a way to pay: the same intent for whoever asks, however often.

use shared::{AttemptMethod, AttemptRequest, CheckoutStatus};
use tokio::task::JoinSet;

use super::world::{Operation, by_card, on_each_database, order, pounds};
use crate::{DomainError, checkout};

#[tokio::test]
async fn asking_twice_gives_the_same_attempt_and_secret() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let first = world.prepare(&id).await.unwrap();
        let second = world.prepare(&id).await.unwrap();
        assert_eq!(first.attempt, second.attempt);
        assert_eq!(first.attempt.unwrap().total_amount, pounds(1250));
        assert_eq!(first.checkout.status, CheckoutStatus::Open);
        assert_eq!(world.dojo.made(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_at_once_in_two_processes_leave_one_intent_to_pay() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let other = world.another_process().await;
        let mut all = JoinSet::new();
        for at in 0..8 {
            let app = if at % 2 == 0 { &world.app } else { &other }.clone();
            let id = id.clone();
            all.spawn(async move { checkout::prepare(&app, &id, by_card()).await });
        }
        for result in all.join_all().await {
            // Those of the other process may be told to try again; nobody is shown a second intent.
            match result {
                Ok(prepared) => assert!(prepared.attempt.is_some()),
                Err(DomainError::Conflict(_)) => {}
                Err(error) => panic!("{}", error.chain()),
            }
        }
        assert_eq!(world.payable(), 1);
        let again = world.prepare(&id).await.unwrap().attempt.unwrap();
        let shown = world.dojo.newest();
        assert!(again.payment_link.ends_with(&shown) || world.payable() == 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_at_once_in_one_process_make_one_intent() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let mut all = JoinSet::new();
        for _ in 0..8 {
            let (app, id) = (world.app.clone(), id.clone());
            all.spawn(async move { checkout::prepare(&app, &id, by_card()).await });
        }
        let mut secrets: Vec<_> = all
            .join_all()
            .await
            .into_iter()
            .map(|result| result.unwrap().attempt.unwrap().client_session_secret)
            .collect();
        secrets.dedup();
        assert_eq!(secrets.len(), 1);
        assert_eq!(world.dojo.made(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_spent_an_old_and_a_declined_secret_are_replaced() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let first = world.prepare(&id).await.unwrap().attempt.unwrap();
        let spent = AttemptRequest {
            spent_client_session_secret: Some(first.client_session_secret.clone()),
            ..by_card()
        };
        let second = checkout::prepare(&world.app, &id, spent.clone())
            .await
            .unwrap();
        let second = second.attempt.unwrap();
        assert_ne!(second.client_session_secret, first.client_session_secret);
        // A second tab reports the same old secret; the new one is still good.
        let third = checkout::prepare(&world.app, &id, spent).await.unwrap();
        assert_eq!(third.attempt.unwrap(), second);

        world.clock.advance(28 * 60 + 1);
        let fourth = world.prepare(&id).await.unwrap().attempt.unwrap();
        assert_ne!(fourth.client_session_secret, second.client_session_secret);

        world.dojo.decline(&world.dojo.newest());
        let fifth = world.prepare(&id).await.unwrap().attempt.unwrap();
        assert_ne!(fifth.client_session_secret, fourth.client_session_secret);
        assert_eq!(world.prepare(&id).await.unwrap().attempt.unwrap(), fifth);
        assert_eq!(world.dojo.made(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_paid_checkout_shows_nothing_to_pay_with() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        let prepared = world.prepare(&id).await.unwrap();
        assert_eq!(prepared.checkout.status, CheckoutStatus::Paid);
        assert_eq!(prepared.attempt, None);
        let reads = world.dojo.calls(Operation::Get);
        assert_eq!(world.prepare(&id).await.unwrap().attempt, None);
        assert_eq!(world.dojo.calls(Operation::Get), reads);
    })
    .await;
}

#[tokio::test]
async fn a_secret_is_refreshed_unless_the_intent_was_paid_in_that_moment() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let first = world.prepare(&id).await.unwrap().attempt.unwrap();
        world
            .dojo
            .next(Operation::Refresh, super::world::Fault::PaidFirst);
        let spent = AttemptRequest {
            spent_client_session_secret: Some(first.client_session_secret),
            ..by_card()
        };
        let prepared = checkout::prepare(&world.app, &id, spent).await.unwrap();
        assert_eq!(prepared.checkout.status, CheckoutStatus::Paid);
        assert_eq!(prepared.attempt, None);
    })
    .await;
}

#[tokio::test]
async fn ten_declines_end_it_on_our_page_and_on_dojos() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        for _ in 0..9 {
            world.dojo.decline(&intent);
        }
        assert!(world.prepare(&id).await.is_ok());
        world.dojo.decline(&intent);
        let refused = world.prepare(&id).await.unwrap_err();
        assert!(matches!(refused, DomainError::TooMany(_)), "{refused:?}");
        assert_eq!(world.payable(), 0);
        let refused = world.prepare(&id).await.unwrap_err();
        assert!(matches!(refused, DomainError::TooMany(_)), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_offered_is_refused_by_name() {
    on_each_database(async |world| {
        let only_card = checkout::NewCheckout {
            methods: Some(vec![AttemptMethod::Card]),
            ..order()
        };
        let id = world.open(only_card).await;
        let by_wallet = AttemptRequest {
            method: AttemptMethod::Wallet,
            ..by_card()
        };
        let refused = checkout::prepare(&world.app, &id, by_wallet).await;
        assert!(
            matches!(&refused, Err(DomainError::InvalidField { field, .. }) if field == "method"),
            "{refused:?}"
        );
    })
    .await;
}
