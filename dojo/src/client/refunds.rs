//! Giving money back: refunds and reversals.

use reqwest::{
    Method,
    header::{HeaderName, HeaderValue},
};

use super::{Client, Error};
use crate::{CreateRefundRequest, Refund, Reversal};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotencykey");

impl Client {
    /// Gives captured money back, all or a part. The same key never refunds twice: after [`Error::OutcomeUnknown`] send
    /// it again with the same key. A key has 1 to 100 characters.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn create_refund(
        &self,
        payment_intent_id: &str,
        request: &CreateRefundRequest,
        idempotency_key: &str,
    ) -> Result<Refund, Error> {
        let key = HeaderValue::from_str(idempotency_key)
            .ok()
            .filter(|key| (1..=100).contains(&key.len()))
            .ok_or_else(|| {
                Error::refused_before_sending(
                    "The idempotency key must have 1 to 100 visible characters",
                )
            })?;
        self.call(
            Method::POST,
            &["payment-intents", payment_intent_id, "refunds"],
        )?
        .header(IDEMPOTENCY_KEY, key)
        .body(request)
        .answer()
        .await
    }

    /// Reads a refund.
    ///
    /// # Errors
    /// As [`Error`] says, except that "not found" is `None`.
    pub async fn get_refund(&self, refund_id: &str) -> Result<Option<Refund>, Error> {
        match self.call(Method::GET, &["payment-intents", "refunds", refund_id]) {
            Err(Error::NotFound(_)) => Ok(None),
            call => call?.found().await,
        }
    }

    /// Undoes a whole payment that is authorized, or was captured automatically less than 7 days ago.
    ///
    /// # Errors
    /// As [`Error`] says; a conflict for a payment that must be refunded instead.
    pub async fn create_reversal(&self, payment_intent_id: &str) -> Result<Reversal, Error> {
        self.call(
            Method::POST,
            &["payment-intents", payment_intent_id, "reversal"],
        )?
        .answer()
        .await
    }
}
