//! `/api/v1/checkouts`: what shops call.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{PUBLIC_URL, Server, order, pounds};

const PATH: &str = "/api/v1/checkouts";

async fn create(server: &Server, body: impl Into<String>) -> crate::harness::Answer {
    server.shop(Method::POST, PATH, body.into()).await
}

fn with(field: &str, value: Value) -> String {
    let mut order = order(1250);
    order[field] = value;
    order.to_string()
}

#[tokio::test]
async fn a_checkout_is_opened_and_found_again() {
    let server = Server::alone().await;
    let answer = create(
        &server,
        with("redirectUrl", json!("https://shop.example/thanks")),
    )
    .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let opened = answer.json();
    let id = opened["id"].as_str().unwrap();
    assert_eq!(opened["status"], "open");
    assert_eq!(opened["url"], format!("{PUBLIC_URL}/pay/{id}"));
    assert_eq!(opened["totalAmount"], pounds(1250));
    assert_eq!(answer.location(), format!("{PATH}/{id}"));
    let found = server.shop(Method::GET, answer.location(), "").await;
    assert_eq!((found.status, found.json()), (StatusCode::OK, opened));
}

#[tokio::test]
async fn amounts_that_cannot_be_charged_name_their_field() {
    let server = Server::alone().await;
    let euro = |value: Value, currency: &str| {
        with(
            "amount",
            json!({ "value": value, "currencyCode": currency }),
        )
    };
    for (body, field) in [
        (euro(json!(0), "GBP"), "amount.value"),
        (euro(json!(-1), "GBP"), "amount.value"),
        (euro(json!(12.5), "GBP"), "amount.value"),
        (euro(json!("1250"), "GBP"), "amount.value"),
        (euro(json!(10_000_000_000_i64), "GBP"), "amount.value"),
        (euro(json!(1e30), "GBP"), "amount.value"),
        (euro(json!(1250), "USD"), "amount.currencyCode"),
        (euro(json!(1250), "gbp"), "amount.currencyCode"),
    ] {
        let answer = create(&server, body).await;
        answer.is_refused(StatusCode::BAD_REQUEST, "invalid_request", Some(field));
    }
    let most = create(&server, euro(json!(9_999_999_999_i64), "EUR")).await;
    assert_eq!(most.status, StatusCode::CREATED, "{}", most.body);
}

#[tokio::test]
async fn the_shopper_is_not_led_elsewhere() {
    let server = Server::alone().await;
    for url in [
        "https://evil.example/thanks",
        "http://shop.example/thanks",
        "https://shop.example.evil.example/",
        "https://shop.example@evil.example/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "/thanks",
        "not an address",
    ] {
        let answer = create(&server, with("redirectUrl", json!(url))).await;
        answer.is_refused(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            Some("redirectUrl"),
        );
    }
    let own = format!("{PUBLIC_URL}/?thanks");
    let answer = create(&server, with("redirectUrl", json!(own))).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
}

#[tokio::test]
async fn bodies_of_another_shape_are_refused() {
    let server = Server::alone().await;
    let refused = StatusCode::BAD_REQUEST;
    for body in ["", "{", "nonsense", "[]", "null", "{} {}"] {
        create(&server, body)
            .await
            .is_refused(refused, "invalid_request", None);
    }
    let deep = format!("{{\"reference\":{}", "[".repeat(10_000));
    let answer = create(&server, deep).await;
    assert_eq!(answer.status, refused, "{}", answer.body);
    assert_eq!(answer.json()["code"], "invalid_request");
    for (field, value, at) in [
        ("reference", json!(""), "reference"),
        ("reference", json!("x".repeat(61)), "reference"),
        ("reference", json!("card 5200 0000 0000 1005"), "reference"),
        ("reference", json!(1), "reference"),
        ("amuont", json!(1), "amuont"),
        (
            "customer",
            json!({ "reference": "1", "name": "A", "emailAddress": "nonsense" }),
            "customer.emailAddress",
        ),
        (
            "itemLines",
            json!([{ "name": "Tea", "quantity": 0, "amountTotal": pounds(1) }]),
            "itemLines[0].quantity",
        ),
    ] {
        let answer = create(&server, with(field, value)).await;
        answer.is_refused(refused, "invalid_request", Some(at));
        assert!(!answer.body.contains("1005"), "{}", answer.body);
    }
}

