//! Payment links: what shoppers are answered at `/l/{code}`, and what staff take away as files.

use axum::body::Body;
use http::header::{COOKIE, ORIGIN};
use http::{Request, StatusCode};
use serde_json::{Value, json};
use shared::Role;

use crate::harness::{Answer, Colleague, PUBLIC_URL, Server, pounds};

async fn make(clerk: &Colleague<'_>, terms: &Value) -> Value {
    let made = clerk.post("/links", terms).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()
}

fn terms(uses: &Value) -> Value {
    json!({ "reference": "Order <245>", "amount": pounds(1250), "uses": uses })
}

fn path(link: &Value) -> String {
    let url = link["summary"]["url"].as_str().unwrap();
    url.trim_start_matches(PUBLIC_URL).to_owned()
}

async fn navigate(server: &Server, path: &str, cookie: &str) -> Answer {
    let request = Request::get(path)
        .header("sec-fetch-mode", "navigate")
        .header(COOKIE, cookie);
    server.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_person_is_led_to_a_checkout_and_a_preview_to_the_bill() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let path = path(&make(&clerk, &terms(&json!(1))).await);
    let preview = server.get(&path).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert_eq!(preview.cookie(), "");
    assert!(preview.body.contains("og:title"), "{}", preview.body);
    assert!(preview.body.contains("Order &lt;245&gt;"));
    let person = navigate(&server, &path, "").await;
    assert_eq!(person.status, StatusCode::SEE_OTHER, "{}", person.body);
    assert!(person.location().starts_with("/pay/co_"));
    let cookie = person.header("set-cookie");
    assert!(
        cookie.contains(&format!("Path={path}")) && cookie.contains("HttpOnly"),
        "{cookie}"
    );
    let again = navigate(&server, &path, &person.cookie()).await;
    assert_eq!(again.location(), person.location());
}

#[tokio::test]
async fn the_bill_says_what_is_chosen_asked_for_and_charged_later() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let asked = json!({
        "reference": "Order 245", "openAmount": { "minimum": pounds(500), "maximum": pounds(10_000) },
        "collect": { "customerEmail": true, "shippingDetails": true }, "captureLater": true,
    });
    let path = path(&make(&clerk, &asked).await);
    let bill = server.get(&path).await.body;
    assert!(
        bill.contains("You are asked for your e-mail address and delivery address."),
        "{bill}"
    );
    let checkout = navigate(&server, &path, "").await;
    let checkout = server.get(checkout.location()).await.body;
    for page in [bill, checkout] {
        for says in [
            "You choose the amount",
            "From £5.00 to £100.00",
            "Your card is authorized now and charged later.",
        ] {
            assert!(page.contains(says), "{page}");
        }
    }
}

#[tokio::test]
async fn looking_takes_no_use_and_the_button_works_from_our_page_only() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let link = make(&clerk, &terms(&json!(2))).await;
    let path = path(&link);
    for _ in 0..5 {
        let looked = navigate(&server, &path, "").await;
        assert_eq!(looked.status, StatusCode::OK);
        assert!(looked.body.contains("Pay £12.50"), "{}", looked.body);
    }
    let foreign = Request::post(&path).header(ORIGIN, "https://evil.example");
    let foreign = server.send(foreign.body(Body::empty()).unwrap()).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN);
    for _ in 0..2 {
        let pressed = server.submit(&path, "", "").await;
        assert!(
            pressed.location().starts_with("/pay/co_"),
            "{}",
            pressed.body
        );
    }
    let full = server.submit(&path, "", "").await;
    assert!(full.body.contains("Others are paying"), "{}", full.body);
    assert!(full.body.contains("020 7946 0000"), "{}", full.body);
    let unknown = server.get("/l/AAAAAAAAAAAA").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_checkout_of_a_changed_link_leads_back_to_it() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let link = make(&clerk, &terms(&json!(1))).await;
    let given = navigate(&server, &path(&link), "")
        .await
        .location()
        .to_owned();
    let mut changed = link["terms"].clone();
    changed["amount"] = pounds(2000);
    let body = json!({ "terms": changed, "seenUpdatedAt": link["summary"]["updatedAt"] });
    let address = format!("/links/{}", link["summary"]["id"].as_str().unwrap());
    let answer = clerk.call(http::Method::PUT, &address, &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let page = server.get(&given).await;
    assert!(page.body.contains("Open the link again"), "{}", page.body);
    assert!(page.body.contains(&format!("href=\"{}\"", path(&link))));
}

