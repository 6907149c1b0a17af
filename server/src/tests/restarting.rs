//! kill -9 between any two steps of a payment: whatever was done, the next process finds it and nobody pays twice.

use shared::CheckoutStatus;

use super::world::{Database, Fault, Operation, World, on_each_database, order};
use crate::checkout;
use crate::store::idempotency::{self, Claim, Died};
use crate::store::{customers, holds};

/// Where the process dies: before Dojo carried the call out, or before the answer was written down.
const DEATHS: [fn() -> Fault; 2] = [|| Fault::Status(500), || Fault::Lost];

/// Dies in the next such call: nothing that comes after it reaches Dojo or the database.
async fn dies_in<T>(
    world: &mut World,
    operation: Operation,
    death: Fault,
    step: impl AsyncFnOnce(&World) -> T,
) {
    world.dojo.next(operation, death);
    // Whatever the step would ask to find out what happened is not asked any more.
    world.dojo.next(Operation::Search, Fault::Status(500));
    world.dojo.next(Operation::Get, Fault::Status(500));
    step(world).await;
    world.dojo.forget_faults();
    world.restart().await;
}

/// The shopper comes back, pays what they are shown, and everything agrees.
async fn comes_back_and_pays(world: &World, id: &shared::CheckoutId) {
    world.prepare(id).await.unwrap().attempt.unwrap();
    assert_eq!(world.payable(), 1);
    let payable = world.dojo.only_payable();
    world.dojo.pay(&payable);
    world.later(5).await;
    assert_eq!(world.status(id).await, CheckoutStatus::Paid);
    assert_eq!(world.captured(), 1);
    assert!(world.flags(id).await.is_empty());
}

#[tokio::test]
async fn while_the_intent_is_made() {
    on_each_database_and_death(async |mut world, death| {
        let id = world.open_plain().await;
        let preparing = id.clone();
        dies_in(
            &mut world,
            Operation::Create,
            death,
            async |world: &World| {
                assert!(world.prepare(&preparing).await.is_err());
            },
        )
        .await;
        comes_back_and_pays(&world, &id).await;
    })
    .await;
}

#[tokio::test]
async fn while_the_secret_is_refreshed() {
    on_each_database_and_death(async |mut world, death| {
        let id = world.open_plain().await;
        world.prepared_intent(&id).await;
        world.clock.advance(29 * 60);
        let preparing = id.clone();
        dies_in(
            &mut world,
            Operation::Refresh,
            death,
            async |world: &World| {
                world.dojo.forget_fault(Operation::Get);
                assert!(world.prepare(&preparing).await.is_err());
            },
        )
        .await;
        comes_back_and_pays(&world, &id).await;
    })
    .await;
}

#[tokio::test]
async fn while_the_intent_is_cancelled_for_another_card() {
    on_each_database_and_death(async |mut world, death| {
        world.dojo.keep_card("pm_1");
        let id = world.open(super::world::order_of_ada()).await;
        world.prepared_intent(&id).await;
        let other_card = shared::AttemptRequest {
            method: shared::AttemptMethod::SavedCard,
            saved_card_id: Some("pm_1".into()),
            ..super::world::by_card()
        };
        let preparing = id.clone();
        dies_in(
            &mut world,
            Operation::Cancel,
            death,
            async |world: &World| {
                world.dojo.forget_fault(Operation::Get);
                let _ = checkout::prepare(&world.app, &preparing, other_card).await;
            },
        )
        .await;
        comes_back_and_pays(&world, &id).await;
    })
    .await;
}

#[tokio::test]
async fn after_the_shopper_paid_and_before_anybody_looked() {
    on_each_database(async |mut world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        world.restart().await;
        world.later(5).await;
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn after_the_webhook_was_acknowledged_and_before_it_was_acted_upon() {
    on_each_database(async |mut world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        world.deliver("evt_1", &intent).await.unwrap();
        world.restart().await;
        crate::events::worker::round(&world.app).await.unwrap();
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn while_a_webhook_was_acted_upon() {
    on_each_database(async |mut world| {
        let id = world.open_plain().await;
        let intent = world.prepared_intent(&id).await;
        world.dojo.pay(&intent);
        world.deliver("evt_1", &intent).await.unwrap();
        // Claimed, and then the process was gone.
        let now = world.now_ms();
        let claimed = crate::store::inbox::claim(&world.app.store, now, now + 60_000, 10).await;
        assert_eq!(claimed.unwrap().len(), 1);
        world.restart().await;
        if matches!(world.database, Database::Postgres(_)) {
            world.clock.advance(60);
        }
        crate::events::worker::round(&world.app).await.unwrap();
        assert_eq!(world.status(&id).await, CheckoutStatus::Paid);
    })
    .await;
}

#[tokio::test]
async fn a_stop_finishes_what_is_in_hand() {
    on_each_database(async |mut world| {
        let background = world.app.start_background();
        let id = world.open(order()).await;
        world.prepare(&id).await.unwrap();
        background.stop().await;
        world.restart().await;
        comes_back_and_pays(&world, &id).await;
    })
    .await;
}

async fn on_each_database_and_death<T, F>(test: T)
where
    T: Fn(World, Fault) -> F,
    F: Future<Output = ()>,
{
    for death in DEATHS {
        on_each_database(|world| test(world, death())).await;
    }
}

/// On PostgreSQL another process may have them: there they run out by themselves.
#[tokio::test]
async fn what_a_killed_process_had_in_its_hands_is_taken_up_at_once() {
    on_each_database(async |mut world| {
        if !matches!(world.database, Database::Sqlite(_)) {
            return;
        }
        world.dojo.set_down(true);
        world.hold().await;
        let (now, later) = (world.app.clock.now_ms(), world.app.clock.now_ms() + 60_000);
        for sql in [
            "UPDATE holds SET poll_at = $1",
            "INSERT INTO customers (id, location_id, reference, name, search_text, sync_at, created_at, updated_at)
             VALUES ('cu_1', 'loc_default', 'ada', 'Ada', 'ada', $1, 1, 1)",
        ] {
            let query = sqlx::query(sql).bind(later);
            query.execute(world.app.store.write()).await.unwrap();
        }
        let claim = async |world: &World| {
            let claim = idempotency::claim(&world.app, "POST /x", "k", b"a", Died::Tell);
            claim.await.unwrap()
        };
        assert_eq!(claim(&world).await, Claim::Run);
        world.restart().await;
        let store = &world.app.store;
        assert_eq!(holds::schedule::next_due(store).await.unwrap(), Some(now));
        assert_eq!(customers::telling::next_due(store).await.unwrap(), Some(now));
        assert_eq!(claim(&world).await, Claim::Died);
    })
    .await;
}
