//! E-mail and addresses, where the merchant asks for them.

use anyhow::Result;
use journeys::{Order, cards, journey};

#[tokio::test]
async fn what_the_merchant_asks_for_is_told_to_dojo_and_not_paid_without() -> Result<()> {
    journey(async |journey| {
        let browser = &journey.browser;
        let (opened, checkout) = journey.open(&Order::of(1250).collect_everything()).await?;
        checkout.type_card(cards::VISA).await?;
        checkout.press_pay("£12.50").await?;
        checkout.says("Enter your e-mail address.").await?;
        checkout
            .says("Enter the first line of the billing address.")
            .await?;
        journey.nothing_paid(&opened.id).await?;

        for (group, label, text) in [
            ("Contact", "E-mail address", "ada@example.com"),
            ("Delivery address", "Full name", "Charles Babbage"),
            ("Delivery address", "Address line 1", "1 Dorset Street"),
            ("Delivery address", "Town or city", "London"),
            ("Delivery address", "Postcode", "W1U 4EF"),
            ("Billing address", "Address line 1", "12 St James's Square"),
            ("Billing address", "Town or city", "London"),
            ("Billing address", "Postcode", "W2 1DG"),
        ] {
            browser.fill_in(Some(group), label, text).await?;
        }
        checkout.press_pay("£12.50").await?;
        checkout.becomes("Payment successful").await?;
        let intent = journey.stack.sandbox()?.captured().await?;
        for (place, text) in [
            ("/customer/emailAddress", "ada@example.com"),
            ("/shippingDetails/name", "Charles Babbage"),
            ("/shippingDetails/address/postcode", "W1U 4EF"),
            ("/billingAddress/postcode", "W2 1DG"),
            ("/paymentDetails/avsResult", "ADDRESS_MATCH_POSTCODE_MATCH"),
        ] {
            let found = intent.pointer(place).and_then(|value| value.as_str());
            assert_eq!(found, Some(text), "{place} in {intent:#}");
        }
        journey.paid_once(&opened.id, 1250).await
    })
    .await
}
