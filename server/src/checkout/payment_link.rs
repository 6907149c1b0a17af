//! Dojo's page for an intent that was made a while ago.

use dojo::{PaymentIntent, PaymentLink};
use url::Url;

use super::{CheckoutRecord, customers};
use crate::app::App;

/// The customer's secret in the link is short-lived; without a valid one the page shows no saved cards. Should a new one
/// not be had, the old link still takes a card.
pub(super) async fn renew(app: &App, record: &CheckoutRecord, intent: &mut PaymentIntent) {
    let Some(link) = &intent.payment_link else {
        return;
    };
    match customers::access(app, record).await {
        Ok(Some(access)) => {
            let customer = &access.dojo_customer_id;
            if let Some(renewed) = with_secret(link.as_str(), customer, access.secret.expose()) {
                intent.payment_link = Some(PaymentLink::new(renewed));
            }
        }
        Ok(None) => {}
        Err(error) => {
            tracing::info!(
                reason = error.chain(),
                "the customer's secret is not renewed"
            );
        }
    }
}

/// `cid` is Dojo's name for the customer in its links, `csc` that for the customer's secret.
fn with_secret(link: &str, customer: &str, secret: &str) -> Option<String> {
    let mut url = Url::parse(link).ok()?;
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name != "cid" && name != "csc")
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut()
        .clear()
        .append_pair("cid", customer)
        .append_pair("csc", secret)
        .extend_pairs(others);
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_replaced_and_the_selected_card_kept() {
        assert_eq!(
            with_secret(
                "https://pay.dojo.tech/checkout/pi_1?cid=c&csc=old&cpm=pm_1",
                "c",
                "a&b"
            )
            .unwrap(),
            "https://pay.dojo.tech/checkout/pi_1?cid=c&csc=a%26b&cpm=pm_1"
        );
    }
}
