//! The API that shops call, and the one that the page calls.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, Response, Url};
use serde_json::Value;
use shared::checkout::{Attempt, AttemptMethod, AttemptRequest, Checkout, PreparedAttempt};

use crate::{launch::http_client, order::Order};

/// A client of the server's APIs.
#[derive(Clone, Debug)]
pub struct ShopApi {
    client: reqwest::Client,
    base: Url,
    token: String,
}

/// A checkout that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// `co_…`
    pub id: String,
    /// Where the shopper pays.
    pub url: String,
}

impl ShopApi {
    /// With this bearer token.
    ///
    /// # Errors
    /// If the client cannot be made.
    pub fn new(base: Url, token: &str) -> Result<Self> {
        Ok(Self::with_client(http_client()?, base, token))
    }

    /// With a client of one's own.
    #[must_use]
    pub fn with_client(client: reqwest::Client, base: Url, token: &str) -> Self {
        Self {
            client,
            base,
            token: token.to_owned(),
        }
    }

    /// Opens a checkout.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn open(&self, order: &Order) -> Result<Opened> {
        let body = read(self.try_open(order).await?).await?;
        let text = |name: &str| Some(body.get(name)?.as_str()?.to_owned());
        Ok(Opened {
            id: text("id").context("an opened checkout has an id")?,
            url: text("url").context("an opened checkout has an address")?,
        })
    }

    /// Asks to open a checkout, whatever comes.
    ///
    /// # Errors
    /// If there is no answer.
    pub async fn try_open(&self, order: &Order) -> Result<Response> {
        let request = self
            .shop(Method::POST, "/api/v1/checkouts")?
            .json(order.json());
        Ok(request.send().await?)
    }

    /// How the shop sees it.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn get(&self, id: &str) -> Result<Value> {
        read(
            self.shop(Method::GET, &format!("/api/v1/checkouts/{id}"))?
                .send()
                .await?,
        )
        .await
    }

    /// Withdraws it.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn cancel(&self, id: &str) -> Result<()> {
        let response = self
            .shop(Method::DELETE, &format!("/api/v1/checkouts/{id}"))?
            .send()
            .await?;
        let status = response.status();
        ensure!(status.is_success(), "{status} {}", response.text().await?);
        Ok(())
    }

    /// How the page sees it.
    ///
    /// # Errors
    /// If the server refuses.
    pub async fn checkout(&self, id: &str) -> Result<Checkout> {
        let response = self
            .page(Method::GET, &format!("/api/checkouts/{id}"))?
            .send()
            .await?;
        Ok(serde_json::from_value(read(response).await?)?)
    }

    /// Makes a checkout ready to be paid, as the page would.
    ///
    /// # Errors
    /// If the server refuses, or there is nothing to pay.
    pub async fn prepare(
        &self,
        id: &str,
        method: AttemptMethod,
        amount: Option<i64>,
    ) -> Result<Attempt> {
        let request = AttemptRequest {
            method,
            amount,
            tips_amount: None,
            saved_card_id: None,
            spent_client_session_secret: None,
        };
        let path = format!("/api/checkouts/{id}/attempts");
        let response = self
            .page(Method::POST, &path)?
            .json(&request)
            .send()
            .await?;
        let prepared: PreparedAttempt = serde_json::from_value(read(response).await?)?;
        prepared.attempt.context("nothing to pay")
    }

    fn shop(&self, method: Method, path: &str) -> Result<reqwest::RequestBuilder> {
        Ok(self
            .client
            .request(method, self.base.join(path)?)
            .bearer_auth(&self.token))
    }

    fn page(&self, method: Method, path: &str) -> Result<reqwest::RequestBuilder> {
        Ok(self
            .client
            .request(method, self.base.join(path)?)
            .header("x-tatami", "1"))
    }
}

async fn read(response: Response) -> Result<Value> {
    let status = response.status();
    let address = response.url().clone();
    let text = response.text().await?;
    ensure!(status.is_success(), "{address}: {status} {text}");
    serde_json::from_str(&text).with_context(|| format!("{address}: {text}"))
}
