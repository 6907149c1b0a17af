//! 3-D Secure and the wallet on the hosted page.

use http::StatusCode;
use serde_json::json;

use super::{World, card_with};

const CHALLENGED: &str = "5200000000001096";

#[tokio::test]
async fn a_completed_challenge_pays() {
    let world = World::new().await;
    let id = world
        .intent(json!({"config": {"redirectUrl": "http://127.0.0.1:8080/done"}}))
        .await;
    let asked = world
        .post(
            &format!("/checkout/{id}"),
            &card_with(&[("cardNumber", CHALLENGED)]),
        )
        .await;
    let challenge = asked.location.expect("the way to the bank");
    world
        .get(&challenge)
        .await
        .expect(
            StatusCode::OK,
            &[
                "Complete authentication",
                "Fail authentication",
                "£12.50",
                "•••• 1096",
            ],
        )
        .lacks(&["52000000", "<script"]);
    assert_eq!(world.read(&id).await["status"], "Created");
    let done = world.post(&challenge, &[("decision", "complete")]).await;
    assert_eq!(done.location.as_deref(), Some("http://127.0.0.1:8080/done"));
    assert_eq!(world.read(&id).await["status"], "Captured");
}

#[tokio::test]
async fn a_failed_or_left_challenge_leads_back_to_the_form() {
    let world = World::new().await;
    for (decision, sentence) in [
        ("fail", "Your bank could not confirm it was you"),
        ("abandon", "You left your bank&#39;s page"),
    ] {
        let id = world.intent(json!({"reference": decision})).await;
        let path = format!("/checkout/{id}");
        let asked = world
            .post(&path, &card_with(&[("cardNumber", CHALLENGED)]))
            .await;
        let challenge = asked.location.expect("the way to the bank");
        let back = world.post(&challenge, &[("decision", decision)]).await;
        let form = back.location.expect("the way back");
        assert!(form.starts_with(&path), "{form}");
        let shown = world.get(&form).await;
        let sentence = sentence.replace("&#39;", "'");
        shown.expect(
            StatusCode::OK,
            &["Payment declined", &sentence, "Pay £12.50"],
        );
        // The challenge is over: answering it again changes nothing.
        world.post(&challenge, &[("decision", "complete")]).await;
        assert_eq!(world.read(&id).await["status"], "Created");
        assert_eq!(
            world.post(&path, &super::GOOD).await.status,
            StatusCode::SEE_OTHER
        );
    }
}

#[tokio::test]
async fn an_amount_that_changed_at_the_bank_is_not_charged() {
    let world = World::new().await;
    let config = json!({"config": {"payment": {"customAmountAllowed": true}}});
    let id = world.intent(config).await;
    let path = format!("/checkout/{id}");
    let asked = world
        .post(&path, &card_with(&[("cardNumber", CHALLENGED)]))
        .await;
    let challenge = asked.location.expect("the way to the bank");
    let dearer = json!({"amount": {"value": 9900, "currencyCode": "GBP"}});
    let amount = format!("/payment-intents/{id}/amount");
    world.api("POST", &amount, dearer).await;
    let back = world.post(&challenge, &[("decision", "complete")]).await;
    let form = world.get(&back.location.expect("the way back")).await;
    form.expect(
        StatusCode::OK,
        &["The amount changed meanwhile", "Pay £99.00"],
    );
    assert_eq!(world.read(&id).await["status"], "Created");
}

#[tokio::test]
async fn a_phone_order_is_not_challenged() {
    let world = World::new().await;
    let id = world.intent(json!({"cardHolderNotPresent": true})).await;
    let path = format!("/checkout/{id}");
    let paid = world
        .post(&path, &card_with(&[("cardNumber", CHALLENGED)]))
        .await;
    assert_eq!(paid.location.as_deref(), Some(path.as_str()));
    assert_eq!(world.read(&id).await["status"], "Captured");
}

#[tokio::test]
async fn a_challenge_belongs_to_its_payment() {
    let world = World::new().await;
    let id = world.intent(json!({})).await;
    let other = world.intent(json!({"reference": "Other"})).await;
    let asked = world
        .post(
            &format!("/checkout/{id}"),
            &card_with(&[("cardNumber", CHALLENGED)]),
        )
        .await;
    let challenge = asked
        .location
        .expect("the way to the bank")
        .replace(&id, &other);
    world
        .get(&challenge)
        .await
        .expect(StatusCode::NOT_FOUND, &[]);
    let answered = world.post(&challenge, &[("decision", "complete")]).await;
    answered.expect(StatusCode::NOT_FOUND, &[]);
    assert_eq!(world.read(&id).await["status"], "Created");
}

#[tokio::test]
async fn the_wallet_approves_declines_and_asks_for_what_is_needed() {
    let world = World::new().await;
    let id = world
        .intent(json!({"paymentMethods": ["Wallet"], "config": {"customerEmail": {"collectionRequired": true}}}))
        .await;
    let page = world.get(&format!("/checkout/{id}")).await;
    page.expect(StatusCode::OK, &["Apple Pay or Google Pay"])
        .lacks(&["Card number"]);
    let path = format!("/checkout/{id}/wallet");
    let sheet = world.post(&path, &[]).await;
    sheet.expect(
        StatusCode::OK,
        &["Approve", "Decline", "Cancel", "£12.50", "E-mail address"],
    );
    let declined = world.post(&path, &[("decision", "decline")]).await;
    declined.expect(StatusCode::PAYMENT_REQUIRED, &["Payment declined"]);
    let incomplete = world.post(&path, &[("decision", "approve")]).await;
    incomplete.expect(StatusCode::UNPROCESSABLE_ENTITY, &["emailRequired"]);
    let approve = [("decision", "approve"), ("emailAddress", "ada@example.com")];
    assert_eq!(
        world.post(&path, &approve).await.status,
        StatusCode::SEE_OTHER
    );
    let intent = world.read(&id).await;
    assert_eq!(intent["status"], "Captured");
    assert_eq!(intent["customer"]["emailAddress"], "ada@example.com");
}

#[tokio::test]
async fn a_wallet_that_is_not_offered_cannot_pay() {
    let world = World::new().await;
    let id = world.intent(json!({"paymentMethods": ["Card"]})).await;
    world
        .post(
            &format!("/checkout/{id}/wallet"),
            &[("decision", "approve")],
        )
        .await;
    assert_eq!(world.read(&id).await["status"], "Created");
}
