//! What makes a checkout paid, and what does not.

use dojo::{Money, PaymentEvent, PaymentEventType, PaymentIntentStatus};
use shared::{CheckoutStatus, Role};

use super::world::{Fault, Operation, on_each_database, pounds};
use crate::clock::Clock;
use crate::{checkout, payments};

#[tokio::test]
async fn a_payment_as_asked_for_is_paid() {
    on_each_database(async |world| {
        let (id, intent) = world.paid().await;
        assert!(world.flags(&id).await.is_empty());
        let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
        let seen = checkout::for_shop(&world.app, &record).await.unwrap();
        assert_eq!(seen.total_amount, pounds(1250));
        let payment = seen.payment.unwrap();
        assert_eq!(payment.payment_intent_id, intent);
        assert_eq!(payment.last_four.as_deref(), Some("1005"));
    })
    .await;
}

#[tokio::test]
async fn money_that_differs_from_the_bill_is_never_paid() {
    type Change = fn(&mut dojo::PaymentIntent);
    let changes: [(Change, &str); 4] = [
        (|intent| intent.amount.value = 1, "amount_mismatch"),
        (
            |intent| intent.tips_amount = Some(Money::new(1, "GBP")),
            "amount_mismatch",
        ),
        (
            |intent| intent.amount.currency_code = "EUR".into(),
            "amount_mismatch",
        ),
        (
            |intent| intent.reference = "another".into(),
            "reference_mismatch",
        ),
    ];
    on_each_database(async |world| {
        for (change, flag) in changes {
            let id = world.open_plain().await;
            let intent = world.prepared_intent(&id).await;
            world.dojo.change(&intent, change);
            world.dojo.pay(&intent);
            assert_eq!(world.confirm(&id).await, CheckoutStatus::NeedsReview);
            assert_eq!(world.flags(&id).await, [flag]);
            assert_eq!(world.prepare(&id).await.unwrap().attempt, None);
        }
    })
    .await;
}

#[tokio::test]
async fn a_second_capture_is_flagged_and_its_reversal_proposed() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let first = world.prepared_intent(&id).await;
        // Dojo says cancelled, and takes the money all the same.
        world.dojo.change(&first, |intent| {
            intent.status = PaymentIntentStatus::Canceled;
        });
        world.prepare(&id).await.unwrap();
        let second = world.dojo.newest();
        assert_ne!(first, second);
        world.dojo.pay(&second);
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Paid);
        world.clock.advance(1);
        world.dojo.change(&first, |intent| {
            intent.status = PaymentIntentStatus::Created;
        });
        world.dojo.pay(&first);
        world.deliver("evt_second", &first).await.unwrap();
        world.work().await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
        assert_eq!(world.captured(), 2);
        let flags = crate::store::flags::of_checkout(&world.app.store, id.as_str())
            .await
            .unwrap();
        assert_eq!(flags, [("double_capture".to_owned(), "reverse".to_owned())]);

        world.clock.advance(1);
        world.dojo.change(&first, |intent| {
            intent.status = PaymentIntentStatus::Reversed;
        });
        world.deliver("evt_reversed", &first).await.unwrap();
        world.work().await;
        assert!(world.flags(&id).await.is_empty());
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn a_capture_after_the_end_needs_review() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        checkout::cancel(&world.app, &id).await.unwrap();
        world.dojo.change(&intent, |intent| {
            intent.status = PaymentIntentStatus::Created;
        });
        world.dojo.pay(&intent);
        world.deliver("evt_after", &intent).await.unwrap();
        world.work().await;
        assert_eq!(world.status(&id).await, CheckoutStatus::NeedsReview);
        assert_eq!(world.flags(&id).await, ["captured_after_close"]);
    })
    .await;
}

#[tokio::test]
async fn money_that_went_back_before_it_was_seen_is_not_paid() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        world.dojo.change(&intent, |intent| {
            intent.status = PaymentIntentStatus::Reversed;
        });
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Refunded);
        // However often it is read: a person must look.
        world.later(60).await;
        world.deliver("evt_again", &intent).await.unwrap();
        world.work().await;
        assert_eq!(world.flags(&id).await, ["returned_unseen"]);
    })
    .await;
}

#[tokio::test]
async fn what_was_given_back_is_told_to_the_shop_and_the_shopper() {
    on_each_database(async |world| {
        let (id, intent) = world.paid().await;
        for (refunded, status, event, becomes) in [
            (
                500,
                PaymentIntentStatus::Captured,
                "evt_part",
                CheckoutStatus::Paid,
            ),
            (
                1250,
                PaymentIntentStatus::Refunded,
                "evt_all",
                CheckoutStatus::Refunded,
            ),
        ] {
            world.clock.advance(60);
            let now = world.clock.now();
            world.dojo.change(&intent, |intent| {
                intent.status = status;
                intent.refunded_amount = Some(refunded);
                intent.payment_events.push(PaymentEvent {
                    event_type: PaymentEventType::Refunded,
                    transaction_date_time: Some(now.to_string()),
                    ..PaymentEvent::default()
                });
            });
            world.deliver(event, &intent).await.unwrap();
            world.work().await;
            let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
            assert_eq!(record.status, becomes);
            let shop = checkout::for_shop(&world.app, &record).await.unwrap();
            let payment = shop.payment.unwrap();
            assert_eq!(payment.captured_amount, pounds(1250));
            assert_eq!(payment.refunded_amount, pounds(refunded));
            let outcome = checkout::outcome(&world.app, &record)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(outcome.refunded_amount, pounds(refunded));
            assert_eq!(outcome.refunded_at, Some(now));
        }
        let mirror = crate::store::payments::find(&world.app.store, &intent)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (mirror.status.as_str(), mirror.refunded_amount),
            ("Refunded", 1250)
        );
    })
    .await;
}

