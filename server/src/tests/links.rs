//! Payment links: how often they can be paid, whoever opens them and whenever.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dojo::{PaymentEvent, PaymentEventType};
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::console::links::{LinkDetail, LinkStage, LinkState, LinkTerms};
use shared::{CheckoutId, CheckoutStatus, Role};

use super::world::{Desk, World, on_each_database, pounds};
use crate::DomainError;
use crate::checkout as rules;
use crate::links::{self, Closed, Entrance, Visitor};

fn terms(uses: Option<i64>) -> LinkTerms {
    LinkTerms {
        uses,
        ..LinkTerms::of("Order 245".to_owned().try_into().unwrap(), pounds(1250))
    }
}

async fn make(desk: &Desk, terms: &LinkTerms) -> LinkDetail {
    let made = desk.post("/links", json!(terms)).await;
    assert_eq!(made.status, 201, "{}", made.json);
    serde_json::from_value(made.json).unwrap()
}

async fn detail(desk: &Desk, id: &str) -> LinkDetail {
    let shown = desk.get(&format!("/links/{id}")).await;
    serde_json::from_value(shown.json).unwrap()
}

fn code(link: &LinkDetail) -> String {
    let url = &link.summary.url;
    url.rsplit('/').next().unwrap().to_owned()
}

fn person(id: Option<&str>) -> Visitor {
    Visitor {
        id: id.map(str::to_owned),
        is_person: true,
    }
}

/// Opens the link and presses its button, where there is one.
async fn enter(world: &World, code: &str, id: Option<&str>) -> (Entrance, String) {
    links::enter(&world.app, code, &person(id)).await.unwrap()
}

fn checkout(entrance: &Entrance) -> CheckoutId {
    match entrance {
        Entrance::Checkout(id) => id.clone(),
        other => panic!("{other:?}"),
    }
}

async fn pay(world: &World, id: &CheckoutId) -> CheckoutStatus {
    let intent = world.prepared_intent(id).await;
    world.dojo.pay(&intent);
    world.confirm(id).await
}

#[tokio::test]
async fn two_people_at_the_same_second_pay_a_single_use_link_once() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let link = make(&desk, &terms(Some(1))).await;
        let code = code(&link);
        let visits = join_all((0..8).map(|_| enter(&world, &code, None))).await;
        let first = checkout(&visits[0].0);
        for (entrance, _) in &visits {
            assert_eq!(checkout(entrance), first);
        }
        let prepared = join_all((0..8).map(|_| world.prepare(&first))).await;
        assert!(prepared.iter().all(Result::is_ok));
        assert_eq!((world.dojo.made(), world.payable()), (1, 1));
        assert_eq!(pay(&world, &first).await, CheckoutStatus::Paid);
        let (late, _) = enter(&world, &code, None).await;
        assert_eq!(late, Entrance::Closed(Closed::UsedUp));
        let link = detail(&desk, &link.summary.id).await.summary;
        assert_eq!(
            (link.state, link.stage),
            (LinkState::UsedUp, LinkStage::Paid)
        );
        assert_eq!(link.paid_amount, pounds(1250));
        assert_eq!(link.funnel.opened, 9);
        assert_eq!((link.funnel.tried, link.funnel.paid), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn no_more_than_the_uses_of_a_link_can_ever_be_paid() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let link = make(&desk, &terms(Some(3))).await;
        let code = code(&link);
        let visits = join_all((0..8).map(|_| enter(&world, &code, None))).await;
        let mut given: Vec<_> = visits
            .iter()
            .filter_map(|(entrance, visitor)| match entrance {
                Entrance::Checkout(id) => Some((id.clone(), visitor.clone())),
                _ => None,
            })
            .collect();
        assert_eq!(given.len(), 3);
        given.dedup_by_key(|(id, _)| id.clone());
        assert_eq!(given.len(), 3);
        // A browser finds its own again, by the button and by looking.
        let (id, visitor) = &given[0];
        let (again, _) = enter(&world, &code, Some(visitor)).await;
        assert_eq!(checkout(&again), *id);
        let looked = links::look(&world.app, &code, &person(Some(visitor))).await;
        assert_eq!(checkout(&looked.unwrap().0), *id);
        // One pays, two give up, and after half an hour two are left.
        assert_eq!(pay(&world, id).await, CheckoutStatus::Paid);
        world.prepared_intent(&given[1].0).await;
        let (full, _) = enter(&world, &code, None).await;
        assert_eq!(full, Entrance::Closed(Closed::BeingPaid));
        world.clock.advance(30 * 60 + 1);
        let visits = join_all((0..8).map(|_| enter(&world, &code, None))).await;
        let given: Vec<_> = visits
            .iter()
            .filter(|(entrance, _)| matches!(entrance, Entrance::Checkout(_)))
            .collect();
        assert_eq!(given.len(), 2);
        for (entrance, _) in given {
            assert_eq!(pay(&world, &checkout(entrance)).await, CheckoutStatus::Paid);
        }
        let (late, _) = enter(&world, &code, None).await;
        assert_eq!(late, Entrance::Closed(Closed::UsedUp));
        assert_eq!(world.captured(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_use_is_not_given_to_others_while_somebody_may_still_pay_it() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let link = make(&desk, &terms(Some(2))).await;
        let code = code(&link);
        for _ in 0..2 {
            let (entrance, _) = enter(&world, &code, None).await;
            world.prepared_intent(&checkout(&entrance)).await;
        }
        world.clock.advance(30 * 60 + 1);
        // Dojo does not say that the old intents are cancelled, so nobody else may have their uses.
        world.dojo.set_down(true);
        assert!(
            links::enter(&world.app, &code, &person(None))
                .await
                .is_err()
        );
        world.dojo.set_down(false);
        let (entrance, _) = enter(&world, &code, None).await;
        assert!(matches!(entrance, Entrance::Checkout(_)), "{entrance:?}");
        assert_eq!(world.payable(), 0);
    })
    .await;
}

