//! What a client needs to know.

use std::time::Duration;

use jiff::civil::{Date, date};
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

/// The version of Dojo's API that these types are written for.
pub const VERSION: Date = date(2026, 2, 27);

/// Where Dojo is, and who asks.
#[derive(Clone, Debug)]
pub struct ClientConfig {
    /// `https://api.dojo.tech`, or the address of an emulator. Its path, if any, stays in front of Dojo's.
    pub base_url: Url,
    /// `sk_sandbox_…` or `sk_prod_…`: the prefix picks the environment.
    pub api_key: SecretString,
    /// Sent as the `version` header.
    pub version: Date,
    /// How long to wait.
    pub timeouts: Timeouts,
}

impl ClientConfig {
    /// With the version that these types are written for, and the usual timeouts.
    #[must_use]
    pub fn new(base_url: Url, api_key: SecretString) -> Self {
        Self {
            base_url,
            api_key,
            version: VERSION,
            timeouts: Timeouts::default(),
        }
    }

    pub(super) fn is_loopback(&self) -> bool {
        match self.base_url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// A live key may cross a network only under TLS.
    pub(super) fn check_address(&self) -> Result<(), ConfigError> {
        let live = self.api_key.expose_secret().starts_with("sk_prod_");
        match self.base_url.scheme() {
            _ if !self.base_url.has_host() => Err(ConfigError::InvalidBaseUrl),
            "http" if live && !self.is_loopback() => Err(ConfigError::LiveKeyInTheClear),
            "http" | "https" => Ok(()),
            _ => Err(ConfigError::InvalidBaseUrl),
        }
    }
}

/// How long to wait for Dojo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, with its TLS handshake.
    pub connect: Duration,
    /// For a whole call, from the connection to the last byte of the answer.
    pub total: Duration,
    /// How long an unused connection is kept; below what Dojo keeps it, so that a call does not meet a closed one.
    pub pool_idle: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            total: Duration::from_secs(20),
            pool_idle: Duration::from_secs(20),
        }
    }
}

/// Why a client cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Empty, or with characters that a header cannot hold.
    #[error("the Dojo API key is empty or holds characters that no key has")]
    InvalidApiKey,
    /// Not a date that a header can hold.
    #[error("the version of the Dojo API is not a date")]
    InvalidVersion,
    /// Not `http://…` or `https://…`.
    #[error("the address of the Dojo API is not an http or https address")]
    InvalidBaseUrl,
    /// A live key would be readable on the way.
    #[error("a live Dojo API key is sent only over https")]
    LiveKeyInTheClear,
    /// TLS or the system's certificates cannot be set up.
    #[error("the HTTP client cannot be set up")]
    Http(#[source] reqwest::Error),
}

#[cfg(test)]
mod tests {
    use crate::client::Client;

    use super::*;

    fn make(address: &str, key: &str) -> Result<Client, ConfigError> {
        Client::new(ClientConfig::new(address.parse().unwrap(), key.into()))
    }

    #[test]
    fn a_live_key_is_not_sent_in_the_clear() {
        let refused = make("http://api.dojo.tech", "sk_prod_1");
        assert!(matches!(refused, Err(ConfigError::LiveKeyInTheClear)));
        assert!(make("https://api.dojo.tech", "sk_prod_1").is_ok());
        assert!(make("http://127.0.0.1:8081", "sk_prod_1").is_ok());
        assert!(make("http://sandbox:8081", "sk_sandbox_1").is_ok());
    }

    #[test]
    fn nonsense_is_refused_before_anything_is_sent() {
        assert!(matches!(
            make("https://api.dojo.tech", ""),
            Err(ConfigError::InvalidApiKey)
        ));
        assert!(matches!(
            make("https://api.dojo.tech", "a\nb"),
            Err(ConfigError::InvalidApiKey)
        ));
        assert!(matches!(
            make("ftp://api.dojo.tech", "k"),
            Err(ConfigError::InvalidBaseUrl)
        ));
        assert!(matches!(
            make("data:text/plain,x", "k"),
            Err(ConfigError::InvalidBaseUrl)
        ));
    }

    #[test]
    fn no_key_is_printed() {
        let config = ClientConfig::new(
            "https://api.dojo.tech".parse().unwrap(),
            "sk_sandbox_hush".into(),
        );
        assert!(!format!("{config:?}").contains("hush"));
        assert!(!format!("{:?}", Client::new(config).unwrap()).contains("hush"));
    }
}
