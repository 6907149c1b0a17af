//! The typed client: one method an operation, grouped by resource as Dojo's specification groups them.

mod call;
mod config;
mod customers;
mod error;
mod payment_intents;
mod refunds;
mod setup_intents;
mod webhooks;

use std::{fmt, sync::Arc};

use reqwest::{header::HeaderValue, redirect};
use secrecy::ExposeSecret;
use url::Url;

pub use config::{ClientConfig, ConfigError, Timeouts, VERSION};
pub use error::{Error, UnreadableAnswer};

/// Talks to Dojo with one account's key. Cloning is cheap and shares the connections.
///
/// Nothing that changes something is ever sent twice: Dojo gives an idempotency key to refunds alone. A read is
/// repeated once if Dojo could not be reached at all. Redirects are not followed, so that the key goes nowhere else.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    http: reqwest::Client,
    base_url: Url,
    authorization: HeaderValue,
    version: HeaderValue,
}

impl Client {
    /// Prepares a client; nothing is sent yet.
    ///
    /// # Errors
    /// If the key cannot stand in a header, the address is not one for HTTP or would carry a live key in the clear, or
    /// TLS cannot be set up.
    pub fn new(config: ClientConfig) -> Result<Self, ConfigError> {
        config.check_address()?;
        // Another part of the program may have chosen a provider already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut http = reqwest::Client::builder()
            .user_agent(concat!("tatami/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(config.timeouts.connect)
            .timeout(config.timeouts.total)
            .pool_idle_timeout(config.timeouts.pool_idle);
        if config.is_loopback() {
            http = http.no_proxy();
        }
        Ok(Self {
            inner: Arc::new(Inner {
                http: http.build().map_err(ConfigError::Http)?,
                authorization: basic(config.api_key.expose_secret())
                    .ok_or(ConfigError::InvalidApiKey)?,
                version: HeaderValue::from_str(&config.version.to_string())
                    .map_err(|_| ConfigError::InvalidVersion)?,
                base_url: config.base_url,
            }),
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.inner.base_url.as_str())
            .finish_non_exhaustive()
    }
}

/// Dojo's authorization: `Basic ` is a literal prefix, and what follows is not encoded.
fn basic(key: &str) -> Option<HeaderValue> {
    if key.is_empty() {
        return None;
    }
    let mut value = HeaderValue::from_str(&format!("Basic {key}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}