#[tokio::test]
async fn programs_that_make_previews_change_nothing() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        for uses in [Some(1), Some(2), None] {
            let link = make(&desk, &terms(uses)).await;
            let program = Visitor {
                id: None,
                is_person: false,
            };
            for _ in 0..5 {
                let looked = links::look(&world.app, &code(&link), &program).await;
                let (entrance, cookie) = looked.unwrap();
                assert_eq!(entrance, Entrance::Bill { paid: None });
                assert_eq!(cookie, None);
            }
            let link = detail(&desk, &link.summary.id).await;
            assert_eq!(link.summary.stage, LinkStage::Made);
            assert!(link.visits.is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn who_has_paid_a_link_without_end_is_asked_before_paying_again() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let link = make(&desk, &terms(None)).await;
        let code = code(&link);
        let (entrance, visitor) = links::look(&world.app, &code, &person(None)).await.unwrap();
        let first = checkout(&entrance);
        assert_eq!(pay(&world, &first).await, CheckoutStatus::Paid);
        let back = links::look(&world.app, &code, &person(visitor.as_deref())).await;
        assert_eq!(
            back.unwrap().0,
            Entrance::Bill {
                paid: Some(first.clone())
            }
        );
        let (again, _) = enter(&world, &code, visitor.as_deref()).await;
        assert_ne!(checkout(&again), first);
        // Somebody else goes straight to a checkout of their own.
        let (other, _) = links::look(&world.app, &code, &person(None)).await.unwrap();
        assert_ne!(checkout(&other), checkout(&again));
    })
    .await;
}

