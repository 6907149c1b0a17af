//! A card is charged once, whoever presses how often, and whatever answers are lost.

use dojo::{PaymentIntentStatus, SetupIntentStatus};
use shared::console::holds::{ChargeHold, HoldChargeStatus, HoldEventKind, HoldStatus};
use shared::console::overview::AttentionKind;

use super::{Fault, Operation, World, kinds, manager, on_each_database, pounds};
use crate::overview::attention;
use crate::store::{flags, payments};
use crate::{DomainError, holds};

impl World {
    fn taken(&self) -> usize {
        self.dojo.count(&PaymentIntentStatus::Captured)
    }

    fn chargeable(&self) -> usize {
        self.dojo.count(&PaymentIntentStatus::Created)
    }
}

#[tokio::test]
async fn a_no_show_is_charged_and_shows_as_a_payment() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.charge(&id, 1_500).await.unwrap();
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.hold.status, HoldStatus::Completed);
        assert_eq!(detail.hold.charged_amount, Some(pounds(1_500)));
        assert_eq!(detail.charges[0].status, HoldChargeStatus::Charged);
        let intent = detail.charges[0].payment_intent_id.clone().unwrap();
        let mirrored = payments::find_mirrored(&world.app.store, &intent)
            .await
            .unwrap();
        let mirrored = mirrored.unwrap();
        assert_eq!(mirrored.payment.status, "Captured");
        assert_eq!(mirrored.belonging.source, "hold");
        assert_eq!(mirrored.belonging.shown_reference, "Table 4");
        assert_eq!(mirrored.belonging.staff_id.as_deref(), Some("st_manager"));
        assert!(matches!(
            world.charge(&id, 100).await,
            Err(DomainError::Conflict(_))
        ));
        assert_eq!(world.taken(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_people_who_press_at_once_charge_once() {
    on_each_database(async |world| {
        let id = world.held().await;
        let seen_updated_at = world.hold_now(&id).await.hold.updated_at;
        let request = ChargeHold {
            seen_updated_at,
            amount: pounds(2_000),
            note: String::new(),
        };
        let other = world.another_process().await;
        let (one, two) = (manager(), manager());
        let (first, second) = tokio::join!(
            holds::charge(&world.app, &one, &id, &request),
            holds::charge(&other, &two, &id, &request),
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let refusal = first.and(second).unwrap_err();
        assert!(
            matches!(refusal, DomainError::Stale(_) | DomainError::Conflict(_)),
            "{refusal:?}"
        );
        assert_eq!((world.taken(), world.chargeable()), (1, 0));
        assert_eq!(world.dojo.calls(Operation::Charge), 1);
    })
    .await;
}

#[tokio::test]
async fn a_charge_whose_answer_is_lost_settles_to_one() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.next(Operation::Charge, Fault::Lost);
        world.dojo.next(Operation::Get, Fault::Status(503));
        world.charge(&id, 2_000).await.unwrap();
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.hold.status, HoldStatus::Charging);
        assert_eq!(detail.charges[0].status, HoldChargeStatus::UnderWay);
        assert!(world.charge(&id, 2_000).await.is_err());
        world.look_later(6).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Completed);
        assert_eq!(world.taken(), 1);
        assert_eq!(world.dojo.calls(Operation::Charge), 1);
    })
    .await;
}

#[tokio::test]
async fn a_charge_that_is_not_as_asked_for_is_shown_as_dojo_has_it_and_put_before_a_person() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.next(Operation::Charge, Fault::Lost);
        world.dojo.next(Operation::Get, Fault::Status(503));
        world.charge(&id, 1_500).await.unwrap();
        let intent_id = world.dojo.newest();
        world.dojo.change(&intent_id, |intent| {
            intent.amount.value = 1_700;
            intent.total_amount = Some(intent.amount.clone());
        });
        world.look_later(6).await;
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.hold.status, HoldStatus::Completed);
        assert_eq!(detail.hold.charged_amount, Some(pounds(1_700)));
        assert_eq!(detail.charges[0].amount, Some(pounds(1_700)));
        let charged = detail
            .events
            .iter()
            .find(|event| event.kind == HoldEventKind::Charged);
        assert_eq!(charged.unwrap().detail.as_deref(), Some("£17.00"));
        let raised = flags::of_payment(&world.app.store, &intent_id).await;
        let raised = raised.unwrap();
        assert_eq!(raised.len(), 1);
        assert_eq!(raised[0].kind, "amount_mismatch");
        assert_eq!(raised[0].detail, "asked for £15.00, Dojo took £17.00");
        let attention = attention(&world.app).await.unwrap();
        assert_eq!(attention.items[0].kind, AttentionKind::Disagreement);
        assert_eq!(attention.items[0].first[0].amount, Some(pounds(1_700)));
    })
    .await;
}

