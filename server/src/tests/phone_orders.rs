//! Phone orders: keyed by staff or paid by the caller, never by both; and nothing is taken twice unnoticed.

use dojo::{PaymentIntentStatus, PaymentMethod};
use serde_json::json;
use shared::checkout::Decline;
use shared::console::phone_orders::{
    Caller, Channel, KeyedAttemptRequest, KeyedConfirmation, LinkRequest, NewPhoneOrder, Sameness,
    StepKind, Way,
};
use shared::{Address, CheckoutId, CheckoutStatus, Role};

use super::world::{Fault, Operation, World, on_each_database, pounds};
use crate::staff::Actor;
use crate::{DomainError, phone_orders};

fn clerk() -> Actor {
    Actor {
        staff_id: "st_clerk".into(),
        name: "Carla".into(),
        role: Role::Clerk,
        session_id: "se_1".into(),
        address: [127, 0, 0, 1].into(),
    }
}

fn new_order() -> NewPhoneOrder {
    NewPhoneOrder {
        amount: pounds(1250),
        reference: "Order 245".to_owned().try_into().unwrap(),
        caller: Caller {
            name: Some("Ada Lovelace".into()),
            phone_number: Some("07700 900123".to_owned().try_into().unwrap()),
            email_address: None,
        },
        note: None,
        item_lines: Vec::new(),
        is_another: false,
    }
}

impl World {
    async fn phone_order(&self) -> CheckoutId {
        let made = phone_orders::make(&self.app, &clerk(), new_order()).await;
        made.unwrap().order.unwrap().id
    }

    /// Staff are about to key the card; answers the intent that it is for.
    async fn key(&self, id: &CheckoutId) -> Result<String, DomainError> {
        let request = KeyedAttemptRequest::default();
        let prepared = phone_orders::prepare(&self.app, &clerk(), id, request).await?;
        Ok(prepared
            .attempt
            .map_or_else(String::new, |_| self.dojo.only_payable()))
    }

    async fn share(&self, id: &CheckoutId) -> Result<Way, DomainError> {
        let request = LinkRequest {
            channel: Some(Channel::Sms),
            email_address: None,
        };
        let shared = phone_orders::share(&self.app, &clerk(), id, request).await?;
        Ok(shared.order.way)
    }

    async fn confirm_keyed(&self, id: &CheckoutId, code: i32, message: &str) -> CheckoutStatus {
        let said = KeyedConfirmation {
            attempt_id: String::new(),
            status_code: Some(code),
            message: Some(message.to_owned()),
        };
        phone_orders::confirm(&self.app, id, said)
            .await
            .unwrap()
            .status
    }

    async fn steps(&self, id: &CheckoutId) -> Vec<StepKind> {
        let order = phone_orders::view(&self.app, id).await.unwrap();
        order.steps.into_iter().map(|step| step.kind).collect()
    }

    async fn audited(&self, action: &str) -> i64 {
        crate::store::phone_orders::count_audited(&self.app.store, action)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_keyed_card_asks_for_no_3d_secure_and_for_the_address_check() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        let request = KeyedAttemptRequest {
            billing_address: Some(Address {
                postcode: Some("W2 1DG".into()),
                country_code: "GB".into(),
                ..Address::default()
            }),
            spent_client_session_secret: None,
        };
        let prepared = phone_orders::prepare(&world.app, &clerk(), &id, request)
            .await
            .unwrap();
        assert_eq!(prepared.order.way, Way::Keyed);
        assert!(prepared.attempt.is_some());
        let asked = world.dojo.asked_for();
        assert_eq!(asked.card_holder_not_present, Some(true));
        assert_eq!(asked.payment_methods, [PaymentMethod::Card]);
        assert_eq!(
            asked.billing_address.unwrap().postcode.as_deref(),
            Some("W2 1DG")
        );
        let intent = world.dojo.only_payable();
        world.dojo.pay(&intent);
        assert_eq!(world.confirm_keyed(&id, 0, "").await, CheckoutStatus::Paid);
        assert_eq!(
            world.steps(&id).await,
            [StepKind::Made, StepKind::Keying, StepKind::Paid]
        );
    })
    .await;
}