#[tokio::test]
async fn what_shoppers_were_shown_before_a_change_cannot_be_paid_any_more() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let link = make(&desk, &terms(Some(1))).await;
        let code = code(&link);
        let (entrance, _) = enter(&world, &code, None).await;
        let former = checkout(&entrance);
        world.prepared_intent(&former).await;
        let mut dearer = link.terms.clone();
        dearer.amount = Some(pounds(2000));
        let path = format!("/links/{}", link.summary.id);
        let body = json!({ "terms": dearer, "seenUpdatedAt": link.summary.updated_at });
        let changed = desk.put(&path, body.clone()).await;
        assert_eq!(changed.status, 200, "{}", changed.json);
        let (entrance, _) = enter(&world, &code, None).await;
        let new = checkout(&entrance);
        assert_ne!(new, former);
        assert_eq!(world.status(&former).await, CheckoutStatus::Cancelled);
        assert_eq!(world.payable(), 0);
        // The screen from before the change is told so, with the new figures.
        let stale = desk.put(&path, body).await;
        assert_eq!(
            (stale.status.as_u16(), &stale.json["code"]),
            (409, &json!("stale"))
        );
        assert!(stale.json["message"].as_str().unwrap().contains("£20.00"));
        // Once it is paid, what was asked for is a fact.
        assert_eq!(pay(&world, &new).await, CheckoutStatus::Paid);
        let now = detail(&desk, &link.summary.id).await.summary;
        let body = json!({ "terms": link.terms, "seenUpdatedAt": now.updated_at });
        assert_eq!(desk.put(&path, body).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn a_link_is_switched_off_for_those_too_who_have_it_open() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        let link = make(&manager, &terms(None)).await;
        let code = code(&link);
        let (entrance, visitor) = enter(&world, &code, None).await;
        let given = checkout(&entrance);
        let path = format!("/links/{}/deactivate", link.summary.id);
        let body = json!({ "seenUpdatedAt": link.summary.updated_at });
        let clerk = world.desk(Role::Clerk).await;
        assert_eq!(clerk.post(&path, body.clone()).await.status, 404);
        let off = manager.post(&path, body).await;
        assert_eq!(off.json["summary"]["state"], "deactivated", "{}", off.json);
        assert_eq!(world.status(&given).await, CheckoutStatus::Cancelled);
        let (entrance, _) = enter(&world, &code, Some(&visitor)).await;
        assert_eq!(entrance, Entrance::Closed(Closed::Deactivated));
        let on = json!({ "seenUpdatedAt": off.json["summary"]["updatedAt"] });
        let path = format!("/links/{}/reactivate", link.summary.id);
        let on = manager.post(&path, on).await;
        assert_eq!(on.json["summary"]["state"], "open", "{}", on.json);
        let (entrance, _) = enter(&world, &code, Some(&visitor)).await;
        assert_ne!(checkout(&entrance), given);
        let done: Vec<_> = on.json["history"].as_array().unwrap().iter().collect();
        let done: Vec<_> = done
            .iter()
            .map(|entry| entry["action"].as_str().unwrap())
            .collect();
        assert_eq!(done, ["link.reactivated", "link.deactivated", "link.made"]);
    })
    .await;
}

#[tokio::test]
async fn a_link_on_which_hardly_a_card_is_good_gives_out_no_more_checkouts_for_an_hour() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Manager).await;
        let code = code(&make(&desk, &terms(None)).await);
        for thief in 0..3 {
            let (entrance, _) = enter(&world, &code, None).await;
            let id = checkout(&entrance);
            let intent = world.prepared_intent(&id).await;
            for _ in 0..10 {
                world.dojo.decline(&intent);
            }
            world.confirm(&id).await;
            // One shopper who pays does not make thirty declines right.
            if thief == 0 {
                let (entrance, _) = enter(&world, &code, None).await;
                assert_eq!(
                    pay(&world, &checkout(&entrance)).await,
                    CheckoutStatus::Paid
                );
            }
        }
        let (refused, _) = enter(&world, &code, None).await;
        assert_eq!(refused, Entrance::Closed(Closed::Declined));
        world.clock.advance(60 * 60 + 1);
        let (entrance, _) = enter(&world, &code, None).await;
        assert_eq!(
            pay(&world, &checkout(&entrance)).await,
            CheckoutStatus::Paid
        );
    })
    .await;
}

