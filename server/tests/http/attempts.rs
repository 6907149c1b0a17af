//! `POST /api/checkouts/{id}/attempts` and the plain form that does the same.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Server, order, pounds};

async fn prepare(server: &Server, id: &str, request: &Value) -> crate::harness::Answer {
    let path = format!("/api/checkouts/{id}/attempts");
    server.call(Method::POST, &path, request).await
}

fn open_amount() -> Value {
    json!({ "reference": "Gift", "openAmount": { "minimum": pounds(500), "maximum": pounds(50_000) } })
}

#[tokio::test]
async fn the_same_question_gets_the_same_attempt() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    let first = prepare(&server, &id, &json!({ "method": "card" })).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let second = prepare(&server, &id, &json!({ "method": "wallet" })).await;
    let (first, second) = (first.json(), second.json());
    assert_eq!(first["attempt"]["id"], second["attempt"]["id"], "{second}");
    assert_eq!(first["attempt"]["totalAmount"], pounds(1250));
}

#[tokio::test]
async fn an_unreachable_dojo_takes_no_money_and_says_so() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let answer = prepare(&server, &id, &json!({ "method": "card" })).await;
    answer.is_refused(StatusCode::SERVICE_UNAVAILABLE, "dojo_unreachable", None);
    let page = server.submit(&format!("/pay/{id}/hosted"), "", "").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("No money moved"), "{}", page.body);
}

#[tokio::test]
async fn the_form_leads_to_dojos_page() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    let answer = server.submit(&format!("/pay/{id}/hosted"), "", "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let dojo = server.app.access.api_url.as_str();
    assert!(answer.location().starts_with(dojo), "{}", answer.location());
    // Chromium holds a form's redirects against `form-action`.
    let policy = answer.header("content-security-policy");
    let allowed = format!("form-action 'self' {};", dojo.trim_end_matches('/'));
    assert!(policy.contains(&allowed), "{policy}");
}

#[tokio::test]
async fn an_amount_outside_its_limits_is_refused_on_the_page() {
    let server = Server::alone().await;
    let id = server.open(&open_amount()).await;
    for amount in ["", "nonsense", "4.99", "500.01", "1.005", "-5"] {
        let form = format!("amount={amount}");
        let page = server.submit(&format!("/pay/{id}/hosted"), &form, "").await;
        assert_eq!(
            page.status,
            StatusCode::BAD_REQUEST,
            "{amount}: {}",
            page.body
        );
        assert!(page.body.contains("No money moved"), "{}", page.body);
        assert!(page.body.contains("Amount to pay"), "{}", page.body);
    }
}

#[tokio::test]
async fn a_chosen_amount_and_tip_are_what_is_charged() {
    let server = Server::start().await;
    let mut order = open_amount();
    order["tip"] = json!({ "percentages": [10], "maximum": pounds(1000) });
    let id = server.open(&order).await;
    let form = "amount=12.50&tips_amount=other&tip_other=2";
    let answer = server.submit(&format!("/pay/{id}/hosted"), form, "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let checkout = server.get(&format!("/api/checkouts/{id}")).await.json();
    assert_eq!(checkout["amount"]["value"], 1250, "{checkout}");
    assert_eq!(checkout["tipsAmount"]["value"], 200, "{checkout}");
    assert_eq!(checkout["totalAmount"]["value"], 1450, "{checkout}");
}

#[tokio::test]
async fn a_suggestion_above_the_largest_tip_is_not_offered() {
    let server = Server::start().await;
    let mut order = order(40_000);
    order["tip"] = json!({ "percentages": [10, 15], "maximum": pounds(5000) });
    let id = server.open(&order).await;
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(page.body.contains("10% (£40.00)"), "{}", page.body);
    assert!(!page.body.contains("15% ("), "{}", page.body);
}

#[tokio::test]
async fn a_tip_that_was_typed_is_meant() {
    let server = Server::start().await;
    let mut order = order(1250);
    order["tip"] = json!({ "percentages": [], "maximum": pounds(1000) });
    let id = server.open(&order).await;
    let form = "tips_amount=0&tip_other=1.50";
    server.submit(&format!("/pay/{id}/hosted"), form, "").await;
    let checkout = server.get(&format!("/api/checkouts/{id}")).await.json();
    assert_eq!(checkout["totalAmount"]["value"], 1400, "{checkout}");
}

#[tokio::test]
async fn a_lost_answer_of_dojo_makes_no_second_intent() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    let fault = json!({ "method": "POST", "path": "/payment-intents", "kind": "drop_response", "times": 1 });
    server
        .sandbox(reqwest::Method::POST, "/_sandbox/faults", &fault)
        .await;
    let path = format!("/pay/{id}/hosted");
    let first = server.submit(&path, "", "").await;
    let second = server.submit(&path, "", "").await;
    assert_eq!(
        second.status,
        StatusCode::SEE_OTHER,
        "{} {}",
        first.body,
        second.body
    );
    // The first was found at Dojo by its reference, at once or now.
    if first.status == StatusCode::SEE_OTHER {
        assert_eq!(first.location(), second.location());
    } else {
        assert_eq!(
            first.status,
            StatusCode::SERVICE_UNAVAILABLE,
            "{}",
            first.body
        );
    }
}

#[tokio::test]
async fn a_tip_beyond_its_limit_or_where_none_is_asked_is_refused() {
    let server = Server::alone().await;
    let fixed = server.open(&order(1250)).await;
    let answer = prepare(
        &server,
        &fixed,
        &json!({ "method": "card", "tipsAmount": 100 }),
    )
    .await;
    answer.is_refused(
        StatusCode::BAD_REQUEST,
        "invalid_request",
        Some("tipsAmount"),
    );
    let mut order = order(1250);
    order["tip"] = json!({ "percentages": [10], "maximum": pounds(500) });
    let id = server.open(&order).await;
    for tip in [501, -1] {
        let answer = prepare(
            &server,
            &id,
            &json!({ "method": "card", "tipsAmount": tip }),
        )
        .await;
        answer.is_refused(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            Some("tipsAmount"),
        );
    }
}
