//! Cancelling, releasing, running out.

use dojo::SetupIntentStatus;
use shared::console::holds::{HoldEventKind, HoldStatus};

use super::{Fault, Operation, World, kinds, manager, on_each_database};
use crate::{DomainError, holds};

impl World {
    async fn cancel(&self, id: &str) -> Result<(), DomainError> {
        let seen = self.hold_now(id).await.hold.updated_at;
        holds::cancel(&self.app, &manager(), id, seen).await
    }

    async fn release(&self, id: &str) -> Result<(), DomainError> {
        let seen = self.hold_now(id).await.hold.updated_at;
        holds::release(&self.app, &manager(), id, seen).await
    }
}

#[tokio::test]
async fn a_held_card_is_released_and_cannot_be_charged() {
    on_each_database(async |world| {
        let id = world.held().await;
        assert!(matches!(
            world.cancel(&id).await,
            Err(DomainError::Conflict(_))
        ));
        world.release(&id).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Closed);
        let setup = world.dojo.setup(&world.dojo.newest_setup());
        assert_eq!(setup.public.status, SetupIntentStatus::Closed);
        assert!(matches!(
            world.charge(&id, 100).await,
            Err(DomainError::Conflict(_))
        ));
        assert!(world.release(&id).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn an_open_hold_is_cancelled() {
    on_each_database(async |world| {
        let id = world.hold().await;
        assert!(world.release(&id).await.is_err());
        world.cancel(&id).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Cancelled);
        let setup = world.dojo.setup(&world.dojo.newest_setup());
        assert_eq!(setup.public.status, SetupIntentStatus::Canceled);
    })
    .await;
}

#[tokio::test]
async fn a_card_given_in_the_moment_of_the_cancelling_is_held_and_told_of() {
    on_each_database(async |world| {
        let id = world.hold().await;
        world.dojo.give_card(&world.dojo.newest_setup(), "12/29");
        world.cancel(&id).await.unwrap();
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.hold.status, HoldStatus::Authorized);
        assert!(kinds(&detail).contains(&HoldEventKind::CancelTooLate));
        world.release(&id).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Closed);
    })
    .await;
}

#[tokio::test]
async fn a_release_whose_answer_is_lost_is_asked_for_until_it_is_confirmed() {
    on_each_database(async |world| {
        let id = world.held().await;
        world.dojo.next(Operation::DeleteSetup, Fault::Status(500));
        world.release(&id).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Closing);
        assert!(world.charge(&id, 100).await.is_err());
        world.look_later(3).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Closed);

        let id = world.held().await;
        world.dojo.set_down(true);
        world.release(&id).await.unwrap();
        world.dojo.set_down(false);
        assert_eq!(world.hold_status(&id).await, HoldStatus::Closing);
        world.look_later(60).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Closed);
    })
    .await;
}

#[tokio::test]
async fn charging_and_releasing_at_once_does_one_of_them() {
    on_each_database(async |world| {
        let id = world.held().await;
        let other = world.another_process().await;
        let seen = world.hold_now(&id).await.hold.updated_at;
        let staff = manager();
        let (charged, released) = tokio::join!(
            world.charge(&id, 2_000),
            holds::release(&other, &staff, &id, seen),
        );
        assert!(charged.is_ok() != released.is_ok());
        let setup = world.dojo.setup(&world.dojo.newest_setup()).public.status;
        let expected = if charged.is_ok() {
            (HoldStatus::Completed, SetupIntentStatus::Completed)
        } else {
            (HoldStatus::Closed, SetupIntentStatus::Closed)
        };
        assert_eq!((world.hold_status(&id).await, setup), expected);
    })
    .await;
}

#[tokio::test]
async fn a_hold_that_was_never_made_is_cancelled_without_dojo() {
    on_each_database(async |world| {
        world.dojo.set_down(true);
        let id = world.hold().await;
        world.cancel(&id).await.unwrap();
        assert_eq!(world.hold_status(&id).await, HoldStatus::Cancelled);
        world.dojo.set_down(false);
        world.look_later(3_600).await;
        assert_eq!(world.dojo.setups_made(), 0);
    })
    .await;
}

#[tokio::test]
async fn time_ends_holds_and_cards() {
    on_each_database(async |world| {
        let id = world.hold().await;
        let setup = world.dojo.newest_setup();
        world.look_later(60).await;
        world.dojo.set_setup(&setup, SetupIntentStatus::Expired);
        world.look_later(31 * 24 * 3600).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Expired);

        let id = world.held().await;
        let setup = world.dojo.newest_setup();
        world.dojo.set_setup(&setup, SetupIntentStatus::CardExpired);
        world.look_later(7 * 3600).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::CardExpired);
    })
    .await;
}