#[tokio::test]
async fn an_expired_link_is_no_longer_paid_and_can_be_given_a_new_end() {
    on_each_database(async |world| {
        let manager = world.desk(Role::Manager).await;
        let soon = LinkTerms {
            expire_at: Some(world.now_ms() + 60_000),
            ..terms(Some(1))
        };
        let link = make(&manager, &soon).await;
        let (entrance, _) = enter(&world, &code(&link), None).await;
        let given = checkout(&entrance);
        world.prepared_intent(&given).await;
        world.clock.advance(61);
        let (late, _) = enter(&world, &code(&link), None).await;
        assert_eq!(late, Entrance::Closed(Closed::Expired));
        let path = format!("/links/{}/reactivate", link.summary.id);
        let mut body = json!({ "seenUpdatedAt": link.summary.updated_at });
        assert_eq!(manager.post(&path, body.clone()).await.status, 400);
        body["expireAt"] = json!(world.now_ms() + 60_000);
        assert_eq!(manager.post(&path, body).await.status, 200);
        let (entrance, _) = enter(&world, &code(&link), None).await;
        assert_ne!(checkout(&entrance), given);
        assert_eq!(world.payable(), 0);
    })
    .await;
}

#[tokio::test]
async fn cards_of_a_link_to_be_charged_later_are_authorized_and_not_paid() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let later = LinkTerms {
            capture_later: true,
            ..terms(Some(1))
        };
        let link = make(&desk, &later).await;
        let (entrance, _) = enter(&world, &code(&link), None).await;
        let given = checkout(&entrance);
        let intent = world.prepared_intent(&given).await;
        world.dojo.authorize(&intent);
        assert_eq!(world.confirm(&given).await, CheckoutStatus::Authorized);
        let link = detail(&desk, &link.summary.id).await.summary;
        assert_eq!(
            (link.state, link.stage),
            (LinkState::UsedUp, LinkStage::Authorized)
        );
        assert_eq!((link.funnel.authorized, link.funnel.paid), (1, 0));
        assert_eq!((link.paid_amount, link.paid_at), (pounds(0), None));
    })
    .await;
}

#[tokio::test]
async fn a_link_was_paid_what_was_captured_of_it_and_no_more() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Manager).await;
        let later = LinkTerms {
            capture_later: true,
            ..terms(Some(1))
        };
        let link = make(&desk, &later).await;
        let (entrance, _) = enter(&world, &code(&link), None).await;
        let given = checkout(&entrance);
        let intent = world.prepared_intent(&given).await;
        world.dojo.authorize(&intent);
        world.confirm(&given).await;
        let part = json!({"amount": pounds(500), "seen": desk.get(&format!("/payments/{intent}")).await.json["seen"]});
        desk.post(&format!("/payments/{intent}/capture"), part).await;
        let shown = detail(&desk, &link.summary.id).await;
        let visit = &shown.visits[0];
        assert_eq!(visit.status, CheckoutStatus::Paid);
        assert_eq!(
            (visit.total_amount, visit.captured_amount),
            (pounds(1250), Some(pounds(500)))
        );
        let link = shown.summary;
        assert_eq!(link.stage, LinkStage::Paid);
        assert_eq!(link.paid_amount, pounds(500));
        assert_eq!(link.paid_at, Some(world.now_ms()));
    })
    .await;
}

#[tokio::test]
async fn a_payment_that_is_only_withdrawn_is_no_card_that_was_tried() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Manager).await;
        let mut figures = Vec::new();
        for tries in [false, true] {
            let link = make(&desk, &terms(Some(1))).await;
            let (entrance, _) = enter(&world, &code(&link), None).await;
            let intent = world.prepared_intent(&checkout(&entrance)).await;
            if tries {
                world.dojo.challenge(&intent);
            }
            // Dojo's timeline tells of the beginning and the end of every payment.
            for event_type in [PaymentEventType::Created, PaymentEventType::Canceled] {
                world.dojo.change(&intent, |intent| {
                    intent.payment_events.push(PaymentEvent {
                        event_type,
                        ..PaymentEvent::default()
                    });
                });
            }
            let body = json!({ "seenUpdatedAt": link.summary.updated_at });
            let path = format!("/links/{}/deactivate", link.summary.id);
            assert_eq!(desk.post(&path, body).await.status, 200);
            world
                .deliver(&format!("evt_{intent}"), &intent)
                .await
                .unwrap();
            world.work().await;
            let funnel = detail(&desk, &link.summary.id).await.summary.funnel;
            figures.push((funnel.opened, funnel.tried));
        }
        assert_eq!(figures, [(1, 0), (1, 1)]);
    })
    .await;
}

