//! Callbacks to the shop: written with the transition that they tell of, signed, and sent until they are taken.

use std::sync::OnceLock;
use std::time::Duration;

use hmac::{Hmac, Mac};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use sha2::Sha256;
use shared::console::live::LiveKind;
use tokio::task::JoinSet;
use url::Url;

use super::{all, pauses};
use crate::DomainError;
use crate::app::App;
use crate::business;
use crate::checkout::ShopCheckout;
use crate::config::Callback;
use crate::public_host::{PublicResolver, is_public};
use crate::store::outbox::{self, OutboxMessage};
use crate::store::payments::PaymentRow;
use crate::store::{Tx, checkouts};
use crate::{live, random};

/// Carries `sha256=` and the lower-case hex HMAC-SHA256 of `{timestamp}.{body}`.
pub const SIGNATURE_HEADER: &str = "tatami-signature";

/// Carries the time of sending, in seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "tatami-timestamp";

/// How many are sent at the same time.
const BATCH: i64 = 8;

/// Nobody else sends a claimed callback for this long (milliseconds); longer than sending may take.
const LEASE: i64 = 30_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    id: &'a str,
    event: &'a str,
    created_at: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    checkout_id: &'a str,
    #[serde(flatten)]
    checkout: ShopCheckout,
}

/// What a shop is told of: each at most once a checkout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// The bank holds the money, as asked for; it is to be captured later.
    Authorized,
    /// Dojo has the money, as asked for.
    Paid,
    /// Money moved, and not as asked for.
    NeedsReview,
    /// All that was taken was given back.
    Refunded,
}

impl News {
    fn event(self) -> &'static str {
        match self {
            Self::Authorized => "checkout.authorized",
            Self::Paid => "checkout.paid",
            Self::NeedsReview => "checkout.needs_review",
            Self::Refunded => "checkout.refunded",
        }
    }
}

/// Writes the news into the outbox, in the transaction that makes it true.
pub(crate) async fn enqueue(
    app: &App,
    tx: &mut Tx,
    news: News,
    checkout_id: &str,
    payment: &PaymentRow,
    now: i64,
) -> Result<(), DomainError> {
    if !business::tells_shop(app, tx).await? {
        return Ok(());
    }
    let id = checkout_id
        .to_owned()
        .try_into()
        .map_err(|cause| DomainError::Internal(format!("{cause}")))?;
    let record = checkouts::find(&mut **tx, &id)
        .await?
        .ok_or_else(|| DomainError::Internal(format!("{checkout_id} is gone")))?;
    let event = news.event();
    let id = random::id::<16>("evt_")?;
    let body = Body {
        id: &id,
        event,
        created_at: app.clock.now(),
        data: Data {
            checkout_id,
            checkout: ShopCheckout::new(app, &record, Some(payment))?,
        },
    };
    let payload = serde_json::to_string(&body)
        .map_err(|cause| DomainError::Internal(format!("callback: {cause}")))?;
    outbox::insert(tx, &id, event, checkout_id, &payload, now).await
}

/// Sends what is due.
pub(crate) async fn round(app: &App) -> Result<Option<i64>, DomainError> {
    let business = business::settings(app).await;
    let Some(callback) = &business.callback else {
        return Ok(None);
    };
    let now = app.clock.now_ms();
    let mut work = JoinSet::new();
    for message in outbox::claim(&app.store, now, now + LEASE, BATCH).await? {
        let (app, callback) = (app.clone(), callback.clone());
        work.spawn(async move { send_and_settle(&app, &callback, &message).await });
    }
    all(work).await?;
    outbox::next_due(&app.store).await
}

async fn send_and_settle(
    app: &App,
    callback: &Callback,
    message: &OutboxMessage,
) -> Result<(), DomainError> {
    let result = send(app, callback, message).await;
    let now = app.clock.now_ms();
    let Err(reason) = result else {
        return outbox::settle(&app.store, &message.id, None, now).await;
    };
    match pauses::after_callback(message.tries) {
        Some(pause) => {
            tracing::info!(callback = message.id, reason, "a callback was not taken");
            outbox::retry(&app.store, &message.id, &reason, now + pause).await
        }
        None => {
            tracing::warn!(callback = message.id, reason, "a callback is given up");
            outbox::settle(&app.store, &message.id, Some(&reason), now).await?;
            live::announce(app, LiveKind::Attention, &message.id).await
        }
    }
}

async fn send(app: &App, callback: &Callback, message: &OutboxMessage) -> Result<(), String> {
    let timestamp = app.clock.now().as_second();
    let signature = sign(&callback.secret, timestamp, &message.payload);
    let client = if may_lead_inwards(app, &callback.url) {
        client()?
    } else if is_public(&callback.url) {
        public_client()?
    } else {
        return Err("the address leads into the server's own network".to_owned());
    };
    let answer = client
        .post(callback.url.clone())
        .header("content-type", "application/json")
        .header(TIMESTAMP_HEADER, timestamp)
        .header(SIGNATURE_HEADER, signature)
        .body(message.payload.clone())
        .send()
        .await
        .map_err(|error| describe(&error.without_url()))?;
    if answer.status().is_success() {
        Ok(())
    } else {
        Err(format!("the shop answered {}", answer.status()))
    }
}

/// The value of [`SIGNATURE_HEADER`].
#[must_use]
pub fn sign(secret: &SecretString, timestamp: i64, body: &str) -> String {
    #[expect(
        clippy::expect_used,
        reason = "HMAC takes keys of any length (RFC 2104)"
    )]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .expect("HMAC takes any key");
    mac.update(timestamp.to_string().as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

/// What whoever runs the server has configured is theirs to choose; with the embedded sandbox nothing is at stake.
fn may_lead_inwards(app: &App, url: &Url) -> bool {
    let configured = app.config.callback.as_ref();
    app.config.dojo.is_none() || configured.is_some_and(|callback| callback.url == *url)
}

fn client() -> Result<&'static reqwest::Client, String> {
    static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
    made_once(&CLIENT, builder)
}

/// One that connects to nothing in our own network, whatever names lead to. A proxy, where there is one, looks names up itself.
fn public_client() -> Result<&'static reqwest::Client, String> {
    static CLIENT: OnceLock<reqwest::Client> = OnceLock::new();
    let proxies = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    made_once(&CLIENT, || {
        if proxies.iter().any(|name| std::env::var_os(name).is_some()) {
            return builder();
        }
        builder().dns_resolver(PublicResolver)
    })
}

fn made_once(
    kept: &'static OnceLock<reqwest::Client>,
    builder: impl FnOnce() -> reqwest::ClientBuilder,
) -> Result<&'static reqwest::Client, String> {
    if let Some(client) = kept.get() {
        return Ok(client);
    }
    let client = builder().build().map_err(|error| describe(&error))?;
    Ok(kept.get_or_init(|| client))
}

/// No redirects: they would carry a signed body to an address that nobody configured.
fn builder() -> reqwest::ClientBuilder {
    // Another part of the program may have chosen a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(concat!("tatami/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(10))
        .pool_idle_timeout(Duration::from_secs(20))
}

fn describe(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_what_openssl_makes_of_time_and_body() {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef
        let secret = SecretString::from("0123456789abcdef");
        assert_eq!(
            sign(&secret, 1_700_000_000, r#"{"a":1}"#),
            "sha256=9eb18f493f8ec135d9eb2dad817c369bb4e9cbfa818657897a7437c1cd8c3a23"
        );
    }
}
