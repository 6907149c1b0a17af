//! Customers: written down here at once, told to Dojo until it listens, deleted but for what the books need.

use std::sync::Arc;

use shared::console::customers::{CustomerFields, CustomerForm};
use shared::console::holds::HoldForm;
use tokio::sync::Notify;

use super::holds::{form as hold, manager};
use super::world::{Fault, Operation, World, on_each_database, order_of_ada};
use crate::customers::{self, cards, telling};
use crate::{DomainError, checkout, holds};

fn grace() -> CustomerFields {
    fields("Grace Hopper", "grace@example.com")
}

fn fields(name: &str, email: &str) -> CustomerFields {
    CustomerForm {
        name: name.into(),
        email_address: email.into(),
        phone_number: "+44 7865 432100".into(),
        notes: String::new(),
    }
    .check()
    .unwrap()
}

impl World {
    async fn customer(&self, fields: &CustomerFields) -> String {
        let made = customers::create(&self.app, &manager(), fields).await;
        made.unwrap()
    }

    async fn names(&self, search: &str) -> Vec<String> {
        let page = customers::list(&self.app, search, None, 10).await.unwrap();
        page.items.into_iter().map(|item| item.name).collect()
    }
}

#[tokio::test]
async fn customers_are_found_by_whatever_is_known_of_them() {
    on_each_database(async |world| {
        world.customer(&grace()).await;
        world.customer(&fields("Åsa Öberg", "asa@example.se")).await;
        world.open(order_of_ada()).await;
        for search in ["grace", "HOPPER gra", "grace@example", "7865432100"] {
            assert!(
                world
                    .names(search)
                    .await
                    .contains(&"Grace Hopper".to_owned()),
                "{search}"
            );
        }
        assert_eq!(world.names("öberg").await, ["Åsa Öberg"]);
        assert_eq!(world.names("lovelace").await, ["Ada Lovelace"]);
        assert!(world.names("100%").await.is_empty());
        assert_eq!(world.names("").await.len(), 3);
        let first = customers::list(&world.app, "", None, 2).await.unwrap();
        let next = customers::list(&world.app, "", first.next.as_deref(), 2).await;
        let next = next.unwrap();
        assert_eq!(next.items.len(), 1);
        let back = customers::list(&world.app, "", next.previous.as_deref(), 2).await;
        assert_eq!(back.unwrap().items, first.items);
    })
    .await;
}

