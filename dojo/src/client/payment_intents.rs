//! Payment intents: `/payment-intents`.

use reqwest::Method;

use super::{Client, Error};
use crate::{
    Capture, ChargeResponse, CreateCaptureRequest, CreatePaymentIntentRequest, Money,
    PagedPaymentIntent, PaymentIntent, SearchPaymentIntentRequest, SendEmailReceiptRequest,
    SetAmountRequest, SetTipsAmountRequest,
};

const PATH: &str = "payment-intents";

impl Client {
    /// Makes an intent. Not idempotent at Dojo: after [`Error::OutcomeUnknown`] search for the request's `reference`
    /// before another is made.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn create_payment_intent(
        &self,
        request: &CreatePaymentIntentRequest,
    ) -> Result<PaymentIntent, Error> {
        self.call(Method::POST, &[PATH])?
            .body(request)
            .answer()
            .await
    }

    /// Reads an intent. Dojo hides a canceled one unless `return_canceled` is set.
    ///
    /// # Errors
    /// As [`Error`] says, except that "not found" is `None`.
    pub async fn get_payment_intent(
        &self,
        id: &str,
        return_canceled: bool,
    ) -> Result<Option<PaymentIntent>, Error> {
        let mut call = match self.call(Method::GET, &[PATH, id]) {
            Err(Error::NotFound(_)) => return Ok(None),
            call => call?,
        };
        if return_canceled {
            call = call.flag("returnCanceled");
        }
        call.found().await
    }

    /// Cancels an intent that nobody paid.
    ///
    /// # Errors
    /// As [`Error`] says; refused unless it is `Created`.
    pub async fn cancel_payment_intent(&self, id: &str) -> Result<PaymentIntent, Error> {
        self.call(Method::DELETE, &[PATH, id])?.answer().await
    }

    /// Finds intents by status and time, a page at a time.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn search_payment_intents(
        &self,
        request: &SearchPaymentIntentRequest,
    ) -> Result<PagedPaymentIntent, Error> {
        self.call(Method::POST, &[PATH, "search"])?
            .page()
            .body(request)
            .answer()
            .await
    }

    /// Changes the amount: a [`Money`], or a [`SetAmountRequest`] with new lines. A client session secret is replaced.
    ///
    /// # Errors
    /// As [`Error`] says; refused unless the intent was made with `customAmountAllowed`.
    pub async fn set_amount(
        &self,
        id: &str,
        amount: impl Into<SetAmountRequest>,
    ) -> Result<PaymentIntent, Error> {
        let request = amount.into();
        self.call(Method::POST, &[PATH, id, "amount"])?
            .body(&request)
            .answer()
            .await
    }

    /// Changes the tip. A client session secret is replaced.
    ///
    /// # Errors
    /// As [`Error`] says; refused unless the intent was made with `tipsAllowed`.
    pub async fn set_tips_amount(
        &self,
        id: &str,
        tips_amount: Money,
    ) -> Result<PaymentIntent, Error> {
        let request = SetTipsAmountRequest {
            tips_amount,
            ..SetTipsAmountRequest::default()
        };
        self.call(Method::POST, &[PATH, id, "tips-amount"])?
            .body(&request)
            .answer()
            .await
    }

    /// Replaces the client session secret, which every attempt uses up.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn refresh_client_session_secret(&self, id: &str) -> Result<PaymentIntent, Error> {
        self.call(Method::POST, &[PATH, id, "refresh-client-session-secret"])?
            .answer()
            .await
    }

    /// Has Dojo e-mail its receipt to these addresses and to the customer's own.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn send_receipt<S: AsRef<str>>(&self, id: &str, emails: &[S]) -> Result<(), Error> {
        let request = SendEmailReceiptRequest {
            emails: emails
                .iter()
                .map(|email| email.as_ref().to_owned())
                .collect(),
            ..SendEmailReceiptRequest::default()
        };
        self.call(Method::POST, &[PATH, id, "receipt"])?
            .body(&request)
            .done()
            .await
    }

    /// Takes authorized money, all or a part. Not idempotent at Dojo.
    ///
    /// # Errors
    /// As [`Error`] says; a conflict unless the intent is `Authorized`, or `Captured` in parts.
    pub async fn create_capture(
        &self,
        id: &str,
        request: &CreateCaptureRequest,
    ) -> Result<Capture, Error> {
        self.call(Method::POST, &[PATH, id, "captures"])?
            .body(request)
            .answer()
            .await
    }

    /// Charges the card of the intent's setup intent, in full. Not idempotent at Dojo.
    ///
    /// # Errors
    /// As [`Error`] says. A declined charge is an answer, not an error: see its status.
    pub async fn charge(&self, id: &str) -> Result<ChargeResponse, Error> {
        self.call(Method::POST, &[PATH, id, "charge"])?
            .answer()
            .await
    }
}