#[tokio::test]
async fn changing_the_way_cancels_the_other_one_first() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        let keyed = world.key(&id).await.unwrap();
        assert_eq!(world.share(&id).await.unwrap(), Way::Link);
        assert_eq!(world.payable(), 0, "the keyed intent is cancelled at once");
        let caller = world.prepared_intent(&id).await;
        assert_ne!(caller, keyed);
        assert_eq!(world.dojo.asked_for().card_holder_not_present, None);
        let again = world.key(&id).await.unwrap();
        assert_eq!(
            world.dojo.intent(&caller).status,
            PaymentIntentStatus::Canceled
        );
        assert_ne!(again, keyed);
        assert_eq!(world.payable(), 1);
    })
    .await;
}

#[tokio::test]
async fn while_staff_key_the_caller_cannot_pay_and_the_other_way_round() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        // Nothing is open yet.
        assert!(matches!(
            world.prepare(&id).await,
            Err(DomainError::Conflict(_))
        ));
        let keyed = world.key(&id).await.unwrap();
        assert!(matches!(
            world.prepare(&id).await,
            Err(DomainError::Conflict(_))
        ));
        assert_eq!(
            world.dojo.only_payable(),
            keyed,
            "the caller's page disturbs nobody"
        );
        world.share(&id).await.unwrap();
        world.prepare(&id).await.unwrap().attempt.unwrap();
        assert_eq!(world.payable(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_caller_who_paid_in_that_moment_is_not_charged_by_key_too() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        world.share(&id).await.unwrap();
        world.prepared_intent(&id).await;
        world.dojo.next(Operation::Cancel, Fault::PaidFirst);
        assert_eq!(world.key(&id).await.unwrap(), "", "there is nothing to key");
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
        assert_eq!((world.captured(), world.payable()), (1, 0));
        assert!(world.flags(&id).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_card_that_was_keyed_in_that_moment_leaves_no_link_to_pay() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        world.key(&id).await.unwrap();
        world.dojo.next(Operation::Cancel, Fault::PaidFirst);
        let shared = phone_orders::share(&world.app, &clerk(), &id, LinkRequest::default())
            .await
            .unwrap();
        assert_eq!(shared.link, None);
        assert_eq!(shared.order.status, CheckoutStatus::Paid);
        assert!(world.prepare(&id).await.unwrap().attempt.is_none());
        assert_eq!((world.captured(), world.payable()), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn the_second_way_stays_shut_while_the_end_of_the_first_is_unknown() {
    on_each_database(async |mut world| {
        let id = world.phone_order().await;
        world.key(&id).await.unwrap();
        let made = world.dojo.made();
        world.dojo.next(Operation::Cancel, Fault::Status(500));
        assert!(world.share(&id).await.unwrap_err().is_dojo());
        world.dojo.next(Operation::Cancel, Fault::Status(500));
        assert!(world.prepare(&id).await.is_err());
        assert_eq!(world.dojo.made(), made, "no second intent");
        world.restart().await;
        world.share(&id).await.unwrap();
        world.prepare(&id).await.unwrap().attempt.unwrap();
        assert_eq!(world.payable(), 1);
    })
    .await;
}

#[tokio::test]
async fn another_machine_cannot_open_the_way_that_was_just_closed() {
    on_each_database(async |world| {
        let other = world.another_process().await;
        let id = world.phone_order().await;
        world.share(&id).await.unwrap();
        crate::checkout::prepare(&other, &id, super::world::by_card())
            .await
            .unwrap();
        let keyed = world.key(&id).await.unwrap();
        let refused = crate::checkout::prepare(&other, &id, super::world::by_card()).await;
        assert!(matches!(refused, Err(DomainError::Conflict(_))));
        assert_eq!(world.dojo.only_payable(), keyed);
    })
    .await;
}

#[tokio::test]
async fn after_a_decline_the_caller_pays_by_link_while_talking() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        let keyed = world.key(&id).await.unwrap();
        world.dojo.decline(&keyed);
        let status = world.confirm_keyed(&id, 5, "Insufficient funds").await;
        assert_eq!(status, CheckoutStatus::Open);
        let order = phone_orders::view(&world.app, &id).await.unwrap();
        let refused = order.refused.unwrap();
        assert_eq!(refused.decline, Some(Decline::Declined));
        assert!(
            refused
                .advice(Way::Keyed)
                .staff
                .contains("not enough money")
        );
        world.share(&id).await.unwrap();
        let order = phone_orders::view(&world.app, &id).await.unwrap();
        assert_eq!(order.refused, None, "the advice was about the other way");
        world.clock.advance(1);
        let record = crate::checkout::find(&world.app, &id)
            .await
            .unwrap()
            .unwrap();
        phone_orders::opened(&world.app, &record).await;
        phone_orders::opened(&world.app, &record).await;
        let caller = world.prepared_intent(&id).await;
        world.clock.advance(1);
        world.dojo.challenge(&caller);
        // Nobody but the watching server asks.
        phone_orders::look(&world.app, &id).await.unwrap();
        world.later(3).await;
        world.dojo.pay(&caller);
        world.later(3).await;
        assert_eq!(
            world.steps(&id).await,
            [
                StepKind::Made,
                StepKind::Keying,
                StepKind::Declined,
                StepKind::LinkOpen,
                StepKind::Sent,
                StepKind::Opened,
                StepKind::EnteringCard,
                StepKind::Challenged,
                StepKind::Paid,
            ]
        );
        assert_eq!(world.captured(), 1);
        let order = phone_orders::view(&world.app, &id).await.unwrap();
        assert_eq!(order.payment.unwrap().last_four.as_deref(), Some("1005"));
    })
    .await;
}

#[tokio::test]
async fn a_watched_order_is_looked_at_every_other_second() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        world.share(&id).await.unwrap();
        let intent = world.prepared_intent(&id).await;
        // Left alone, the pauses grow.
        world.later(2).await;
        world.later(5).await;
        let before = world.dojo.calls(Operation::Get);
        world.later(3).await;
        assert_eq!(world.dojo.calls(Operation::Get), before);
        phone_orders::look(&world.app, &id).await.unwrap();
        for _ in 0..10 {
            world.later(2).await;
        }
        assert!(world.dojo.calls(Operation::Get) >= before + 9);
        world.dojo.challenge(&intent);
        world.later(2).await;
        assert!(world.steps(&id).await.contains(&StepKind::Challenged));
    })
    .await;
}

