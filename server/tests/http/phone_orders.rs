//! Phone orders at the console: who may, what is refused, and that caller and clerk never both pay.

use http::{Method, StatusCode};
use serde_json::{Value, json};
use shared::Role;

use crate::harness::{Colleague, Server, pounds};

fn order() -> Value {
    json!({
        "reference": "Order 245",
        "amount": pounds(1250),
        "caller": { "name": "Ada Lovelace", "phoneNumber": "07700 900123" },
    })
}

async fn made(clerk: &Colleague<'_>) -> String {
    let answer = clerk.post("/phone-orders", &order()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let id = &answer.json()["order"]["id"];
    id.as_str().unwrap().to_owned()
}

fn by_card() -> Value {
    json!({ "method": "card" })
}

#[tokio::test]
async fn an_order_is_keyed_and_paid() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let id = made(&clerk).await;
    let address = json!({ "postcode": "W2 1DG", "countryCode": "GB" });
    let body = json!({ "billingAddress": address });
    let keyed = clerk
        .post(&format!("/phone-orders/{id}/keyed-attempt"), &body)
        .await;
    assert_eq!(keyed.status, StatusCode::OK, "{}", keyed.body);
    let attempt = keyed.json()["attempt"].clone();
    let link = attempt["paymentLink"].as_str().unwrap();
    let intent = link.rsplit('/').next().unwrap().split('?').next().unwrap();
    // A card that asks everybody else for 3-D Secure.
    let card = json!({ "cardNumber": "4456530000001096", "expiryDate": "12/29", "cv2": "341", "cardName": "Ada" });
    let path = format!("/_sandbox/payment-intents/{intent}/pay");
    server.sandbox(reqwest::Method::POST, &path, &card).await;
    let said = json!({ "attemptId": attempt["id"], "statusCode": 0 });
    let paid = clerk
        .post(&format!("/phone-orders/{id}/confirm"), &said)
        .await
        .json();
    assert_eq!(paid["status"], "paid", "{paid}");
    assert_eq!(paid["payment"]["lastFour"], "1096");
    assert_eq!(paid["payment"]["avsResult"], "ADDRESS_MATCH_POSTCODE_MATCH");
    let recent = clerk.get("/phone-orders").await.json();
    assert_eq!(recent[0]["status"], "paid");
}

#[tokio::test]
async fn the_page_of_the_caller_takes_no_card_while_it_is_keyed() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let id = made(&clerk).await;
    let attempts = format!("/api/checkouts/{id}/attempts");
    clerk
        .post(&format!("/phone-orders/{id}/keyed-attempt"), &json!({}))
        .await;
    let refused = server.call(Method::POST, &attempts, &by_card()).await;
    refused.is_refused(StatusCode::CONFLICT, "conflict", None);
    let page = server.submit(&format!("/pay/{id}/hosted"), "", "").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let shared = clerk
        .post(
            &format!("/phone-orders/{id}/link"),
            &json!({ "channel": "sms" }),
        )
        .await
        .json();
    assert!(
        shared["link"]["smsUrl"]
            .as_str()
            .unwrap()
            .starts_with("sms:07700900123?&body="),
        "{shared}"
    );
    assert!(shared["link"]["qrSvg"].as_str().unwrap().contains("<svg"));
    server.get(&format!("/pay/{id}")).await;
    let prepared = server.call(Method::POST, &attempts, &by_card()).await;
    assert_eq!(prepared.status, StatusCode::OK, "{}", prepared.body);
    let order = clerk.get(&format!("/phone-orders/{id}")).await.json();
    let kinds: Vec<&str> = order["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "made",
            "keying",
            "link_open",
            "sent",
            "opened",
            "entering_card"
        ]
    );
}

#[tokio::test]
async fn looking_at_the_link_opens_nothing() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let id = made(&clerk).await;
    let path = format!("/phone-orders/{id}/link");
    clerk
        .post(&format!("/phone-orders/{id}/keyed-attempt"), &json!({}))
        .await;
    let keyed = clerk.get(&path).await.json();
    assert_eq!(keyed["order"]["way"], "keyed", "{keyed}");
    assert!(keyed["link"].is_null(), "{keyed}");
    let shared = clerk.post(&path, &json!({})).await.json();
    let looked_at = clerk.get(&path).await.json();
    assert_eq!(looked_at["link"], shared["link"]);
    let steps = looked_at["order"]["steps"].as_array().unwrap().len();
    assert_eq!(steps, shared["order"]["steps"].as_array().unwrap().len());
}

