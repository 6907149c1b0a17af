//! The sandbox from outside: its control plane, and what Dojo's API says about the account.

mod payments;

use anyhow::{Context, Result, ensure};
use reqwest::{Method, Url};
use serde_json::{Value, json};

use crate::{
    launch::http_client,
    wait::{until, until_true},
};

pub use payments::NewIntent;

/// The version of Dojo's API that the journeys speak.
const VERSION: &str = "2026-02-27";

/// What spoils an answer of Dojo's API.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The answer comes, so many milliseconds late.
    Latency(u32),
    /// Refused with this status; nothing is carried out.
    Status(u16),
    /// The connection is reset; nothing is carried out.
    Reset,
    /// Carried out, and no answer.
    DropResponse,
    /// Carried out, and answered with what is no JSON.
    Garbage,
    /// Carried out, and half an answer.
    Truncate,
}

/// Speaks with the server's account in the sandbox.
#[derive(Clone, Debug)]
pub struct Sandbox {
    client: reqwest::Client,
    base: Url,
    key: String,
}

impl Sandbox {
    /// For the account of this key.
    ///
    /// # Errors
    /// If the client cannot be made.
    pub fn new(base: Url, key: &str) -> Result<Self> {
        Ok(Self {
            client: http_client()?,
            base,
            key: key.to_owned(),
        })
    }

    /// Lets the account's time pass; what falls due is done when this returns.
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn advance_clock(&self, seconds: u32) -> Result<()> {
        self.call(
            Method::POST,
            "/_sandbox/clock/advance",
            Some(json!({ "seconds": seconds })),
        )
        .await?;
        Ok(())
    }

    /// Spoils the next `times` answers to this method and path (`*` stands for one segment).
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn spoil(&self, method: Method, path: &str, fault: Fault, times: u32) -> Result<()> {
        let mut body = json!({ "method": method.as_str(), "path": path, "times": times });
        let (kind, more) = match fault {
            Fault::Latency(ms) => ("latency", Some(("ms", json!(ms)))),
            Fault::Status(status) => ("status", Some(("status", json!(status)))),
            Fault::Reset => ("reset", None),
            Fault::DropResponse => ("drop_response", None),
            Fault::Garbage => ("garbage", None),
            Fault::Truncate => ("truncate", None),
        };
        body["kind"] = json!(kind);
        if let Some((name, value)) = more {
            body[name] = value;
        }
        self.call(Method::POST, "/_sandbox/faults", Some(body))
            .await?;
        Ok(())
    }

    /// Waits until every fault has struck as often as was asked: the last request that it spoils is under way.
    ///
    /// # Errors
    /// If a fault is left.
    pub async fn all_faults_struck(&self) -> Result<()> {
        until_true("the faults to strike", async || {
            let left = self.call(Method::GET, "/_sandbox/faults", None).await?;
            Ok(left["data"].as_array().is_some_and(Vec::is_empty))
        })
        .await
    }

    /// Dojo works again.
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn heal(&self) -> Result<()> {
        self.call(Method::DELETE, "/_sandbox/faults", None).await?;
        Ok(())
    }

    /// Webhooks are lost, doubled, reordered or late from now on.
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn webhooks(&self, mode: Value) -> Result<()> {
        self.call(Method::PUT, "/_sandbox/webhooks/mode", Some(mode))
            .await?;
        Ok(())
    }

    /// The log of webhook deliveries.
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn deliveries(&self) -> Result<Value> {
        self.call(Method::GET, "/_sandbox/webhooks/deliveries", None)
            .await
    }

    /// The e-mails that Dojo would have sent.
    ///
    /// # Errors
    /// If the sandbox refuses.
    pub async fn emails(&self) -> Result<Value> {
        self.call(Method::GET, "/_sandbox/emails", None).await
    }

    /// Waits until a webhook about this intent was delivered and confirmed.
    ///
    /// # Errors
    /// If none is in time.
    pub async fn webhook_arrived(&self, intent: &str) -> Result<()> {
        until_true("a confirmed webhook", async || {
            let deliveries = self.deliveries().await?;
            let list = deliveries
                .as_array()
                .or_else(|| deliveries.get("data")?.as_array());
            let list = list.context("deliveries are a list")?;
            Ok(list.iter().any(|delivery| {
                let text = delivery.to_string();
                text.contains(intent) && text.contains("status_updated") && confirmed(delivery)
            }))
        })
        .await
    }

    /// The secrets that sign the account's webhooks; the server subscribes when it starts, so there are some.
    ///
    /// # Errors
    /// If the sandbox refuses, or there are none.
    pub async fn webhook_secrets(&self) -> Result<Vec<String>> {
        until("webhook secrets", async || {
            let mut values = Vec::new();
            let subscriptions = self.call(Method::GET, "/webhooks", None).await?;
            for subscription in subscriptions
                .as_array()
                .context("subscriptions are a list")?
            {
                let id = subscription["id"]
                    .as_str()
                    .context("a subscription has an id")?;
                let path = format!("/webhooks/{id}/secrets");
                let answer = self.call(Method::GET, &path, None).await?;
                let secrets = answer["secrets"].as_array().context("secrets are a list")?;
                values.extend(
                    secrets
                        .iter()
                        .filter_map(|secret| secret["value"].as_str().map(str::to_owned)),
                );
            }
            Ok((!values.is_empty()).then_some(values))
        })
        .await
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let mut request = self
            .client
            .request(method.clone(), self.base.join(path)?)
            .header("authorization", format!("Basic {}", self.key))
            .header("version", VERSION);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await?;
        let status = response.status();
        let text = response.text().await?;
        ensure!(status.is_success(), "{method} {path}: {status} {text}");
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).with_context(|| format!("{method} {path}: {text}"))
    }
}

/// Whether an attempt to deliver was answered with success.
fn confirmed(delivery: &Value) -> bool {
    let attempts = delivery.get("attempts").and_then(Value::as_array);
    let success = |attempt: &Value| {
        let status = attempt.get("status").or_else(|| attempt.get("statusCode"));
        status
            .and_then(Value::as_u64)
            .is_some_and(|status| (200..300).contains(&status))
    };
    attempts.is_some_and(|attempts| attempts.iter().any(success))
}