#[tokio::test]
async fn the_same_amount_for_the_same_order_or_caller_is_asked_about() {
    on_each_database(async |world| {
        let make =
            async |new: NewPhoneOrder| phone_orders::make(&world.app, &clerk(), new).await.unwrap();
        let first = make(new_order()).await;
        assert!(first.order.is_some());
        let again = make(new_order()).await;
        assert!(again.order.is_none());
        let duplicate = again.duplicates.first().unwrap();
        assert_eq!(
            duplicate.same,
            [Sameness::Reference, Sameness::Name, Sameness::PhoneNumber]
        );
        assert_eq!(duplicate.order_id, first.order.map(|order| order.id));
        let other = NewPhoneOrder {
            reference: "Order 246".to_owned().try_into().unwrap(),
            caller: Caller {
                name: None,
                phone_number: Some("+44 7700 900123".to_owned().try_into().unwrap()),
                email_address: None,
            },
            ..new_order()
        };
        let same_caller = make(other.clone()).await.duplicates;
        assert_eq!(same_caller.first().unwrap().same, [Sameness::PhoneNumber]);
        // Another amount, another caller, or a word of staff: no question.
        let dearer = NewPhoneOrder {
            amount: pounds(1251),
            ..new_order()
        };
        assert!(make(dearer).await.order.is_some());
        let meant = NewPhoneOrder {
            is_another: true,
            ..new_order()
        };
        assert!(make(meant).await.order.is_some());
        let stranger = NewPhoneOrder {
            caller: Caller::default(),
            ..other
        };
        assert!(make(stranger).await.order.is_some());
        world.clock.advance(601);
        assert!(make(new_order()).await.order.is_some());
    })
    .await;
}

#[tokio::test]
async fn what_a_shop_or_another_program_charged_counts_too() {
    on_each_database(async |world| {
        // Opened long ago, paid just now.
        let shop = world.open_plain().await;
        world.clock.advance(3600);
        let intent = world.prepared_intent(&shop).await;
        let none = phone_orders::make(&world.app, &clerk(), new_order()).await;
        assert!(
            none.unwrap().order.is_some(),
            "an old order that nobody paid"
        );
        world.clock.advance(601);
        world.dojo.pay(&intent);
        world.confirm(&shop).await;
        let asked = phone_orders::make(&world.app, &clerk(), new_order())
            .await
            .unwrap();
        let duplicate = asked.duplicates.first().unwrap();
        assert!(duplicate.paid);
        assert_eq!(duplicate.same, [Sameness::Reference]);
        assert_eq!(
            duplicate.order_id, None,
            "it is not on the screen for phone orders"
        );
    })
    .await;
}

