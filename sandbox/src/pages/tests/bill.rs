//! The bill: it shows what it is configured to show, and nothing in it is taken for markup.

use http::{StatusCode, header};
use serde_json::json;

use super::{World, card_with};

#[tokio::test]
async fn the_bill_shows_what_the_configuration_asks_for() {
    let world = World::new().await;
    let id = world
        .intent(json!({
            "description": "Thank you",
            "itemLines": [{"id": "a", "quantity": 2, "name": "Dog socks", "amountTotal": {"value": 1000, "currencyCode": "GBP"}}],
            "taxLines": [{"caption": "VAT", "subCaption": "20%", "amountTotal": {"value": 250, "currencyCode": "GBP"}}],
            "config": {"title": "Harbour & Hound", "details": {"showTotal": true, "showReference": true}, "cancelUrl": "http://127.0.0.1:8080/cancel"}
        }))
        .await;
    let page = world.get(&format!("/checkout/{id}")).await.expect(
        StatusCode::OK,
        &[
            "Harbour &amp; Hound",
            "Dog socks",
            "£10.00",
            "20%",
            "£2.50",
            "Total",
            "Order 245",
            "Pay £12.50",
            ">Sandbox<",
            r#"href="http://127.0.0.1:8080/cancel""#,
        ],
    );
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .expect("text");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    page.lacks(&["<script", "style=", "Apple Pay", "Save this card", "E-mail"]);

    let plain = world.intent(json!({})).await;
    let page = world.get(&format!("/checkout/{plain}")).await;
    page.lacks(&["Order 245", "Total"]);
}

#[tokio::test]
async fn a_tip_and_a_changed_amount_are_in_the_total() {
    let world = World::new().await;
    let id = world
        .intent(json!({
            "itemLines": [{"name": "Tea", "amountTotal": {"value": 1250, "currencyCode": "GBP"}}],
            "config": {"payment": {"tipsAllowed": true, "customAmountAllowed": true}}
        }))
        .await;
    let tips = json!({"tipsAmount": {"value": 125, "currencyCode": "GBP"}});
    world
        .api("POST", &format!("/payment-intents/{id}/tips-amount"), tips)
        .await;
    let page = world.get(&format!("/checkout/{id}")).await;
    page.expect(StatusCode::OK, &["Tip", "£1.25", "Pay £13.75"]);
}

#[tokio::test]
async fn hostile_texts_are_shown_inert_and_whole() {
    let world = World::new().await;
    let reference = format!("<script>{}\u{202e}</script>", "é".repeat(42));
    assert_eq!(reference.chars().count(), 60);
    let id = world
        .intent(json!({
            "reference": reference,
            "config": {
                "title": "\"><img src=x onerror=alert(1)> مقهى 🐶",
                "details": {"showReference": true},
                "redirectUrl": "http://127.0.0.1:8080/done"
            }
        }))
        .await;
    let shown = format!(
        "<bdi>&lt;script&gt;{}\u{202e}&lt;/script&gt;</bdi>",
        "é".repeat(42)
    );
    let page = world.get(&format!("/checkout/{id}")).await;
    page.expect(StatusCode::OK, &[&shown, "مقهى 🐶"])
        .lacks(&["<script", "<img"]);
    let echoed = card_with(&[("cardName", "\"><script>alert(1)</script>"), ("cv2", "")]);
    let page = world.post(&format!("/checkout/{id}"), &echoed).await;
    page.expect(
        StatusCode::UNPROCESSABLE_ENTITY,
        &["&quot;&gt;&lt;script&gt;"],
    )
    .lacks(&["<script"]);
}