#[tokio::test]
async fn the_same_order_again_is_asked_about_and_not_made() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    made(&clerk).await;
    let again = clerk.post("/phone-orders", &order()).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(again.json()["order"], Value::Null);
    assert_eq!(again.json()["duplicates"][0]["reference"], "Order 245");
    let mut meant = order();
    meant["isAnother"] = json!(true);
    let meant = clerk.post("/phone-orders", &meant).await;
    assert_eq!(meant.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_card_number_is_refused_in_every_field() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let number = "4456 5300 0000 1005";
    for (field, body) in [
        ("note", json!({ "note": number })),
        ("reference", json!({ "reference": number })),
        ("caller.name", json!({ "caller": { "name": number } })),
        (
            "caller.phoneNumber",
            json!({ "caller": { "phoneNumber": number } }),
        ),
        (
            "caller.emailAddress",
            json!({ "caller": { "emailAddress": "4456530000001005@example.com" } }),
        ),
    ] {
        let mut all = order();
        for (name, value) in body.as_object().unwrap() {
            all[name] = value.clone();
        }
        let refused = clerk.post("/phone-orders", &all).await;
        refused.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some(field));
        assert!(!refused.body.contains("4456"), "{}", refused.body);
    }
    let id = made(&clerk).await;
    let body = json!({ "billingAddress": { "address1": number, "countryCode": "GB" } });
    let refused = clerk
        .post(&format!("/phone-orders/{id}/keyed-attempt"), &body)
        .await;
    refused.is_refused(
        StatusCode::BAD_REQUEST,
        "invalid_request",
        Some("billingAddress.address1"),
    );
}

#[tokio::test]
async fn viewers_neither_take_nor_see_orders_and_nobody_finds_what_is_no_phone_order() {
    let server = Server::alone().await;
    let viewer = server.signed_in(Role::Viewer).await;
    let refused = viewer.post("/phone-orders", &order()).await;
    refused.is_refused(StatusCode::NOT_FOUND, "not_found", None);
    let clerk = server.signed_in(Role::Clerk).await;
    let id = made(&clerk).await;
    for path in ["/phone-orders".to_owned(), format!("/phone-orders/{id}")] {
        assert_eq!(clerk.get(&path).await.status, StatusCode::OK);
        let hidden = viewer.get(&path).await;
        hidden.is_refused(StatusCode::NOT_FOUND, "not_found", None);
    }
    let shop = server.open(&crate::harness::order(1250)).await;
    for id in [shop.as_str(), "co_AAAAAAAAAAAAAAAAAAAAAA", "co_", "pi_1"] {
        let answer = clerk.get(&format!("/phone-orders/{id}")).await;
        answer.is_refused(StatusCode::NOT_FOUND, "not_found", None);
        for act in ["keyed-attempt", "link", "cancel"] {
            let answer = clerk
                .post(&format!("/phone-orders/{id}/{act}"), &json!({}))
                .await;
            answer.is_refused(StatusCode::NOT_FOUND, "not_found", None);
        }
    }
}

#[tokio::test]
async fn without_a_mail_server_the_mail_program_is_offered() {
    let server = Server::alone().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let id = made(&clerk).await;
    let body = json!({ "channel": "email", "emailAddress": "ada@example.com" });
    let path = format!("/phone-orders/{id}/link");
    let refused = clerk.post(&path, &body).await;
    refused.is_refused(StatusCode::CONFLICT, "conflict", None);
    let shared = clerk.post(&path, &json!({})).await.json();
    assert_eq!(shared["link"]["canEmail"], false);
    assert!(
        shared["link"]["mailUrl"]
            .as_str()
            .unwrap()
            .starts_with("mailto:?subject=")
    );
}

#[tokio::test]
async fn cancelling_makes_the_link_worthless() {
    let server = Server::start().await;
    let clerk = server.signed_in(Role::Clerk).await;
    let id = made(&clerk).await;
    clerk
        .post(&format!("/phone-orders/{id}/link"), &json!({}))
        .await;
    server
        .call(
            Method::POST,
            &format!("/api/checkouts/{id}/attempts"),
            &by_card(),
        )
        .await;
    let cancelled = clerk
        .post(&format!("/phone-orders/{id}/cancel"), &json!({}))
        .await;
    assert_eq!(
        cancelled.json()["status"],
        "cancelled",
        "{}",
        cancelled.body
    );
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(page.body.contains("was cancelled"));
}
