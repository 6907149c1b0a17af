//! The shopper opens the link, agrees, gives a card on Dojo's page, and comes back.

use axum::body::Body;
use axum::response::Response;
use http::{Request, StatusCode};
use shared::console::holds::{HoldEventKind, HoldStatus};
use tower::ServiceExt as _;

use super::{Fault, Operation, World, kinds, on_each_database};
use crate::holds::{self, Visit};
use crate::{DomainError, router};

const ASK: Visit = Visit::Ask { declined: false };

#[tokio::test]
async fn a_card_is_held_when_dojo_says_so_and_not_before() {
    on_each_database(async |world| {
        let id = world.hold().await;
        let code = world.hold_code(&id).await;
        let (row, visit) = holds::visit(&world.app, &code).await.unwrap();
        assert_eq!((row.id.as_str(), visit), (id.as_str(), ASK));
        assert_eq!(world.hold_status(&id).await, HoldStatus::Opened);
        let page = holds::agree(&world.app, &code, "I agree.".into()).await;
        let page = page.unwrap().unwrap();
        let setup = world.dojo.newest_setup();
        assert!(
            page.path().ends_with(&format!("/checkout/{setup}")),
            "{page}"
        );

        // Coming back proves nothing.
        holds::back(&world.app, &code).await.unwrap();
        assert_eq!(holds::visit(&world.app, &code).await.unwrap().1, ASK);
        world.dojo.decline_setup(&setup);
        holds::back(&world.app, &code).await.unwrap();
        let declined = Visit::Ask { declined: true };
        assert_eq!(holds::visit(&world.app, &code).await.unwrap().1, declined);

        world.dojo.give_card(&setup, "12/29");
        holds::back(&world.app, &code).await.unwrap();
        assert_eq!(
            holds::visit(&world.app, &code).await.unwrap().1,
            Visit::Held
        );
        let detail = world.hold_now(&id).await;
        assert_eq!(detail.consent.as_ref().unwrap().text, "I agree.");
        assert_eq!(detail.declines, 1);
        assert_eq!(
            kinds(&detail),
            [
                HoldEventKind::Created,
                HoldEventKind::Opened,
                HoldEventKind::Agreed,
                HoldEventKind::Declined,
                HoldEventKind::Authorized
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_shopper_who_never_comes_back_is_noticed() {
    on_each_database(async |world| {
        let id = world.hold().await;
        let code = world.hold_code(&id).await;
        holds::agree(&world.app, &code, "I agree.".into())
            .await
            .unwrap();
        world.dojo.give_card(&world.dojo.newest_setup(), "12/29");
        world.look_later(3).await;
        assert_eq!(world.hold_status(&id).await, HoldStatus::Authorized);
    })
    .await;
}

#[tokio::test]
async fn whoever_looks_sees_a_card_that_was_given_meanwhile() {
    on_each_database(async |world| {
        let id = world.hold().await;
        let code = world.hold_code(&id).await;
        holds::visit(&world.app, &code).await.unwrap();
        holds::agree(&world.app, &code, "I agree.".into())
            .await
            .unwrap();
        let seen = holds::latest(&world.app, &id).await.unwrap();
        assert_eq!(seen.hold.status, HoldStatus::Opened);
        world.dojo.give_card(&world.dojo.newest_setup(), "12/29");
        // Dojo is not asked at every glance.
        let seen = holds::latest(&world.app, &id).await.unwrap();
        assert_eq!(seen.hold.status, HoldStatus::Opened);
        world.clock.advance(6);
        world.dojo.next(Operation::GetSetup, Fault::Status(503));
        let seen = holds::latest(&world.app, &id).await.unwrap();
        assert_eq!(seen.hold.status, HoldStatus::Opened);
        let (_, visit) = holds::visit(&world.app, &code).await.unwrap();
        assert_eq!(visit, Visit::Held);
        let seen = holds::latest(&world.app, &id).await.unwrap();
        assert_eq!(seen.hold.status, HoldStatus::Authorized);
    })
    .await;
}

#[tokio::test]
async fn a_shopper_who_is_back_while_dojo_is_away_waits() {
    on_each_database(async |world| {
        let id = world.hold().await;
        let code = world.hold_code(&id).await;
        holds::agree(&world.app, &code, "I agree.".into())
            .await
            .unwrap();
        world.dojo.give_card(&world.dojo.newest_setup(), "12/29");
        world.dojo.next(Operation::GetSetup, Fault::Status(503));
        holds::back(&world.app, &code).await.unwrap();
        let (_, visit) = holds::visit(&world.app, &code).await.unwrap();
        assert_eq!(visit, Visit::Waiting);
        world.look_later(3).await;
        let (_, visit) = holds::visit(&world.app, &code).await.unwrap();
        assert_eq!(visit, Visit::Held);
        assert_eq!(world.hold_status(&id).await, HoldStatus::Authorized);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_led_to_a_hold_that_has_ended() {
    on_each_database(async |world| {
        let id = world.hold().await;
        let code = world.hold_code(&id).await;
        world.clock.advance(31 * 24 * 3600);
        let (_, visit) = holds::visit(&world.app, &code).await.unwrap();
        assert_eq!(visit, Visit::Expired);
        let page = holds::agree(&world.app, &code, "I agree.".into()).await;
        assert!(page.unwrap().is_none());
        assert!(world.hold_now(&id).await.consent.is_none());
        let unknown = holds::visit(&world.app, "nonsense").await;
        assert!(matches!(unknown, Err(DomainError::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn the_shoppers_addresses_lead_somewhere() {
    on_each_database(async |world| {
        let id = world.hold().await;
        let code = world.hold_code(&id).await;
        let page = get(&world, &format!("/h/{code}")).await;
        assert_eq!(page.status(), StatusCode::OK);
        let back = get(&world, &format!("/h/{code}/return")).await;
        assert_eq!(back.status(), StatusCode::SEE_OTHER);
        assert_eq!(back.headers()["location"], format!("/h/{code}"));
        let nobodys = get(&world, "/h/AAAAAAAAAAAAAAAA").await;
        assert_eq!(nobodys.status(), StatusCode::NOT_FOUND);
    })
    .await;
}

async fn get(world: &World, path: &str) -> Response {
    let request = Request::get(path).body(Body::empty()).unwrap();
    router::router(world.app.clone())
        .oneshot(request)
        .await
        .unwrap()
}
