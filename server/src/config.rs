//! Settings from flags, the environment and `tatami.toml`, in that order.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use secrecy::SecretString;
use serde::Deserialize;
use shared::EmailAddress;
use shared::checkout::Merchant;
use url::Url;

/// The settings as they can be given on the command line, in the environment and, under the same names, in `tatami.toml`.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Where shoppers reach the server [default: 127.0.0.1:8080]
    #[arg(long, env = "TATAMI_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// The address that shoppers type, if it differs from `listen`, such as https://pay.example.com
    #[arg(long, env = "TATAMI_PUBLIC_URL")]
    pub public_url: Option<Url>,
    /// sqlite:PATH or postgres://… [default: a SQLite file in the data directory]
    #[arg(long, env = "TATAMI_DATABASE_URL")]
    pub database_url: Option<String>,
    /// Where files are kept [default: tatami-data]
    #[arg(long, env = "TATAMI_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// Where the sandbox listens when there is no Dojo key [default: 127.0.0.1:8081]
    #[arg(long, env = "TATAMI_SANDBOX_LISTEN")]
    pub sandbox_listen: Option<SocketAddr>,
    /// The trading name that shoppers see
    #[arg(long, env = "TATAMI_MERCHANT_NAME")]
    pub merchant_name: Option<String>,
    /// Where shoppers can write to
    #[arg(long, env = "TATAMI_MERCHANT_EMAIL")]
    pub merchant_email: Option<String>,
    /// Where shoppers can call
    #[arg(long, env = "TATAMI_MERCHANT_PHONE")]
    pub merchant_phone: Option<String>,
    /// The accent colour, as #rrggbb
    #[arg(long, env = "TATAMI_ACCENT")]
    pub accent: Option<String>,
    /// The bearer token with which shops open checkouts
    #[arg(long, env = "TATAMI_API_TOKEN", hide_env_values = true)]
    pub api_token: Option<SecretString>,
    /// Where the shop is told that a checkout was paid
    #[arg(long, env = "TATAMI_CALLBACK_URL")]
    pub callback_url: Option<Url>,
    /// The key that signs those calls, at least 16 characters
    #[arg(long, env = "TATAMI_CALLBACK_SECRET", hide_env_values = true)]
    pub callback_secret: Option<SecretString>,
    /// Origins to which a checkout may lead back, such as https://shop.example.com
    #[arg(long, env = "TATAMI_REDIRECT_ORIGINS", value_delimiter = ',')]
    pub redirect_origins: Option<Vec<Url>>,
    /// Dojo's API [default: https://api.dojo.tech]
    #[arg(long, env = "TATAMI_DOJO_API_URL")]
    pub dojo_api_url: Option<Url>,
    /// Dojo's component script [default: https://cdn.dojo.tech/payments/v1/client.js]
    #[arg(long, env = "TATAMI_COMPONENTS_URL")]
    pub components_url: Option<Url>,
    /// Dojo's secret key; without one the sandbox is started
    #[arg(long, env = "DOJO_API_KEY", hide_env_values = true)]
    pub dojo_api_key: Option<SecretString>,
}

/// The settings, checked and complete.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where shoppers reach the server; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// The address that shoppers type; absent: `http://` and the listening address.
    pub public_url: Option<Url>,
    /// `sqlite:…` or `postgres://…`
    pub database_url: SecretString,
    /// Where files are kept.
    pub data_dir: PathBuf,
    /// Where the sandbox listens when there is no Dojo key; port 0 lets the system choose.
    pub sandbox_listen: SocketAddr,
    /// Whom shoppers pay.
    pub merchant: Merchant,
    /// `#rrggbb`
    pub accent: Option<String>,
    /// The bearer token with which shops open checkouts; absent: nobody can.
    pub api_token: Option<SecretString>,
    /// Where and with which key the shop is told that a checkout was paid.
    pub callback: Option<Callback>,
    /// Origins to which a checkout may lead back; our own always belongs to them.
    pub redirect_origins: Vec<Url>,
    /// How to reach Dojo; absent: through the embedded sandbox.
    pub dojo: Option<DojoAccess>,
}

/// Where and with which key the shop is told.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Receives the `POST`s.
    pub url: Url,
    /// Signs them.
    pub secret: SecretString,
}

/// How to reach Dojo, or what plays it.
#[derive(Clone, Debug)]
pub struct DojoAccess {
    /// `https://api.dojo.tech`, or the sandbox's address.
    pub api_url: Url,
    /// Where browsers load Dojo's component script from.
    pub components_url: Url,
    /// `sk_sandbox_…` or `sk_prod_…`
    pub api_key: SecretString,
}

/// Why the settings cannot be used, in a sentence that tells how to mend it.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// `tatami.toml` is there and cannot be read.
    #[error("{path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// `tatami.toml` is no TOML, or has an unknown or malformed setting.
    #[error("{path} is not valid: {source}")]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// A setting has a value that cannot work.
    #[error("{setting}: {message}")]
    Invalid {
        /// Its name as in `tatami.toml`.
        setting: &'static str,
        /// What is wrong, and what would be right.
        message: String,
    },
}

impl Config {
    /// Completes `options` from `file` (default `tatami.toml`, which need not exist) and the defaults.
    ///
    /// # Errors
    /// Every [`ConfigError`].
    pub fn load(options: Options, file: Option<&Path>) -> Result<Self, ConfigError> {
        let _ = (options, file);
        Err(ConfigError::Invalid {
            setting: "listen",
            message: String::new(),
        })
    }
}

fn _address(text: String) -> Option<EmailAddress> {
    EmailAddress::try_from(text).ok()
}