#[tokio::test]
async fn links_are_found_by_words_and_by_how_they_fare() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        for at in 1..=60 {
            let mut terms = terms(Some(1));
            terms.reference = format!("Invoice {at}").try_into().unwrap();
            make(&desk, &terms).await;
        }
        let mut ends_tomorrow = terms(None);
        ends_tomorrow.expire_at = Some(world.app.clock.now_ms() + 24 * 3_600_000);
        let opened = make(&desk, &ends_tomorrow).await;
        enter(&world, &code(&opened), None).await;
        let page = desk.get("/links").await.json;
        assert_eq!(page["items"].as_array().unwrap().len(), 50);
        assert_eq!(page["total"], json!({ "exactly": 61 }));
        let next = page["next"].as_str().unwrap();
        let second = desk.get(&format!("/links?cursor={next}")).await.json;
        assert_eq!(second["items"].as_array().unwrap().len(), 11);
        for (query, found) in [
            ("search=invoice+60", 1),
            (opened.summary.url.as_str(), 1),
            (opened.summary.id.as_str(), 1),
            ("%40", 0),
            ("search=Order", 1),
            ("search=100%25", 0),
            ("show=opened", 1),
            ("show=ending", 1),
            ("show=made", 60),
            ("show=paid", 0),
            ("whose=mine&search=invoice&show=open", 60),
        ] {
            let query = match query.contains('=') {
                true => query.to_owned(),
                false => format!("search={query}"),
            };
            let page = desk.get(&format!("/links?{query}")).await.json;
            assert_eq!(page["total"], json!({ "exactly": found }), "{query}");
        }
        assert_eq!(desk.get("/links?cursor=nonsense").await.status, 400);
        assert_eq!(desk.get("/links/ln_nothing").await.status, 404);
    })
    .await;
}

fn file(text: &[u8]) -> String {
    STANDARD.encode(text)
}

async fn import(
    desk: &Desk,
    report: &Value,
    text: &str,
    good_rows_only: bool,
) -> super::world::Answer {
    let body = json!({
        "importId": report["importId"], "content": file(text.as_bytes()), "goodRowsOnly": good_rows_only,
    });
    desk.post("/links/import", body).await
}

