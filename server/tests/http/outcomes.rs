//! `/pay/{id}` once it is paid, and the way there.

use http::StatusCode;
use serde_json::json;

use crate::harness::{Server, order};

const APPROVED: &str = "4456530000001005";
const DECLINED: &str = "4456530000001013";

#[tokio::test]
async fn a_paid_checkout_shows_what_was_paid() {
    let server = Server::start().await;
    let mut order = order(1250);
    order["redirectUrl"] = json!("https://shop.example/thanks?order=245");
    let id = server.open(&order).await;
    server.pay(&id, APPROVED).await;
    let back = server.get(&format!("/pay/{id}/return")).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    assert_eq!(back.location(), format!("/pay/{id}"));
    let page = server.get(back.location()).await;
    for text in [
        "<h1>Payment successful</h1>",
        "£12.50",
        "Order 245",
        "Visa •••• 1005",
        "<time datetime=",
        "E-mail a copy",
        "Return to",
        &format!("https://shop.example/thanks?order=245&amp;checkout={id}"),
    ] {
        assert!(page.body.contains(text), "{text} is not in {}", page.body);
    }
    // Nothing of the paying panel is loaded any more.
    for text in ["checkout-state", ".wasm", "id=\"pay\""] {
        assert!(!page.body.contains(text), "{text} is in {}", page.body);
    }
}

#[tokio::test]
async fn a_paid_checkout_is_not_paid_again() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    server.pay(&id, APPROVED).await;
    let again = server.submit(&format!("/pay/{id}/hosted"), "", "").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    assert_eq!(again.location(), format!("/pay/{id}"));
    let request = json!({ "method": "card" });
    let path = format!("/api/checkouts/{id}/attempts");
    let prepared = server
        .call(http::Method::POST, &path, &request)
        .await
        .json();
    assert_eq!(prepared["checkout"]["status"], "paid", "{prepared}");
    assert_eq!(prepared["attempt"], json!(null), "{prepared}");
}

#[tokio::test]
async fn a_declined_card_leaves_the_checkout_open() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    server.pay(&id, DECLINED).await;
    server.get(&format!("/pay/{id}/return")).await;
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(
        page.body.contains("Your card was declined"),
        "{}",
        page.body
    );
    assert!(
        page.body.contains("Pay on Dojo's secure page"),
        "{}",
        page.body
    );
    server.pay(&id, APPROVED).await;
    server.get(&format!("/pay/{id}/return")).await;
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(page.body.contains("Payment successful"), "{}", page.body);
}

#[tokio::test]
async fn a_return_is_a_reason_to_look_and_no_proof() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    let hosted = server.submit(&format!("/pay/{id}/hosted"), "", "").await;
    assert_eq!(hosted.status, StatusCode::SEE_OTHER);
    server.get(&format!("/pay/{id}/return")).await;
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(!page.body.contains("Payment successful"), "{}", page.body);
}

#[tokio::test]
async fn an_unknown_outcome_is_waited_for_and_found_out() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    server.pay(&id, APPROVED).await;
    let fault =
        json!({ "method": "GET", "path": "/payment-intents/*", "kind": "status", "status": 500 });
    let faults = "/_sandbox/faults";
    server.sandbox(reqwest::Method::POST, faults, &fault).await;
    server.get(&format!("/pay/{id}/return")).await;
    let page = server.get(&format!("/pay/{id}")).await;
    for text in [
        "Payment being confirmed",
        "safe to close",
        "<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>",
        "\"status\":\"waiting\"",
    ] {
        assert!(page.body.contains(text), "{text} is not in {}", page.body);
    }
    assert!(!page.body.contains("Pay on Dojo's secure page"));
    server
        .sandbox(reqwest::Method::DELETE, faults, &json!(null))
        .await;
    server.get(&format!("/pay/{id}/return")).await;
    let page = server.get(&format!("/pay/{id}")).await;
    assert!(page.body.contains("Payment successful"), "{}", page.body);
}

#[tokio::test]
async fn a_copy_of_the_receipt_is_sent_for_paid_checkouts_only() {
    let server = Server::start().await;
    let id = server.open(&order(1250)).await;
    let path = format!("/pay/{id}/receipt");
    let form = "email_address=ada%40example.com";
    let early = server.submit(&path, form, "").await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.body);
    server.pay(&id, APPROVED).await;
    server.get(&format!("/pay/{id}/return")).await;
    let wrong = server.submit(&path, "email_address=nonsense", "").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "{}", wrong.body);
    let sent = server.submit(&path, form, "").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = server.get(sent.location()).await;
    assert!(page.body.contains("Receipt on its way"), "{}", page.body);
}