#[tokio::test]
async fn more_than_64_kib_is_too_much() {
    let server = Server::alone().await;
    let answer = create(&server, with("description", json!("x".repeat(65_536)))).await;
    answer.is_refused(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", None);
}

#[tokio::test]
async fn only_json_is_taken() {
    let server = Server::alone().await;
    let request = http::Request::post(PATH)
        .header("authorization", format!("Bearer {}", crate::harness::TOKEN))
        .header("content-type", "text/plain")
        .body(order(1250).to_string().into())
        .unwrap();
    let answer = server.send(request).await;
    answer.is_refused(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        None,
    );
}

#[tokio::test]
async fn the_token_is_needed_for_everything() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let one = format!("{PATH}/{id}");
    for (method, path) in [
        (Method::POST, PATH),
        (Method::GET, one.as_str()),
        (Method::DELETE, one.as_str()),
    ] {
        for authorization in ["", "Bearer", "Bearer wrong", "Basic a-token-for-shops"] {
            let request = http::Request::builder()
                .method(method.clone())
                .uri(path)
                .header("authorization", authorization)
                .header("content-type", "application/json")
                .body(order(1).to_string().into())
                .unwrap();
            let answer = server.send(request).await;
            answer.is_refused(StatusCode::UNAUTHORIZED, "unauthorized", None);
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
    let without = Server::alone_with(|config| config.api_token = None).await;
    create(&without, order(1).to_string()).await.is_refused(
        StatusCode::UNAUTHORIZED,
        "unauthorized",
        None,
    );
}

#[tokio::test]
async fn what_a_shop_notes_comes_back_to_it_and_to_nobody_else() {
    let server = Server::alone().await;
    let answer = create(&server, with("metadata", json!({ "basket": "B-17" }))).await;
    let opened = answer.json();
    assert_eq!(opened["metadata"]["basket"], "B-17", "{opened}");
    let id = opened["id"].as_str().unwrap();
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(!page.body.contains("B-17"), "{}", page.body);
    let card = create(
        &server,
        with("metadata", json!({ "note": "5200000000001005" })),
    )
    .await;
    card.is_refused(
        StatusCode::BAD_REQUEST,
        "invalid_request",
        Some("metadata.note"),
    );
}

#[tokio::test]
async fn a_shop_under_construction_may_be_on_this_machine() {
    let server = Server::alone().await;
    for field in ["redirectUrl", "cancelUrl"] {
        let answer = create(&server, with(field, json!("http://localhost:3000/thanks"))).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    }
    let elsewhere = create(&server, with("cancelUrl", json!("https://evil.example/"))).await;
    elsewhere.is_refused(
        StatusCode::BAD_REQUEST,
        "invalid_request",
        Some("cancelUrl"),
    );
}

#[tokio::test]
async fn a_withdrawn_checkout_cannot_be_paid() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let path = format!("{PATH}/{id}");
    for _ in 0..2 {
        let cancelled = server.shop(Method::DELETE, &path, "").await;
        assert_eq!(cancelled.status, StatusCode::OK, "{}", cancelled.body);
        assert_eq!(cancelled.json()["status"], "cancelled");
    }
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(
        page.body.contains("This checkout was cancelled"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_paid_checkout_cannot_be_withdrawn() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    server.pay(&id, "4456530000001005").await;
    let path = format!("{PATH}/{id}");
    let answer = server.shop(Method::DELETE, &path, "").await;
    answer.is_refused(StatusCode::CONFLICT, "conflict", None);
    let found = server.shop(Method::GET, &path, "").await.json();
    assert_eq!(found["status"], "paid", "{found}");
    assert_eq!(found["payment"]["lastFour"], "1005", "{found}");
}

#[tokio::test]
async fn unknown_checkouts_are_not_found() {
    let server = Server::alone().await;
    for id in ["co_AAAAAAAAAAAAAAAAAAAAAA", "nonsense", "co_%00"] {
        let path = format!("{PATH}/{id}");
        for method in [Method::GET, Method::DELETE] {
            let answer = server.shop(method, &path, "").await;
            answer.is_refused(StatusCode::NOT_FOUND, "not_found", None);
        }
    }
}