#[tokio::test]
async fn a_file_is_looked_through_row_by_row_and_imported_once() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Manager).await;
        let text = "Reference;Amount;E-Mail;Email;Expires\r\nA;12.50;x;ada@example.com;2027-01-31\r\nB;twelve;;;\r\n\
                    \r\n=cmd|' /C calc'!A0;1;;;\r\nC;0.99;;nobody;2020-01-01\r\nD;3;;;31/12/2026\r\n";
        let check = json!({ "content": file(text.as_bytes()) });
        let report = desk.post("/links/import/check", check.clone()).await.json;
        assert_eq!((&report["good"], &report["bad"]), (&json!(2), &json!(3)), "{report}");
        let problems: Vec<_> = report["problems"].as_array().unwrap().iter().collect();
        let places: Vec<_> = problems.iter().map(|p| (p["line"].as_u64().unwrap(), p["column"].as_str().unwrap())).collect();
        assert_eq!(places, [(3, "amount"), (5, "reference"), (6, "email")]);
        assert_eq!(report["totals"], json!([{ "value": 1550, "currencyCode": "GBP" }]));
        assert_eq!(report["hints"].as_array().unwrap().len(), 1);
        // All or nothing makes nothing; the good rows only, and those once.
        assert_eq!(import(&desk, &report, text, false).await.status, 400);
        let made = import(&desk, &report, text, true).await;
        assert_eq!(made.json, json!({ "made": 2, "leftOut": 3, "emails": 0 }), "{:?}", made.status);
        let again = import(&desk, &report, text, true).await;
        assert_eq!(again.json, made.json);
        let list = desk.get("/links").await.json;
        assert_eq!(list["total"], json!({ "exactly": 2 }));
        let former = report;
        let report = desk.post("/links/import/check", check).await.json;
        assert!(report["importedAt"].is_i64(), "{report}");
        // Somebody else does not learn what was imported, and a clerk imports nothing.
        let other = world.desk(Role::Manager).await;
        assert_eq!(import(&other, &former, text, true).await.status, 404);
        let clerk = world.desk(Role::Clerk).await;
        assert_eq!(import(&clerk, &former, text, true).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn links_of_a_file_are_listed_in_its_order_and_by_themselves() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Manager).await;
        make(&desk, &terms(Some(1))).await;
        let mut text = "reference,amount\n".to_owned();
        for at in 1..=60 {
            text.push_str(&format!("Invoice {at},{at}.50\n"));
        }
        let body = json!({ "content": file(text.as_bytes()) });
        let report = desk.post("/links/import/check", body).await.json;
        assert_eq!(import(&desk, &report, &text, false).await.status, 200);
        let path = format!("/links?import={}", report["importId"].as_str().unwrap());
        let first = desk.get(&path).await.json;
        assert_eq!(first["total"], json!({ "exactly": 60 }));
        let next = format!("{path}&cursor={}", first["next"].as_str().unwrap());
        let second = desk.get(&next).await.json;
        let listed: Vec<_> = [&first, &second]
            .into_iter()
            .flat_map(|page| page["items"].as_array().unwrap())
            .map(|link| link["reference"].as_str().unwrap().to_owned())
            .collect();
        let expected: Vec<_> = (1..=60).map(|at| format!("Invoice {at}")).collect();
        assert_eq!(listed, expected);
        assert_eq!(
            desk.get("/links?import=im_nothing").await.json["total"],
            json!({ "exactly": 0 })
        );
        // Each can be paid to the end of a day, as one from the form can.
        let end = &first["items"][0]["expireAt"].as_i64().unwrap();
        let minute = jiff::Timestamp::from_millisecond(*end).unwrap().to_string();
        assert!(minute.ends_with(":59:59Z"), "{minute}");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_cell_is_named() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Manager).await;
        let text = "reference,amount,description,note\nA,1,\"one\r\ntwo\",\"three\r\nfour\"\n\
                    B,1,-SUM(A1),\nC,1,+cmd,\nD,1,-5 %,+44 20 7946 0000\n";
        let body = json!({ "content": file(text.as_bytes()) });
        let report = desk.post("/links/import/check", body).await.json;
        let problems = report["problems"].as_array().unwrap().iter();
        let said: Vec<_> = problems
            .map(|p| (p["line"].as_u64().unwrap(), p["message"].as_str().unwrap()))
            .collect();
        for ((line, said), (at, says)) in said.iter().zip([
            (2, "line break"),
            (5, "formula"),
            (6, "formula"),
            (7, "formula"),
        ]) {
            assert!(*line == at && said.contains(says), "{said}");
        }
        assert_eq!(said.len(), 4, "{said:?}");
        let mut text = "reference,amount\n".to_owned();
        for _ in 0..1_002 {
            text.push_str("A,twelve\n");
        }
        let body = json!({ "content": file(text.as_bytes()) });
        let report = desk.post("/links/import/check", body).await.json;
        assert_eq!(report["problems"].as_array().unwrap().len(), 1_000);
        assert_eq!(report["problemsLeft"], 2);
    })
    .await;
}

#[tokio::test]
async fn a_link_for_a_customer_is_sent_where_they_are_reached() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let ada = json!({ "name": "Ada", "emailAddress": "ada@example.com", "phoneNumber": "+44 20 7946 0000" });
        let ada = desk.post("/customers", ada).await.json;
        let mut terms = terms(Some(1));
        terms.customer_id = Some(ada["id"].as_str().unwrap().to_owned());
        let share = make(&desk, &terms).await.share;
        assert_eq!(share.to.map(String::from).as_deref(), Some("ada@example.com"));
        assert!(share.sms.starts_with("sms:+442079460000?"), "{}", share.sms);
        assert!(share.whatsapp.starts_with("https://wa.me/442079460000?"), "{}", share.whatsapp);
        assert!(share.mailto.starts_with("mailto:ada@example.com?"), "{}", share.mailto);
        assert!(share.mailto.contains("%0D%0A"), "{}", share.mailto);
    })
    .await;
}

