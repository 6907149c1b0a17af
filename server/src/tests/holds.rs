//! Holds: a card is held only if Dojo says so, charged at most once, and released for good.

mod charging;
mod ending;
mod shopper;

use shared::Role;
use shared::console::holds::{
    ChargeHold, HoldDetail, HoldEventKind, HoldForm, HoldKind, HoldStatus, HoldWarning,
};

use super::world::{Fault, Operation, World, on_each_database, pounds};
use crate::staff::Actor;
use crate::{DomainError, holds};

pub(in crate::tests) fn manager() -> Actor {
    Actor {
        staff_id: "st_manager".into(),
        name: "Mary".into(),
        role: Role::Manager,
        session_id: "se_1".into(),
        address: [127, 0, 0, 1].into(),
    }
}

pub(in crate::tests) fn form() -> HoldForm {
    HoldForm {
        reference: "Table 4".into(),
        kind: HoldKind::NoShow,
        intended_amount: pounds(2_000),
        terms: "We charge £20.00 if you do not come.".into(),
        customer_id: None,
        customer_name: "Ada Lovelace".into(),
        email_address: "ada@example.com".into(),
        phone_number: String::new(),
        expire_at: None,
        note: String::new(),
    }
}

impl World {
    pub(in crate::tests) async fn hold(&self) -> String {
        holds::open(&self.app, &manager(), &form()).await.unwrap()
    }

    pub(in crate::tests) async fn hold_now(&self, id: &str) -> HoldDetail {
        holds::detail(&self.app, id).await.unwrap()
    }

    async fn hold_status(&self, id: &str) -> HoldStatus {
        self.hold_now(id).await.hold.status
    }

    /// A hold whose card is held, as the shopper agreed.
    async fn held(&self) -> String {
        let id = self.hold().await;
        let code = self.hold_code(&id).await;
        let agreed = holds::agree(&self.app, &code, "I agree.".into()).await;
        assert!(agreed.unwrap().is_some());
        self.dojo.give_card(&self.dojo.newest_setup(), "12/29");
        holds::refresh(&self.app, &id).await.unwrap();
        assert_eq!(self.hold_status(&id).await, HoldStatus::Authorized);
        id
    }

    async fn charge(&self, id: &str, pence: i64) -> Result<(), DomainError> {
        let seen_updated_at = self.hold_now(id).await.hold.updated_at;
        let request = ChargeHold {
            seen_updated_at,
            amount: pounds(pence),
            note: "Did not come".into(),
        };
        holds::charge(&self.app, &manager(), id, &request).await
    }

    /// Lets time pass until holds are looked at again, and looks.
    async fn look_later(&self, seconds: i64) {
        self.clock.advance(seconds);
        holds::round(&self.app).await.unwrap();
    }

    async fn hold_code(&self, id: &str) -> String {
        let url = self.hold_now(id).await.share.url;
        url.rsplit('/').next().unwrap().to_owned()
    }
}

fn kinds(detail: &HoldDetail) -> Vec<HoldEventKind> {
    detail.events.iter().map(|event| event.kind).collect()
}

#[tokio::test]
async fn a_hold_whose_creation_was_not_answered_is_made_once_more() {
    on_each_database(async |world| {
        world.dojo.next(Operation::CreateSetup, Fault::Lost);
        let id = world.hold().await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Creating);
        // The first one was shown to nobody, so that it is never given a card.
        world.look_later(31).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Created);
        assert_eq!(world.dojo.setups_made(), 2);
        let stored = world.hold_now(&id).await.setup_intent_id;
        assert_eq!(stored, Some(world.dojo.newest_setup()));
    })
    .await;
}

#[tokio::test]
async fn a_hold_is_made_when_dojo_is_back() {
    on_each_database(async |world| {
        world.dojo.set_down(true);
        let id = world.hold().await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Creating);
        world.dojo.set_down(false);
        world.look_later(31).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Created);
    })
    .await;
}

#[tokio::test]
async fn what_dojo_refuses_has_failed_and_is_not_tried_again() {
    on_each_database(async |world| {
        world.dojo.next(Operation::CreateSetup, Fault::Status(400));
        let refused = holds::open(&world.app, &manager(), &form()).await;
        let Err(DomainError::Declined(sentence)) = refused else {
            panic!("{refused:?}");
        };
        assert!(
            sentence.starts_with("Dojo refused to make this hold."),
            "{sentence}"
        );
        let page = holds::list(&world.app, None, "", None, 10).await.unwrap();
        assert_eq!(page.items[0].status, HoldStatus::Failed);
        world.look_later(3_600).await;
        assert_eq!(world.dojo.calls(Operation::CreateSetup), 1);
    })
    .await;
}

#[tokio::test]
async fn what_ends_soon_is_warned_of() {
    on_each_database(async |world| {
        let id = world.hold().await;
        let ending = async || {
            let filter = Some(shared::console::holds::HoldFilter::Ending);
            let page = holds::list(&world.app, filter, "", None, 10).await.unwrap();
            assert_eq!(
                page.total,
                shared::console::Total::Exactly(page.items.len().try_into().unwrap())
            );
            page.items.len()
        };
        assert_eq!(world.hold_now(&id).await.hold.warnings, []);
        assert_eq!(ending().await, 0);
        world.clock.advance(29 * 24 * 3600);
        let soon = [HoldWarning::ExpiresSoon];
        assert_eq!(world.hold_now(&id).await.hold.warnings, soon);
        assert_eq!(ending().await, 1);

        world.dojo.give_card(&world.dojo.newest_setup(), "12/26");
        holds::refresh(&world.app, &id).await.unwrap();
        let soon = [HoldWarning::CardExpiresSoon];
        assert_eq!(world.hold_now(&id).await.hold.warnings, soon);
        let card = world.hold_now(&id).await.hold.card.unwrap();
        assert_eq!(card.last_four, "1005");
    })
    .await;
}

#[tokio::test]
async fn holds_are_found_and_paged() {
    on_each_database(async |world| {
        let held = world.held().await;
        for _ in 0..4 {
            world.clock.advance(1);
            world.hold().await;
        }
        let list = async |filter, search: &str, cursor: Option<&str>| {
            holds::list(&world.app, filter, search, cursor, 2)
                .await
                .unwrap()
        };
        let first = list(None, "table ada", None).await;
        assert_eq!(first.items.len(), 2);
        assert_eq!(first.total, shared::console::Total::Exactly(5));
        let second = list(None, "", first.next.as_deref()).await;
        let last = list(None, "", second.next.as_deref()).await;
        assert_eq!((last.items.len(), last.next), (1, None));
        assert_eq!(last.items[0].id, held);
        let back = list(None, "", last.previous.as_deref()).await;
        assert_eq!(back.items, second.items);
        let authorized = shared::console::holds::HoldFilter::Authorized;
        assert_eq!(list(Some(authorized), "", None).await.items.len(), 1);
        assert!(list(None, "nobody", None).await.items.is_empty());
    })
    .await;
}