#[tokio::test]
async fn cancelling_closes_the_intent_and_is_a_step() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        world.key(&id).await.unwrap();
        let order = phone_orders::cancel(&world.app, &clerk(), &id)
            .await
            .unwrap();
        assert_eq!(order.status, CheckoutStatus::Cancelled);
        assert_eq!(world.payable(), 0);
        assert_eq!(order.steps.last().unwrap().kind, StepKind::Cancelled);
        // Of another kind: a shop's checkout is no phone order.
        let shop = world.open_plain().await;
        let foreign = phone_orders::cancel(&world.app, &clerk(), &shop).await;
        assert!(matches!(foreign, Err(DomainError::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_trail_tells_what_was_asked_and_how_it_ended() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        world.key(&id).await.unwrap();
        // The caller pays in the moment in which Dojo is asked to cancel.
        world.dojo.next(Operation::Cancel, Fault::PaidFirst);
        let paid = phone_orders::cancel(&world.app, &clerk(), &id).await;
        assert!(matches!(paid, Err(DomainError::Conflict(_))), "{paid:?}");
        assert_eq!(world.audited("phone_order.cancel_asked").await, 1);
        assert_eq!(world.audited("phone_order.not_cancelled").await, 1);
        assert_eq!(world.audited("phone_order.cancelled").await, 0);

        let another = NewPhoneOrder {
            is_another: true,
            ..new_order()
        };
        let made = phone_orders::make(&world.app, &clerk(), another).await;
        let id = made.unwrap().order.unwrap().id;
        phone_orders::cancel(&world.app, &clerk(), &id)
            .await
            .unwrap();
        assert_eq!(world.audited("phone_order.cancel_asked").await, 2);
        assert_eq!(world.audited("phone_order.cancelled").await, 1);
        assert_eq!(world.audited("phone_order.not_cancelled").await, 1);
    })
    .await;
}

#[tokio::test]
async fn staff_send_receipts_also_where_shoppers_are_offered_none() {
    on_each_database(async |world| {
        let owner = world.desk(Role::Owner).await;
        let settings = owner.get("/settings").await.json;
        let mut rules = settings["rules"].clone();
        rules["offerReceipts"] = json!(false);
        let change = json!({"seenVersion": settings["version"], "value": rules});
        owner.put("/settings/rules", change).await;
        let to = "ada@example.com".to_owned().try_into().unwrap();
        let id = world.phone_order().await;
        let early = phone_orders::send_receipt(&world.app, &clerk(), &id, &to).await;
        assert!(matches!(early, Err(DomainError::Conflict(_))), "{early:?}");
        world.key(&id).await.unwrap();
        world.dojo.pay(&world.dojo.newest());
        assert_eq!(world.confirm(&id).await, CheckoutStatus::Paid);
        let shopper = crate::checkout::send_receipt(&world.app, &id, &to).await;
        assert!(
            matches!(shopper, Err(DomainError::Conflict(_))),
            "{shopper:?}"
        );
        phone_orders::send_receipt(&world.app, &clerk(), &id, &to)
            .await
            .unwrap();
        assert_eq!(world.dojo.calls(Operation::Receipt), 1);
    })
    .await;
}

#[tokio::test]
async fn what_staff_do_is_in_the_audit_trail() {
    on_each_database(async |world| {
        let id = world.phone_order().await;
        world.key(&id).await.unwrap();
        world.share(&id).await.unwrap();
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        world.confirm(&id).await;
        let to = "ada@example.com".to_owned().try_into().unwrap();
        phone_orders::send_receipt(&world.app, &clerk(), &id, &to)
            .await
            .unwrap();
        for action in [
            "phone_order.made",
            "phone_order.keying",
            "phone_order.link_shared",
            "phone_order.receipt_sent",
        ] {
            assert_eq!(world.audited(action).await, 1, "{action}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_card_number_is_refused_wherever_it_is_typed() {
    on_each_database(async |world| {
        let number = "card 4456 5300 0000 1005 12/29";
        let in_note = NewPhoneOrder {
            note: Some(number.into()),
            ..new_order()
        };
        let in_name = NewPhoneOrder {
            caller: Caller {
                name: Some(number.into()),
                ..Caller::default()
            },
            ..new_order()
        };
        for (new, at) in [(in_note, "note"), (in_name, "caller.name")] {
            let refused = phone_orders::make(&world.app, &clerk(), new).await;
            assert!(
                matches!(&refused, Err(DomainError::InvalidField { field, .. }) if field == at),
                "{refused:?}"
            );
        }
    })
    .await;
}