#[tokio::test]
async fn who_holds_a_customers_link_can_pay_with_their_cards_and_manage_none() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Clerk).await;
        let ada = json!({ "name": "Ada" });
        let ada = desk.post("/customers", ada).await.json;
        let mut terms = terms(Some(1));
        terms.customer_id = Some(ada["id"].as_str().unwrap().to_owned());
        let link = make(&desk, &terms).await;
        world.dojo.keep_card("pm_1");
        let (entrance, _) = enter(&world, &code(&link), None).await;
        let id = checkout(&entrance);
        let attempt = world.prepare(&id).await.unwrap().attempt.unwrap();
        let record = rules::find(&world.app, &id).await.unwrap();
        let view = rules::view(&world.app, &record.unwrap()).await;
        let customer = view.unwrap().customer.unwrap();
        assert_eq!(customer.saved_cards.len(), 1);
        assert!(!customer.manages_cards);
        let preferred = rules::saved_cards::prefer(&world.app, &id, "pm_1").await;
        assert!(
            matches!(preferred, Err(DomainError::Conflict(_))),
            "{preferred:?}"
        );
        let removed = rules::saved_cards::remove(&world.app, &id, "pm_1").await;
        assert!(
            matches!(removed, Err(DomainError::Conflict(_))),
            "{removed:?}"
        );

        // What is agreed to says whom to ask instead.
        let intent = world.dojo.newest();
        world.dojo.pay(&intent);
        let said = shared::Confirmation {
            attempt_id: attempt.id,
            save_card_consent: true,
            ..shared::Confirmation::default()
        };
        rules::confirm(&world.app, &id, said).await.unwrap();
        let sql = "SELECT consent_text FROM customers";
        let text: String = sqlx::query_scalar(sql)
            .fetch_one(world.app.store.read())
            .await
            .unwrap();
        assert!(
            text.ends_with("To have it removed, ask Tea House."),
            "{text}"
        );
    })
    .await;
}

#[tokio::test]
async fn files_that_are_none_say_what_to_do() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Manager).await;
        let check = async |bytes: &[u8]| {
            let body = json!({ "content": file(bytes) });
            desk.post("/links/import/check", body).await
        };
        for (bytes, says) in [
            (b"\xff\xfer\0e\0f\0".as_slice(), "UTF-16"),
            (b"\xef\xbb\xbf\r\n".as_slice(), "The file is empty"),
            (b"amount\n12\n".as_slice(), "“reference”"),
            (b"reference\nA\n".as_slice(), "“amount”"),
            (b"reference,amount\n".as_slice(), "no rows"),
            (b"reference,amount,amount\nA,1,2\n".as_slice(), "twice"),
        ] {
            let answer = check(bytes).await;
            assert_eq!(answer.status, 400);
            let message = answer.json["message"].as_str().unwrap();
            assert!(message.contains(says), "{message}");
        }
        // Of another encoding only the rows suffer that use it; the mark of UTF-8 is none of the heading.
        let latin = check(b"\xef\xbb\xbfreference,amount\nCaf\xe9,1\nCafe,1\n")
            .await
            .json;
        assert_eq!((&latin["good"], &latin["bad"]), (&json!(1), &json!(1)));
        assert!(
            latin["problems"][0]["message"]
                .as_str()
                .unwrap()
                .contains("UTF-8")
        );
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_rows_are_imported_and_one_more_is_not() {
    on_each_database(async |world| {
        let desk = world.desk(Role::Manager).await;
        let mut text = "reference,amount\n".to_owned();
        for at in 1..=10_000 {
            text.push_str(&format!("Invoice {at},{at}.50\n"));
        }
        let body = json!({ "content": file(text.as_bytes()) });
        let report = desk.post("/links/import/check", body).await.json;
        assert_eq!(report["good"], 10_000, "{report}");
        let made = import(&desk, &report, &text, false).await;
        assert_eq!(made.json["made"], 10_000, "{}", made.json);
        text.push_str("One more,1\n");
        let body = json!({ "content": file(text.as_bytes()) });
        let refused = desk.post("/links/import/check", body).await;
        assert_eq!(refused.status, 400);
    })
    .await;
}