#[tokio::test]
async fn a_charge_under_another_reference_or_currency_is_put_before_a_person() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.next(Operation::Charge, Fault::Lost);
        world.dojo.next(Operation::Get, Fault::Status(503));
        world.charge(&id, 1_500).await.unwrap();
        let intent_id = world.dojo.newest();
        world.dojo.change(&intent_id, |intent| {
            "another".clone_into(&mut intent.reference);
        });
        world.look_later(6).await;
        let raised = flags::of_payment(&world.app.store, &intent_id).await;
        assert_eq!(raised.unwrap()[0].kind, "reference_mismatch");

        let id = world.held().await;
        world.dojo.next(Operation::Charge, Fault::Lost);
        world.dojo.next(Operation::Get, Fault::Status(503));
        world.charge(&id, 1_500).await.unwrap();
        let intent_id = world.dojo.newest();
        world.dojo.change(&intent_id, |intent| {
            "USD".clone_into(&mut intent.amount.currency_code);
            intent.total_amount = Some(intent.amount.clone());
        });
        world.look_later(6).await;
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.hold.status, HoldStatus::Completed);
        assert_eq!(detail.hold.charged_amount, None);
        assert_eq!(detail.charges[0].amount, None);
        let raised = flags::of_payment(&world.app.store, &intent_id).await;
        assert_eq!(raised.unwrap()[0].kind, "amount_mismatch");
    })
    .await;
}

#[tokio::test]
async fn a_charge_that_dojo_did_not_carry_out_is_withdrawn_and_can_be_tried_again() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.next(Operation::Charge, Fault::Status(500));
        world.charge(&id, 2_000).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Charging);
        world.look_later(6).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Charging);
        world.look_later(61).await;
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.hold.status, HoldStatus::Authorized);
        assert_eq!(detail.charges[0].status, HoldChargeStatus::Failed);
        assert_eq!((world.taken(), world.chargeable()), (0, 0));
        world.charge(&id, 2_000).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Completed);
        assert_eq!(world.taken(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_charge_that_arrives_late_counts_although_it_was_being_withdrawn() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.next(Operation::Charge, Fault::Status(500));
        world.charge(&id, 2_000).await.unwrap();
        // Dojo carries it out in the moment in which it is asked to cancel.
        world.dojo.next(Operation::Cancel, Fault::PaidFirst);
        world.look_later(61).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Completed);
        assert_eq!(world.taken(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_declined_charge_leaves_the_card_held() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.decline_charges(true);
        world.charge(&id, 2_000).await.unwrap();
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.hold.status, HoldStatus::Authorized);
        assert_eq!(detail.charges[0].failure.as_deref(), Some("Do not honour"));
        assert!(kinds(&detail).contains(&HoldEventKind::ChargeFailed));
        assert_eq!(world.chargeable(), 0);
        world.dojo.decline_charges(false);
        world.charge(&id, 2_000).await.unwrap();
        assert_eq!(world.taken(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_intent_whose_creation_was_not_answered_is_found_and_charged() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.next(Operation::Create, Fault::Lost);
        world.charge(&id, 2_000).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Completed);
        assert_eq!((world.dojo.made(), world.taken()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_charge_that_was_interrupted_is_withdrawn_not_carried_on() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.next(Operation::Create, Fault::Lost);
        world.dojo.next(Operation::Search, Fault::Status(503));
        world.charge(&id, 2_000).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Charging);
        world.look_later(31).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Authorized);
        assert_eq!((world.taken(), world.chargeable()), (0, 0));
        assert_eq!(world.dojo.calls(Operation::Charge), 0);
    })
    .await;
}

#[tokio::test]
async fn more_than_was_agreed_to_is_refused() {
    on_each_database(async |world| {
        let id = world.held().await;
        for pence in [2_001, 0, -5] {
            let refused = world.charge(&id, pence).await;
            assert!(
                matches!(refused, Err(DomainError::InvalidField { .. })),
                "{refused:?}"
            );
        }
        assert_eq!(world.dojo.made(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_card_that_nobody_agreed_to_have_charged_is_only_released() {
    on_each_database(async |world| {
        let id = world.hold().await;
        world.dojo.give_card(&world.dojo.newest_setup(), "12/29");
        holds::refresh(&world.app, &id).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Authorized);
        let refused = world.charge(&id, 100).await;
        assert!(matches!(refused, Err(DomainError::Conflict(_))));
        assert_eq!(world.dojo.made(), 0);
        let seen = world.hold_now(&id).await.hold.updated_at;
        holds::release(&world.app, &manager(), &id, seen)
            .await
            .unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Closed);
    })
    .await;
}

#[tokio::test]
async fn a_screen_that_is_no_longer_true_charges_nothing() {
    on_each_database(async |world| {
        let id = world.held().await;
        let request = ChargeHold {
            seen_updated_at: world.hold_now(&id).await.hold.updated_at - 1,
            amount: pounds(2_000),
            note: String::new(),
        };
        let refused = holds::charge(&world.app, &manager(), &id, &request).await;
        let Err(DomainError::Stale(message)) = refused else {
            panic!("{refused:?}");
        };
        assert!(message.contains("£20.00"), "{message}");
        assert_eq!(world.dojo.made(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_charge_made_elsewhere_is_told_apart() {
    on_each_database(async |world| {
        let id = world.held().await;
        let setup = world.dojo.newest_setup();
        world.dojo.set_setup(&setup, SetupIntentStatus::Completed);
        holds::refresh(&world.app, &id).await.unwrap();
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.hold.status, HoldStatus::Completed);
        assert_eq!(detail.hold.charged_amount, None);
        assert!(kinds(&detail).contains(&HoldEventKind::CompletedElsewhere));
    })
    .await;
}
