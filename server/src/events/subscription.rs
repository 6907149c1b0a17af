//! Our subscription to Dojo's webhooks, and the secrets that sign them. Secrets are kept in memory only.

use std::sync::{PoisonError, RwLock};

use dojo::{Secret, Subscription, SubscriptionRequest};

use crate::DomainError;
use crate::app::App;

/// What we ask Dojo to tell.
const EVENTS: [&str; 2] = ["payment_intent.status_updated", "payment_intent.created"];

/// How often the secrets are fetched without a reason (milliseconds): one may have been rotated.
const REFRESH: i64 = 10 * 60 * 1000;

/// Forged webhooks make us ask Dojo for secrets at most this often (milliseconds).
const AT_MOST_EVERY: i64 = 3_000;

/// The active secrets and when they were fetched.
#[derive(Default)]
pub(crate) struct WebhookSecrets(RwLock<Fetched>);

#[derive(Clone, Debug, Default)]
struct Fetched {
    secrets: Vec<Secret>,
    /// Milliseconds; absent before the first time.
    at: Option<i64>,
    tried_at: Option<i64>,
    /// Why we are not subscribed, if it was tried and failed.
    trouble: Option<String>,
}

impl WebhookSecrets {
    /// The active secrets; `None` if they were never fetched.
    pub(crate) fn active(&self) -> Option<Vec<Secret>> {
        let fetched = self.0.read().unwrap_or_else(PoisonError::into_inner);
        fetched.at.map(|_| fetched.secrets.clone())
    }

    /// Why Dojo does not send us webhooks, if that is so.
    pub(crate) fn trouble(&self) -> Option<String> {
        let fetched = self.0.read().unwrap_or_else(PoisonError::into_inner);
        fetched.trouble.clone()
    }

    fn note(&self, trouble: Option<String>) {
        let mut fetched = self.0.write().unwrap_or_else(PoisonError::into_inner);
        fetched.trouble = trouble;
    }

    fn keep(&self, secrets: Vec<Secret>, now: i64) {
        let mut fetched = self.0.write().unwrap_or_else(PoisonError::into_inner);
        fetched.secrets = secrets;
        fetched.at = Some(now);
    }

    /// Whether it is time to ask again because a signature did not fit.
    fn may_refetch(&self, now: i64) -> bool {
        let mut fetched = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let newest = fetched.at.max(fetched.tried_at);
        if newest.is_some_and(|at| now.saturating_sub(at) < AT_MOST_EVERY) {
            return false;
        }
        fetched.tried_at = Some(now);
        true
    }
}

/// Makes sure that we are subscribed and know the secrets.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let now = app.clock.now_ms();
    let subscribed = subscribe(app).await;
    let trouble = subscribed.as_ref().err().map(DomainError::chain);
    app.webhook_secrets.note(trouble);
    match subscribed {
        Ok(()) => {}
        // A public address that Dojo does not take (no https) is for the operator to mend; the reconciler does the work.
        Err(error @ DomainError::DojoRefused(_)) => {
            tracing::warn!(
                error = error.chain(),
                "Dojo does not send webhooks to this address; payments are found by asking"
            );
        }
        Err(error) => return Err(error),
    }
    Ok(Some(now + REFRESH))
}

async fn subscribe(app: &App) -> Result<(), DomainError> {
    let url = url(app)?;
    let ours = of_url(app, &url).await?;
    let missing: Vec<String> = EVENTS
        .iter()
        .filter(|event| {
            !ours
                .iter()
                .any(|has| has.events.iter().any(|e| e == *event))
        })
        .map(|event| (*event).to_owned())
        .collect();
    if !missing.is_empty() {
        let request = SubscriptionRequest {
            events: missing,
            url,
            description: Some("Tatami".to_owned()),
            ..SubscriptionRequest::default()
        };
        match app.dojo.subscribe(&request).await {
            Ok(made) => tracing::info!(subscription = made.id, "subscribed to webhooks"),
            // Another machine was faster.
            Err(dojo::Error::Conflict(_)) => {}
            Err(error) => return Err(DomainError::changing(error)),
        }
    }
    fetch_secrets(app).await
}

/// Fetches the secrets again, unless that was done a moment ago. Answers whether it was done.
pub(crate) async fn refetch_secrets(app: &App) -> Result<bool, DomainError> {
    if !app.webhook_secrets.may_refetch(app.clock.now_ms()) {
        return Ok(false);
    }
    fetch_secrets(app).await?;
    Ok(true)
}

async fn fetch_secrets(app: &App) -> Result<(), DomainError> {
    let mut secrets = Vec::new();
    for subscription in of_url(app, &url(app)?).await? {
        let answer = app
            .dojo
            .subscription_secrets(&subscription.id)
            .await
            .map_err(DomainError::asking)?;
        secrets.extend(
            answer
                .secrets
                .into_iter()
                .filter(|secret| secret.is_active)
                .map(|secret| secret.value),
        );
    }
    app.webhook_secrets.keep(secrets, app.clock.now_ms());
    Ok(())
}

async fn of_url(app: &App, url: &str) -> Result<Vec<Subscription>, DomainError> {
    let mut all = app
        .dojo
        .subscriptions()
        .await
        .map_err(DomainError::asking)?;
    all.retain(|subscription| subscription.url == url);
    Ok(all)
}

/// Where Dojo sends them.
pub(crate) fn url(app: &App) -> Result<String, DomainError> {
    app.public_url
        .join("webhooks/dojo")
        .map(String::from)
        .map_err(|cause| DomainError::Internal(format!("public_url: {cause}")))
}