#[tokio::test]
async fn what_is_wrong_with_a_link_is_named() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    for (name, value, field) in [
        ("note", json!("5200 0000 0000 1005"), "note"),
        ("description", json!("card 5200000000001005"), "description"),
        ("amount", pounds(0), "amount"),
        ("expireAt", json!(1), "expireAt"),
        ("customerId", json!("cu_nobody"), "customerId"),
    ] {
        let mut wrong = terms(&json!(1));
        wrong[name] = value;
        let refused = clerk.post("/links", &wrong).await;
        refused.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some(field));
    }
}

#[tokio::test]
async fn codes_posters_and_lists_leave_as_files_in_which_nothing_is_a_formula() {
    let server = Server::alone().await;
    let manager = server.signed_in(Role::Manager).await;
    let mut formula = terms(&json!(null));
    formula["reference"] = json!("=cmd|' /C calc'!A0");
    let link = make(&manager, &formula).await;
    let address = format!("/links/{}", link["summary"]["id"].as_str().unwrap());
    let svg = manager.get(&format!("{address}/qr.svg")).await;
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    let poster = manager.get(&format!("{address}/poster")).await;
    assert!(poster.body.contains("<svg") && poster.body.contains("£12.50"));
    let list = manager.get("/links/export.csv").await;
    assert!(list.header("content-type").starts_with("text/csv"));
    assert!(
        list.body.starts_with("\u{feff}reference,amount,"),
        "{}",
        list.body
    );
    assert!(
        list.body.contains("\r\n'=cmd|' /C calc'!A0,12.50,GBP,"),
        "{}",
        list.body
    );
    assert!(list.body.contains(",unlimited,now,"), "{}", list.body);
    let clerk = server.signed_in(Role::Clerk).await;
    assert_eq!(
        clerk.get("/links/export.csv").await.status,
        StatusCode::NOT_FOUND
    );
    let large = json!({ "content": "A".repeat(6_000_000) });
    let refused = manager.post("/links/import/check", &large).await;
    refused.is_refused(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", None);
    assert!(!refused.body.contains("64 KiB"), "{}", refused.body);
}

#[tokio::test]
async fn only_the_browser_that_paid_a_link_sees_the_card_and_asks_for_a_receipt() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let path = path(&make(&clerk, &terms(&json!(1))).await);
    let page = navigate(&server, &path, "").await.location().to_owned();
    server
        .pay(page.trim_start_matches("/pay/"), "4456530000001005")
        .await;
    let back = server.get(&format!("{page}/return")).await;
    let payers = server.get_with(&page, &back.cookie()).await;
    assert!(payers.body.contains("•••• 1005"), "{}", payers.body);
    let elsewhere = format!("{page}?paid=elsewhere");
    let twice = server.get_with(&elsewhere, &back.cookie()).await;
    assert!(
        twice.body.contains("paid in another window"),
        "{}",
        twice.body
    );
    let others = server.get(&page).await;
    assert!(
        others.body.contains("your card was not charged"),
        "{}",
        others.body
    );
    assert!(others.body.contains("<time datetime="), "{}", others.body);
    for text in ["1005", "E-mail a copy", "Payment successful"] {
        assert!(!others.body.contains(text), "{text} is in {}", others.body);
    }
    let receipt = format!("{page}/receipt");
    let form = "email_address=ada%40example.com";
    let refused = server.submit(&receipt, form, "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    let sent = server.submit(&receipt, form, &back.cookie()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);

    // Nobody becomes the payer by coming back later.
    server.clock.advance(11 * 60);
    let late = server.get(&format!("{page}/return")).await;
    assert_eq!(late.cookie(), "");
}
