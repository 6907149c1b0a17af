//! The settings as they are given: by flags, in the environment, in a file.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::{ConfigError, Switch};

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
    #[arg(long, env = "TATAMI_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<SecretString>,
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
    /// The business's time zone, for people [default: Europe/London]
    #[arg(long, env = "TATAMI_TIME_ZONE")]
    pub time_zone: Option<String>,
    /// Addresses of proxies in front, whose X-Forwarded-For is believed
    #[arg(long, env = "TATAMI_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Option<Vec<IpAddr>>,
    /// The mail server: smtps://user:password@host, smtp://user:password@host?tls=required, or smtp:// on this machine
    #[arg(long, env = "TATAMI_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<SecretString>,
    /// The sender of our e-mails, such as "Tea House <pay@example.com>"
    #[arg(long, env = "TATAMI_MAIL_FROM")]
    pub mail_from: Option<String>,
    /// Dojo's API [default: https://api.dojo.tech]
    #[arg(long, env = "TATAMI_DOJO_API_URL")]
    pub dojo_api_url: Option<Url>,
    /// Dojo's component script [default: https://cdn.dojo.tech/payments/v1/client.js]
    #[arg(long, env = "TATAMI_COMPONENTS_URL")]
    pub components_url: Option<Url>,
    /// Whether a new sandbox is given a fortnight of payments to look at [default: on]
    #[arg(long, env = "TATAMI_DEMO")]
    pub demo: Option<Switch>,
    /// Dojo's secret key; without one the sandbox is started
    #[arg(long, env = "DOJO_API_KEY", hide_env_values = true)]
    pub dojo_api_key: Option<SecretString>,
}

/// The file that is read if no other is named.
const FILE: &str = "tatami.toml";

impl Options {
    /// What is missing here is taken from `other`.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            listen: self.listen.or(other.listen),
            public_url: self.public_url.or(other.public_url),
            database_url: self.database_url.or(other.database_url),
            data_dir: self.data_dir.or(other.data_dir),
            sandbox_listen: self.sandbox_listen.or(other.sandbox_listen),
            merchant_name: self.merchant_name.or(other.merchant_name),
            merchant_email: self.merchant_email.or(other.merchant_email),
            merchant_phone: self.merchant_phone.or(other.merchant_phone),
            accent: self.accent.or(other.accent),
            api_token: self.api_token.or(other.api_token),
            callback_url: self.callback_url.or(other.callback_url),
            callback_secret: self.callback_secret.or(other.callback_secret),
            redirect_origins: self.redirect_origins.or(other.redirect_origins),
            time_zone: self.time_zone.or(other.time_zone),
            trusted_proxies: self.trusted_proxies.or(other.trusted_proxies),
            smtp_url: self.smtp_url.or(other.smtp_url),
            mail_from: self.mail_from.or(other.mail_from),
            dojo_api_url: self.dojo_api_url.or(other.dojo_api_url),
            components_url: self.components_url.or(other.components_url),
            demo: self.demo.or(other.demo),
            dojo_api_key: self.dojo_api_key.or(other.dojo_api_key),
        }
    }
}

pub(super) fn read(file: Option<&Path>) -> Result<Option<Options>, ConfigError> {
    let path = file.unwrap_or_else(|| Path::new(FILE));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && file.is_none() => {
            return Ok(None);
        }
        Err(source) => {
            return Err(ConfigError::Unreadable {
                path: path.to_owned(),
                source,
            });
        }
    };
    toml::from_str(&text)
        .map(Some)
        .map_err(|error| ConfigError::Malformed {
            path: path.to_owned(),
            line: line(&text, &error),
            message: without_values(error.message()),
        })
}

fn line(text: &str, error: &toml::de::Error) -> usize {
    let before = error.span().and_then(|span| text.get(..span.start));
    1 + before.unwrap_or_default().matches('\n').count()
}

/// Messages name settings between backticks and quote values between double quotes.
fn without_values(message: &str) -> String {
    match (message.find('"'), message.rfind('"')) {
        (Some(from), Some(to)) if from < to => format!(
            "{}…{}",
            message.get(..from).unwrap_or_default(),
            message.get(to + 1..).unwrap_or_default()
        ),
        _ => message.to_owned(),
    }
}
