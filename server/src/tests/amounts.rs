//! Amounts and tips that the shopper chooses.

use shared::{AttemptRequest, CheckoutStatus};

use super::world::{Fault, Operation, World, by_card, on_each_database, open_order, pounds};
use crate::{DomainError, checkout};

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
