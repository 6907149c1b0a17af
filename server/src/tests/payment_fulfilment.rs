//! What was ordered and where it goes, on a payment's page and nowhere else.

use dojo::{Address, Customer, ItemLine, Money, PaymentIntent, PaymentIntentStatus};
use serde_json::json;
use shared::Role;

use super::world::{World, on_each_database};
use crate::events::backfill;

async fn take_in(world: &World, intent: PaymentIntent) {
    world.dojo.add(intent);
    while backfill::round(&world.app).await.unwrap().is_some() {}
}

#[tokio::test]
async fn staff_see_where_to_deliver_and_what() {
    on_each_database(async |world| {
        let address = |first: &str| Address {
            address1: Some(first.to_owned()),
            address2: Some(" ".to_owned()),
            city: Some("London".to_owned()),
            postcode: Some("N1 9GU".to_owned()),
            country_code: "GB".to_owned(),
            ..Address::default()
        };
        let intent = PaymentIntent {
            id: "pi_delivered".to_owned(),
            reference: "Order 7".to_owned(),
            amount: Money::new(3000, "GBP"),
            status: PaymentIntentStatus::Captured,
            created_at: Some("2026-11-21T09:00:00Z".parse().unwrap()),
            customer: Some(Customer {
                phone_number: Some("020 7946 0000".to_owned()),
                ..Customer::default()
            }),
            billing_address: Some(address("1 Bill Street")),
            shipping_details: Some(dojo::ShippingDetails {
                name: Some("Ada Lovelace".to_owned()),
                delivery_notes: Some("Ring twice".to_owned()),
                address: Some(address("2 Ship Street")),
                ..dojo::ShippingDetails::default()
            }),
            item_lines: vec![ItemLine {
                name: Some("Teapot".to_owned()),
                quantity: Some(2),
                amount_total: Money::new(3000, "GBP"),
                ..ItemLine::default()
            }],
            ..PaymentIntent::default()
        };
        take_in(&world, intent).await;
        let viewer = world.desk(Role::Viewer).await;
        let shown = viewer.get("/payments/pi_delivered").await.json;
        assert_eq!(
            shown["fulfilment"],
            json!({
                "deliverTo": ["Ada Lovelace", "2 Ship Street", "London", "N1 9GU", "GB"],
                "deliveryNotes": "Ring twice",
                "billingAddress": ["1 Bill Street", "London", "N1 9GU", "GB"],
                "phoneNumber": "020 7946 0000",
                "items": [
                    {"name": "Teapot", "quantity": 2, "amountTotal": {"value": 3000, "currencyCode": "GBP"}},
                ],
            })
        );
        let owner = world.desk(Role::Owner).await;
        let audit = owner.get("/audit").await.json.to_string();
        assert!(!audit.contains("Street"), "{audit}");
    })
    .await;
}

#[tokio::test]
async fn a_payment_without_an_order_shows_none() {
    on_each_database(async |world| {
        let (_, id) = world.paid().await;
        let viewer = world.desk(Role::Viewer).await;
        let shown = viewer.get(&format!("/payments/{id}")).await.json;
        assert_eq!(shown["fulfilment"]["deliverTo"], json!(null), "{shown}");
    })
    .await;
}
