//! Returning customers: their cards are shown to them alone, the preferred one chosen, the code asked for.

use http::StatusCode;
use serde_json::{Value, json};

use super::{World, card_with};

struct Customer {
    id: String,
    secret: String,
}

async fn customer(world: &World) -> Customer {
    let made = world
        .api(
            "POST",
            "/customers",
            json!({"name": "Ada", "emailAddress": "ada@example.com"}),
        )
        .await;
    let id = made["id"].as_str().expect("an id").to_owned();
    let secret = world
        .api(
            "POST",
            &format!("/customers/{id}/create-secret"),
            json!(null),
        )
        .await;
    Customer {
        id,
        secret: secret["secret"].as_str().expect("a secret").to_owned(),
    }
}

/// Path and query of the intent's link.
async fn link(world: &World, customer: &Customer, saved_card_id: Option<&str>) -> (String, String) {
    let mut named = json!({"id": customer.id, "secret": customer.secret});
    if let Some(id) = saved_card_id {
        named["savedCardId"] = json!(id);
    }
    let fields = json!({"paymentMethods": ["Card", "SavedCard"], "customer": named});
    let intent = world.create(fields).await;
    let url = url::Url::parse(intent["paymentLink"].as_str().expect("a link")).expect("an address");
    let path = format!(
        "{}?{}",
        url.path(),
        url.query().expect("the customer's parameters")
    );
    (intent["id"].as_str().expect("an id").to_owned(), path)
}

async fn saved(world: &World, customer: &Customer) -> Vec<Value> {
    let request = http::Request::builder()
        .uri(format!("/customers/public/{}/payment-methods", customer.id))
        .header("authorization", format!("Basic {}", customer.secret))
        .header("version", "2026-02-27")
        .body(axum::body::Body::empty())
        .expect("a request");
    let answer = world.send(request).await;
    let list: Value = serde_json::from_str(&answer.body).expect("JSON");
    list["savedPaymentMethods"]
        .as_array()
        .expect("a list")
        .clone()
}

#[tokio::test]
async fn a_card_is_saved_only_if_the_box_is_ticked() {
    let world = World::new().await;
    let customer = customer(&world).await;
    let (_, first) = link(&world, &customer, None).await;
    let page = world.get(&first).await;
    page.expect(
        StatusCode::OK,
        &[
            "Save this card for next time",
            "Nothing is charged without you",
        ],
    )
    .lacks(&[
        r#"name="saveCard" value="yes" checked"#,
        r#"name="instrument""#,
    ]);
    assert_eq!(
        world.post(&first, &card_with(&[])).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(saved(&world, &customer).await.is_empty());

    let (_, second) = link(&world, &customer, None).await;
    world
        .post(&second, &card_with(&[("saveCard", "yes")]))
        .await;
    assert_eq!(saved(&world, &customer).await.len(), 1);
}

#[tokio::test]
async fn the_preferred_card_is_chosen_and_pays_with_its_code() {
    let world = World::new().await;
    let customer = customer(&world).await;
    for (number, cv2) in [("5200000000001005", "020"), ("4456530000001005", "341")] {
        let (_, path) = link(&world, &customer, None).await;
        let card = card_with(&[("cardNumber", number), ("cv2", cv2), ("saveCard", "yes")]);
        world.post(&path, &card).await;
    }
    let cards = saved(&world, &customer).await;
    let visa = cards
        .iter()
        .find(|card| card["cardDetails"]["scheme"] == "VISA")
        .and_then(|card| card["id"].as_str())
        .expect("the Visa was saved");

    let (id, path) = link(&world, &customer, Some(visa)).await;
    assert!(path.contains(&format!("cpm={visa}")), "{path}");
    let chosen = format!(r#"name="instrument" value="{visa}" checked"#);
    let page = world.get(&path).await.expect(
        StatusCode::OK,
        &[
            &chosen,
            "Use another card",
            "Security code",
            "Visa <span class=\"nowrap\">•••• 1005",
        ],
    );
    let (visa_at, other_at) = (page.body.find("Visa <"), page.body.find("Mastercard <"));
    assert!(visa_at < other_at, "the preferred card comes first");

    let missing = world
        .post(&path, &[("instrument", visa), ("cv2", "")])
        .await;
    missing.expect(StatusCode::UNPROCESSABLE_ENTITY, &["cv2Required", &chosen]);
    let paid = world
        .post(&path, &[("instrument", visa), ("cv2", "341")])
        .await;
    assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.body);
    let intent = world.read(&id).await;
    assert_eq!(intent["paymentDetails"]["paymentMethodId"], visa);
}

#[tokio::test]
async fn without_the_customers_secret_no_card_is_shown_or_charged() {
    let world = World::new().await;
    let customer = customer(&world).await;
    let (_, path) = link(&world, &customer, None).await;
    world.post(&path, &card_with(&[("saveCard", "yes")])).await;
    let card = saved(&world, &customer).await[0]["id"].clone();
    let card = card.as_str().expect("an id");

    let (id, _) = link(&world, &customer, Some(card)).await;
    for query in [
        String::new(),
        format!("?cid={}", customer.id),
        format!("?cid={}&csc=wrong&cpm={card}", customer.id),
    ] {
        let path = format!("/checkout/{id}{query}");
        let page = world.get(&path).await;
        page.expect(StatusCode::OK, &["Card number"])
            .lacks(&["•••• 1005", "Save this card"]);
        let tried = world
            .post(&path, &[("instrument", card), ("cv2", "020")])
            .await;
        assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(world.read(&id).await["status"], "Created");
}