#[tokio::test]
async fn dojo_is_told_until_it_listens() {
    on_each_database(async |world| {
        world.dojo.set_down(true);
        let id = world.customer(&grace()).await;
        telling::round(&world.app).await.unwrap();
        assert!(
            customers::detail(&world.app, &id)
                .await
                .unwrap()
                .waits_for_dojo
        );
        world.dojo.set_down(false);
        world.clock.advance(2);
        telling::round(&world.app).await.unwrap();
        let detail = customers::detail(&world.app, &id).await.unwrap();
        assert!(!detail.waits_for_dojo);
        assert_eq!(detail.dojo_customer_id.as_deref(), Some("cust_1"));

        let renamed = fields("Rear Admiral Hopper", "grace@example.com");
        let seen = detail.updated_at;
        customers::edit(&world.app, &manager(), &id, seen, &renamed)
            .await
            .unwrap();
        telling::round(&world.app).await.unwrap();
        assert_eq!(world.dojo.told_of_customer()["name"], "Rear Admiral Hopper");
        let stale = customers::edit(&world.app, &manager(), &id, seen, &grace()).await;
        assert!(matches!(stale, Err(DomainError::Stale(_))), "{stale:?}");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_customer_leaves_what_the_books_need() {
    on_each_database(async |world| {
        let checkout = world.open(order_of_ada()).await;
        let intent = world.prepared_intent(&checkout).await;
        world.dojo.pay(&intent);
        world.confirm(&checkout).await;
        world.dojo.keep_card("pm_1");
        let page = customers::list(&world.app, "ada", None, 10).await.unwrap();
        let id = page.items[0].id.clone();
        let detail = customers::detail(&world.app, &id).await.unwrap();
        assert_eq!(detail.shop_reference.as_deref(), Some("ada"));
        assert_eq!(detail.payments.len(), 1);

        world
            .dojo
            .next(Operation::DeleteCustomer, Fault::Status(500));
        let unknown = customers::delete(&world.app, &manager(), &id).await;
        assert!(matches!(unknown, Err(DomainError::DojoUnknown(_))));
        assert_eq!(world.names("ada").await.len(), 1);
        customers::delete(&world.app, &manager(), &id)
            .await
            .unwrap();
        assert!(world.names("").await.is_empty());
        let gone = customers::detail(&world.app, &id).await;
        assert!(matches!(gone, Err(DomainError::NotFound)));
        // The payment stays, and the shop may know somebody new by that reference.
        let record = checkout::find(&world.app, &checkout)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(record.customer_id, Some(id));
        world.open(order_of_ada()).await;
        assert_eq!(world.names("ada").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_customer_with_an_open_hold_stays() {
    on_each_database(async |world| {
        let id = world.customer(&grace()).await;
        let form = HoldForm {
            customer_id: Some(id.clone()),
            ..hold()
        };
        let held = holds::open(&world.app, &manager(), &form).await.unwrap();
        let refused = customers::delete(&world.app, &manager(), &id).await;
        assert!(matches!(refused, Err(DomainError::Conflict(_))));
        let detail = customers::detail(&world.app, &id).await.unwrap();
        assert_eq!(detail.holds[0].id, held);
        let seen = world.hold_now(&held).await.hold.updated_at;
        holds::cancel(&world.app, &manager(), &held, seen)
            .await
            .unwrap();
        customers::delete(&world.app, &manager(), &id)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn staff_remove_a_saved_card_and_only_the_customers_own() {
    on_each_database(async |world| {
        let id = world.customer(&grace()).await;
        telling::round(&world.app).await.unwrap();
        world.dojo.keep_card("pm_1");
        world.dojo.keep_card("pm_2");
        let staff = manager();
        let preferred = cards::prefer(&world.app, &staff, &id, "pm_2")
            .await
            .unwrap();
        assert_eq!(preferred.cards[0].id, "pm_2");
        let left = cards::remove(&world.app, &staff, &id, "pm_2")
            .await
            .unwrap();
        assert_eq!(left.cards.len(), 1);
        assert!(!left.cards[0].preferred);
        let foreign = cards::remove(&world.app, &staff, &id, "pm_9").await;
        assert!(matches!(foreign, Err(DomainError::NotFound)));
        assert_eq!(world.dojo.calls(Operation::DeleteCard), 1);
    })
    .await;
}

/// Runs `making`, in which a customer is made at Dojo, and deletes the customer before Dojo's answer is there.
async fn deleted_meanwhile(world: &World, id: &str, making: impl Future<Output = ()>) {
    let answer = Arc::new(Notify::new());
    world
        .dojo
        .next(Operation::CreateCustomer, Fault::Held(answer.clone()));
    let deleting = async {
        while world.dojo.calls(Operation::CreateCustomer) == 0 {
            tokio::task::yield_now().await;
        }
        customers::delete(&world.app, &manager(), id).await.unwrap();
        answer.notify_one();
    };
    tokio::join!(making, deleting);
}

#[tokio::test]
async fn whoever_is_deleted_while_dojo_is_told_does_not_stay_at_dojo() {
    on_each_database(async |world| {
        let id = world.customer(&grace()).await;
        let telling = async { assert!(telling::round(&world.app).await.is_ok()) };
        deleted_meanwhile(&world, &id, telling).await;
        assert_eq!(world.dojo.calls(Operation::DeleteCustomer), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_deleted_while_paying_pays_as_somebody_unknown() {
    on_each_database(async |world| {
        let checkout = world.open(order_of_ada()).await;
        let page = customers::list(&world.app, "ada", None, 10).await.unwrap();
        let preparing = async {
            let prepared = world.prepare(&checkout).await.unwrap();
            assert!(prepared.attempt.is_some());
        };
        deleted_meanwhile(&world, &page.items[0].id, preparing).await;
        assert_eq!(world.dojo.calls(Operation::DeleteCustomer), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_was_made_anew_at_dojo_during_the_deletion_is_deleted_there_too() {
    on_each_database(async |world| {
        let id = world.customer(&grace()).await;
        telling::round(&world.app).await.unwrap();
        let answer = Arc::new(Notify::new());
        world
            .dojo
            .next(Operation::DeleteCustomer, Fault::Held(answer.clone()));
        let making = async {
            while world.dojo.calls(Operation::DeleteCustomer) == 0 {
                tokio::task::yield_now().await;
            }
            sqlx::query("UPDATE customers SET dojo_customer_id = 'cust_2'")
                .execute(world.app.store.write())
                .await
                .unwrap();
            answer.notify_one();
        };
        let staff = manager();
        let (deleted, ()) = tokio::join!(customers::delete(&world.app, &staff, &id), making);
        deleted.unwrap();
        assert_eq!(world.dojo.calls(Operation::DeleteCustomer), 2);
    })
    .await;
}
