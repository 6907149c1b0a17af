//! Payments at Dojo: looked at, and made behind the server's back.

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};

use super::Sandbox;
use crate::cards::{self, Card};
use crate::wait::until;

/// A payment to be made elsewhere with the server's key.
#[derive(Clone, Debug)]
pub struct NewIntent {
    /// The merchant's name for it.
    pub reference: String,
    /// How much.
    pub pence: i64,
    /// Authorize only.
    pub capture_later: bool,
}

impl NewIntent {
    /// Captured at once.
    #[must_use]
    pub fn of(reference: &str, pence: i64) -> Self {
        Self {
            reference: reference.to_owned(),
            pence,
            capture_later: false,
        }
    }
}

impl Sandbox {
    /// Every intent of the account in one of these statuses, newest first.
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn intents(&self, statuses: &[&str]) -> Result<Vec<Value>> {
        let body = json!({ "statuses": statuses, "cursor": { "limit": 100 } });
        let page = self
            .call(Method::POST, "/payment-intents/search", Some(body))
            .await?;
        let items = page.get("data").or_else(|| page.get("items"));
        Ok(items
            .and_then(Value::as_array)
            .context("a page of intents has data")?
            .clone())
    }

    /// The intent as Dojo tells it.
    ///
    /// # Errors
    /// If there is none.
    pub async fn intent(&self, id: &str) -> Result<Value> {
        let path = format!("/payment-intents/{id}?returnCanceled=true");
        self.call(Method::GET, &path, None).await
    }

    /// Behind the server's back, changes an intent to this many pence and pays it.
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn pay_at_another_amount(&self, id: &str, pence: i64, card: Card) -> Result<()> {
        let amount = json!({ "amount": { "value": pence, "currencyCode": "GBP" } });
        self.call(
            Method::POST,
            &format!("/payment-intents/{id}/amount"),
            Some(amount),
        )
        .await?;
        self.pay(id, card).await
    }

    /// Makes a payment elsewhere with the server's key, pays it, and waits until the server was told. Answers its id.
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn paid_elsewhere(&self, new: &NewIntent, card: Card) -> Result<String> {
        let body = json!({
            "amount": { "value": new.pence, "currencyCode": "GBP" },
            "reference": new.reference,
            "captureMode": if new.capture_later { "Manual" } else { "Auto" },
            "paymentMethods": ["Card"],
        });
        let intent = self
            .call(Method::POST, "/payment-intents", Some(body))
            .await?;
        let id = intent["id"].as_str().context("an intent has an id")?;
        self.pay(id, card).await?;
        self.webhook_arrived(id).await?;
        Ok(id.to_owned())
    }

    async fn pay(&self, id: &str, card: Card) -> Result<()> {
        let paid = json!({
            "cardNumber": card.number, "cv2": card.cv2, "expiryDate": cards::EXPIRY, "cardName": cards::NAME,
        });
        let path = format!("/_sandbox/payment-intents/{id}/pay");
        let answer = self.call(Method::POST, &path, Some(paid)).await?;
        ensure!(answer["statusCode"] == 0, "not paid: {answer}");
        Ok(())
    }

    /// The intents that were captured, of which there must be exactly `count` for this total in minor units.
    ///
    /// # Errors
    /// If there are fewer, more, or others.
    pub async fn expect_captured(&self, count: usize, total: i64) -> Result<()> {
        let captured = self
            .intents(&["Captured", "Authorized", "Refunded", "Reversed"])
            .await?;
        let totals: Vec<i64> = captured
            .iter()
            .filter_map(|intent| intent.pointer("/totalAmount/value")?.as_i64())
            .collect();
        ensure!(
            totals == vec![total; count],
            "expected {count} captured payments of {total}, Dojo has {totals:?}"
        );
        Ok(())
    }

    /// Waits until Dojo has exactly one captured payment, and returns it.
    ///
    /// # Errors
    /// If there is none in time.
    pub async fn captured(&self) -> Result<Value> {
        until("a captured payment at Dojo", async || {
            Ok(self.intents(&["Captured"]).await?.into_iter().next())
        })
        .await
    }
}
