//! Webhook subscriptions and their secrets: `/webhooks`.

use reqwest::Method;

use super::{Client, Error};
use crate::{
    SecretsResponse, Subscription, SubscriptionRequest, SubscriptionUpdateRequest, WebhookEvents,
};

const PATH: &str = "webhooks";

impl Client {
    /// Lists events that can be subscribed to.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn webhook_events(&self) -> Result<Vec<WebhookEvents>, Error> {
        self.call(Method::GET, &[PATH, "events"])?.answer().await
    }

    /// Lists the account's subscriptions.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn subscriptions(&self) -> Result<Vec<Subscription>, Error> {
        self.call(Method::GET, &[PATH])?.answer().await
    }

    /// Subscribes an address to events. Dojo keeps one subscription for each event and address.
    ///
    /// # Errors
    /// As [`Error`] says; a conflict if there is one already.
    pub async fn subscribe(&self, request: &SubscriptionRequest) -> Result<Subscription, Error> {
        self.call(Method::POST, &[PATH])?
            .body(request)
            .answer()
            .await
    }

    /// Changes a subscription; what the request leaves out stays.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn update_subscription(
        &self,
        id: &str,
        request: &SubscriptionUpdateRequest,
    ) -> Result<Subscription, Error> {
        self.call(Method::PATCH, &[PATH, id])?
            .body(request)
            .answer()
            .await
    }

    /// Ends a subscription.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn delete_subscription(&self, id: &str) -> Result<(), Error> {
        self.call(Method::DELETE, &[PATH, id])?.done().await
    }

    /// Lists a subscription's secrets, active or not.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn subscription_secrets(&self, id: &str) -> Result<SecretsResponse, Error> {
        self.call(Method::GET, &[PATH, id, "secrets"])?
            .answer()
            .await
    }

    /// Makes another secret, inactive at first. Answers with all of them.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn generate_secret(&self, id: &str) -> Result<SecretsResponse, Error> {
        self.call(Method::POST, &[PATH, id, "secrets"])?
            .answer()
            .await
    }

    /// Has deliveries signed with this secret.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn activate_secret(&self, id: &str, secret_id: &str) -> Result<(), Error> {
        self.call(Method::PUT, &[PATH, id, "secrets", secret_id, "activate"])?
            .done()
            .await
    }

    /// Removes a secret.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn delete_secret(&self, id: &str, secret_id: &str) -> Result<(), Error> {
        self.call(Method::DELETE, &[PATH, id, "secrets", secret_id])?
            .done()
            .await
    }
}
