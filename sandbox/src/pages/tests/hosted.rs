//! The form: what it asks for, what it refuses, and what it never repeats.

use http::{StatusCode, header};
use serde_json::json;

use super::{GOOD, World, card_with};

#[tokio::test]
async fn a_good_card_pays_and_leads_to_the_merchant() {
    let world = World::new().await;
    let config = json!({"config": {"redirectUrl": "http://127.0.0.1:8080/done?a=b"}});
    let id = world.intent(config).await;
    let path = format!("/checkout/{id}");
    let paid = world.post(&path, &GOOD).await;
    assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.body);
    assert_eq!(
        paid.location.as_deref(),
        Some("http://127.0.0.1:8080/done?a=b")
    );
    assert_eq!(world.read(&id).await["status"], "Captured");
    let cookie = paid.headers[header::SET_COOKIE].to_str().expect("text");
    assert!(
        cookie.contains("HttpOnly"),
        "without it the way back shows the card: {cookie}"
    );
}

#[tokio::test]
async fn a_link_pays_once_and_then_says_so() {
    let world = World::new().await;
    let id = world.intent(json!({})).await;
    let path = format!("/checkout/{id}");
    let paid = world.post(&path, &GOOD).await;
    assert_eq!(paid.location.as_deref(), Some(path.as_str()));
    let code = world.read(&id).await["paymentDetails"]["authCode"].clone();
    let code = code.as_str().expect("an auth code");
    let expected = [
        "Payment successful",
        "£12.50",
        "Order 245",
        "•••• 1005",
        code,
    ];
    world
        .get(&path)
        .await
        .expect(StatusCode::OK, &expected)
        .lacks(&["<form"]);
    let again = world.post(&path, &GOOD).await;
    again.expect(StatusCode::OK, &["Payment successful"]);
    let events = world.read(&id).await["paymentEvents"].clone();
    assert_eq!(events.as_array().map(Vec::len), Some(1), "{events}");
}