#[tokio::test]
async fn a_review_ends_when_it_is_resolved_or_the_money_goes_back() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        for goes_back in [false, true] {
            let id = world.open_plain().await;
            let intent = world.prepared_intent(&id).await;
            world
                .dojo
                .change(&intent, |intent| intent.amount.value = 1300);
            world.dojo.pay(&intent);
            assert_eq!(world.confirm(&id).await, CheckoutStatus::NeedsReview);
            if goes_back {
                world.clock.advance(60);
                world.dojo.change(&intent, |intent| {
                    intent.status = PaymentIntentStatus::Reversed;
                });
                world.deliver("evt_reversed", &intent).await.unwrap();
                world.work().await;
                let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
                assert_eq!(record.status, CheckoutStatus::Refunded);
                let payment = checkout::for_shop(&world.app, &record)
                    .await
                    .unwrap()
                    .payment;
                let payment = payment.unwrap();
                assert_eq!(payment.refunded_amount, payment.captured_amount);
                assert_eq!(world.flags(&id).await, Vec::<String>::new());
            } else {
                let path = format!("/payments/{intent}/flags/amount_mismatch");
                manager.delete(&path).await;
                assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_older_reading_changes_nothing() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        let before = world.dojo.intent(&intent);
        let attempt = crate::store::attempts::by_intent(world.app.store.read(), &intent)
            .await
            .unwrap()
            .unwrap();
        world.clock.advance(1);
        world.dojo.decline(&intent);
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Open);
        payments::apply(&world.app, &attempt.id, &before)
            .await
            .unwrap();
        let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
        assert!(record.decline.is_some());

        world.dojo.pay(&intent);
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Paid);
        payments::apply(&world.app, &attempt.id, &before)
            .await
            .unwrap();
        let mirror = crate::store::payments::find(&world.app.store, &intent)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(mirror.status, "Captured");
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn receipts_go_out_for_paid_checkouts_and_not_without_end() {
    on_each_database(async |world| {
        let to = "ada@example.com".to_owned().try_into().unwrap();
        let unpaid = world.open_plain().await;
        let refused = checkout::send_receipt(&world.app, &unpaid, &to).await;
        assert!(matches!(refused, Err(crate::DomainError::Conflict(_))));
        let (id, _) = world.paid().await;
        for _ in 0..5 {
            checkout::send_receipt(&world.app, &id, &to).await.unwrap();
        }
        let refused = checkout::send_receipt(&world.app, &id, &to).await;
        assert!(matches!(refused, Err(crate::DomainError::TooMany(_))));
    })
    .await;
}

#[tokio::test]
async fn a_capture_that_was_not_to_be_found_when_the_checkout_expired_is_seen_later() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        let record = checkout::find(&world.app, &id).await.unwrap().unwrap();
        let left = record.expire_at.duration_since(world.clock.now()).as_secs();
        world.clock.advance(left + 1);
        // Another account's key, for a while.
        world.dojo.next(Operation::Cancel, Fault::Status(404));
        world.dojo.next(Operation::Get, Fault::Status(404));
        world.dojo.next(Operation::Get, Fault::Status(404));
        let view = checkout::view(&world.app, &record).await.unwrap();
        assert_eq!(view.status, CheckoutStatus::Expired);
        world.dojo.forget_faults();
        world.deliver("evt_found", &intent).await.unwrap();
        world.work().await;
        assert_eq!(world.status(&id).await, CheckoutStatus::NeedsReview);
        assert_eq!(world.flags(&id).await, ["captured_after_close"]);
    })
    .await;
}

#[tokio::test]
async fn a_capture_counts_whatever_dojos_times_say() {
    on_each_database(async |world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        let attempt = crate::store::attempts::by_intent(world.app.store.read(), &intent)
            .await
            .unwrap()
            .unwrap();
        world.dojo.pay(&intent);
        let paid = world.dojo.intent(&intent);
        world.clock.advance(60);
        world.dojo.change(&intent, |intent| {
            intent.status = PaymentIntentStatus::Canceled;
        });
        let cancelled = world.dojo.intent(&intent);
        for reading in [&cancelled, &paid, &cancelled] {
            payments::apply(&world.app, &attempt.id, reading)
                .await
                .unwrap();
        }
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
        let mirror = crate::store::payments::find(&world.app.store, &intent)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(mirror.status, "Captured");
    })
    .await;
}
