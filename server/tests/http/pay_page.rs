//! `/pay/{id}` while it can be paid.

use http::StatusCode;
use serde_json::{Value, json};

use crate::harness::{Server, order, pounds};

fn nonce(policy: &str) -> &str {
    let (_, rest) = policy.split_once("'nonce-").unwrap();
    rest.split('\'').next().unwrap()
}

#[tokio::test]
async fn the_bill_can_be_read_and_paid_without_scripts() {
    let server = Server::alone().await;
    let mut order = order(1250);
    order["itemLines"] =
        json!([{ "name": "Dog socks", "quantity": 4, "amountTotal": pounds(400) }]);
    order["taxLines"] = json!([{ "caption": "VAT", "amountTotal": pounds(208) }]);
    let id = server.open(&order).await;
    let page = server.get(&format!("/pay/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "no-store");
    for text in [
        "Dojo Dogs",
        "£12.50",
        "Order 245",
        "Dog socks",
        "× 4",
        "£4.00",
        "VAT",
        "Pay on Dojo's secure page",
        "<a href=\"tel:02079460000\">020 7946 0000</a>",
    ] {
        assert!(page.body.contains(text), "{text} is not in {}", page.body);
    }
    let form = format!("method=\"post\" action=\"/pay/{id}/hosted\"");
    assert!(page.body.contains(&form), "{}", page.body);
}

#[tokio::test]
async fn the_tip_is_a_line_of_the_bill() {
    let server = Server::start().await;
    let mut order = order(1250);
    order["tip"] = json!({ "percentages": [10], "maximum": pounds(1000) });
    order["itemLines"] =
        json!([{ "name": "Dog socks", "quantity": 4, "amountTotal": pounds(1250) }]);
    let id = server.open(&order).await;
    let line = |tip: &str| format!("Tip</span><span class=\"amount\" id=\"bill-tip\">{tip}</span>");
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(page.body.contains(&line("£0.00")), "{}", page.body);
    server
        .submit(&format!("/pay/{id}/hosted"), "tips_amount=1.25", "")
        .await;
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(page.body.contains(&line("£1.25")), "{}", page.body);
    assert!(page.body.contains("£13.75"), "{}", page.body);
}

#[tokio::test]
async fn what_a_shop_wrote_is_shown_whole_and_inert() {
    let server = Server::alone().await;
    let script = "</script><script>alert(1)</script>";
    let right_to_left = "\u{202e}הזמנה 245";
    let emoji = "🧦".repeat(60);
    for reference in [script, right_to_left, emoji.as_str()] {
        let mut order = order(1250);
        order["reference"] = json!(reference);
        order["description"] = json!(reference);
        order["itemLines"] =
            json!([{ "name": reference, "quantity": 1, "amountTotal": pounds(1) }]);
        let id = server.open(&order).await;
        let page = server.get(&format!("/pay/{id}")).await;
        let shown = reference.replace('<', "&lt;").replace('>', "&gt;");
        assert!(
            page.body.contains(&format!("<bdi>{shown}</bdi>")),
            "{}",
            page.body
        );
        assert!(!page.body.contains("<script>alert"), "{}", page.body);
    }
}

#[tokio::test]
async fn the_state_lies_beside_the_bill() {
    let server = Server::alone().await;
    let mut order = order(1250);
    order["reference"] = json!("</script><b>");
    let id = server.open(&order).await;
    let page = server.get(&format!("/pay/{id}")).await;
    let (_, rest) = page.body.split_once("id=\"checkout-state\">").unwrap();
    let (state, _) = rest.split_once("</script>").unwrap();
    let state: Value = serde_json::from_str(state).unwrap();
    assert_eq!(state["id"], id);
    assert_eq!(state["reference"], "</script><b>");
    let same = server.get(&format!("/api/checkouts/{id}")).await.json();
    assert_eq!(state, same);
}

#[tokio::test]
async fn no_two_pages_share_a_nonce() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    let path = format!("/pay/{id}");
    let (first, second) = (server.get(&path).await, server.get(&path).await);
    let policy =
        |answer: &crate::harness::Answer| answer.header("content-security-policy").to_owned();
    assert_ne!(nonce(&policy(&first)), nonce(&policy(&second)));
}

#[tokio::test]
async fn an_unknown_checkout_is_not_found_in_the_products_look() {
    let server = Server::alone().await;
    for id in ["co_AAAAAAAAAAAAAAAAAAAAAA", "nonsense", "%3Cscript%3E"] {
        let page = server.get(&format!("/pay/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(
            page.body.contains("<h1>Page not found</h1>"),
            "{}",
            page.body
        );
        assert!(page.body.contains("020 7946 0000"), "{}", page.body);
    }
}

#[tokio::test]
async fn an_expired_checkout_says_so_and_takes_no_money() {
    let server = Server::alone().await;
    let id = server.open(&order(1250)).await;
    server.clock.advance(31 * 24 * 60 * 60);
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(
        page.body.contains("<h1>This checkout has expired</h1>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("No money was taken"), "{}", page.body);
    let again = server.submit(&format!("/pay/{id}/hosted"), "", "").await;
    assert_eq!(again.location(), format!("/pay/{id}"), "{}", again.body);
}

#[tokio::test]
async fn the_chosen_look_is_remembered() {
    let server = Server::alone().await;
    let chosen = server
        .submit("/theme", "theme=dark&return_to=%2Fpay%2Fx", "")
        .await;
    assert_eq!(
        (chosen.status, chosen.location()),
        (StatusCode::SEE_OTHER, "/pay/x")
    );
    let page = server.get_with("/", &chosen.cookie()).await;
    assert!(page.body.contains("data-theme=\"dark\""), "{}", page.body);
    let system = server
        .submit("/theme", "theme=system&return_to=%2F%2Fevil.example", "")
        .await;
    assert_eq!(system.location(), "/");
    let page = server.get_with("/", &system.cookie()).await;
    assert!(!page.body.contains("data-theme"), "{}", page.body);
}