#[tokio::test]
async fn each_wrong_field_is_named_and_the_number_never_repeated() {
    let world = World::new().await;
    let id = world.intent(json!({})).await;
    let path = format!("/checkout/{id}");
    let cases = [
        ("cardName", "", "cardNameRequired"),
        ("cardName", "5200 0000 0000 1005", "cardNameInvalid"),
        ("cardNumber", "", "cardNumberRequired"),
        ("cardNumber", "5200 0000 0000 1006", "cardNumberInvalid"),
        ("cardNumber", "0000000000000000", "cardNumberInvalid"),
        ("expiryDate", "", "expiryDateRequired"),
        ("expiryDate", "13/29", "expiryDateInvalid"),
        ("expiryDate", "02/26", "expiryDateMustBeInFuture"),
        ("cv2", "", "cv2Required"),
        ("cv2", "02", "cv2Invalid"),
    ];
    for (field, value, error_type) in cases {
        let page = world.post(&path, &card_with(&[(field, value)])).await;
        let tied = format!(r#"aria-invalid="true" aria-describedby="{field}Error""#);
        let named = format!(r#"id="{field}Error" data-error-type="{error_type}""#);
        let summed = format!(r##"href="#{field}""##);
        page.expect(
            StatusCode::UNPROCESSABLE_ENTITY,
            &[&tied, &named, &summed, r#"role="alert""#],
        )
        .lacks(&["5200 0000", "52000000", "1006", "value=\"02"]);
    }
    assert_eq!(world.read(&id).await["paymentEvents"], json!([]));
}

#[tokio::test]
async fn a_decline_keeps_the_form_and_all_but_the_card() {
    let world = World::new().await;
    let config = json!({"config": {"customerEmail": {"collectionRequired": true}}});
    let id = world.intent(config).await;
    let path = format!("/checkout/{id}");
    let bad = card_with(&[
        ("cardNumber", "4456530000001013"),
        ("cv2", "341"),
        ("emailAddress", "ada@example.com"),
    ]);
    let page = world.post(&path, &bad).await;
    let expected = [
        "Payment declined",
        "Nothing was charged",
        r#"value="ada@example.com""#,
        "Pay £12.50",
    ];
    page.expect(StatusCode::PAYMENT_REQUIRED, &expected)
        .lacks(&["4456", "1013", "341"]);
    assert_eq!(
        world.read(&id).await["paymentEvents"][0]["eventType"],
        "Declined"
    );

    let good = card_with(&[("emailAddress", "ada@example.com")]);
    assert_eq!(world.post(&path, &good).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        world.read(&id).await["customer"]["emailAddress"],
        "ada@example.com"
    );
}

#[tokio::test]
async fn what_the_configuration_demands_is_asked_for_and_kept() {
    let world = World::new().await;
    let required = json!({"collectionRequired": true});
    let id = world
        .intent(json!({"config": {"customerEmail": required, "billingAddress": required, "shippingDetails": required}}))
        .await;
    let path = format!("/checkout/{id}");
    let tokens = [
        r#"autocomplete="email""#,
        r#"autocomplete="shipping name""#,
        r#"autocomplete="shipping address-line1""#,
        r#"autocomplete="billing postal-code""#,
        r#"autocomplete="billing country""#,
        r#"autocomplete="cc-number""#,
        r#"autocomplete="cc-exp""#,
        r#"autocomplete="cc-csc""#,
        r#"autocomplete="cc-name""#,
    ];
    world.get(&path).await.expect(StatusCode::OK, &tokens);
    let errors = [
        "emailRequired",
        "nameRequired",
        "address1Required",
        "cityRequired",
        "postcodeRequired",
    ];
    world
        .post(&path, &GOOD)
        .await
        .expect(StatusCode::UNPROCESSABLE_ENTITY, &errors);

    let told = card_with(&[
        ("emailAddress", "ada@example.com"),
        ("shipping.name", "Ada"),
        ("shipping.address1", "1 High Street"),
        ("shipping.city", "London"),
        ("shipping.postcode", "W2 1DG"),
        ("shipping.countryCode", "IE"),
        ("billing.address1", "2 High Street"),
        ("billing.city", "London"),
        ("billing.postcode", "W2 1DG"),
        ("billing.countryCode", "GB"),
    ]);
    assert_eq!(world.post(&path, &told).await.status, StatusCode::SEE_OTHER);
    let intent = world.read(&id).await;
    assert_eq!(intent["shippingDetails"]["name"], "Ada");
    assert_eq!(intent["shippingDetails"]["address"]["countryCode"], "IE");
    assert_eq!(intent["billingAddress"]["address1"], "2 High Street");
    assert_eq!(
        intent["paymentDetails"]["avsResult"],
        "ADDRESS_MATCH_POSTCODE_MATCH"
    );
}

#[tokio::test]
async fn what_cannot_be_paid_says_why() {
    let world = World::new().await;
    let unknown = world.get("/checkout/pi_sandbox_unknown").await;
    unknown.expect(StatusCode::NOT_FOUND, &["Page not found", ">Sandbox<"]);

    let cancelled = world.intent(json!({"reference": "Cancelled"})).await;
    world
        .api(
            "DELETE",
            &format!("/payment-intents/{cancelled}"),
            json!(null),
        )
        .await;
    let path = format!("/checkout/{cancelled}");
    world
        .get(&path)
        .await
        .expect(StatusCode::GONE, &["This payment was cancelled"]);
    world
        .post(&path, &GOOD)
        .await
        .expect(StatusCode::GONE, &["Nothing was charged"]);

    let expired = world.intent(json!({"reference": "Expired"})).await;
    world
        .api(
            "POST",
            "/_sandbox/clock/advance",
            json!({"seconds": 31 * 86_400}),
        )
        .await;
    let page = world.get(&format!("/checkout/{expired}")).await;
    page.expect(StatusCode::GONE, &["This payment link has expired"]);
}

#[tokio::test]
async fn a_setup_intent_shows_its_terms_and_takes_a_card() {
    let world = World::new().await;
    let setup = json!({
        "reference": "Table 4",
        "merchantInitiatedTransactionType": "NoShow",
        "terms": "We charge <b>ten pounds</b> if you do not come.",
        "intendedAmount": {"value": 1000, "currencyCode": "GBP"}
    });
    let setup = world.api("POST", "/setup-intents", setup).await;
    let id = setup["id"].as_str().expect("an id");
    let path = format!("/checkout/{id}");
    let expected = [
        "&lt;b&gt;ten pounds",
        "Nothing is charged now",
        "£10.00",
        "Save card",
    ];
    world.get(&path).await.expect(StatusCode::OK, &expected);
    assert_eq!(world.post(&path, &GOOD).await.status, StatusCode::SEE_OTHER);
    world
        .get(&path)
        .await
        .expect(StatusCode::OK, &["Card saved"]);
    let setup = world
        .api("GET", &format!("/setup-intents/{id}"), json!(null))
        .await;
    assert_eq!(setup["status"], "Authorized");
}
