//! Settings from flags, the environment and `tatami.toml`, in that order.

mod options;
mod values;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use lettre::message::Mailbox;
use secrecy::SecretString;
use serde::Deserialize;
use shared::checkout::Merchant;
use url::Url;

pub use options::Options;

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
    /// The business's time zone, for people; everything else is UTC.
    pub time_zone: TimeZone,
    /// Proxies in front, whose `X-Forwarded-For` is believed; anybody else could write what they like into it.
    pub trusted_proxies: Vec<IpAddr>,
    /// How e-mails are sent; absent: not by us.
    pub mail: Option<Mail>,
    /// Whether a new sandbox is given a fortnight of payments to look at.
    pub demo: bool,
    /// How to reach Dojo; absent: through the embedded sandbox.
    pub dojo: Option<DojoAccess>,
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// It is.
    On,
    /// It is not.
    Off,
}

/// Where and with which key the shop is told.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Receives the `POST`s.
    pub url: Url,
    /// Signs them.
    pub secret: SecretString,
}

/// Through which server and in whose name e-mails are sent.
#[derive(Clone, Debug)]
pub struct Mail {
    /// `smtps://…`, `smtp://…?tls=required`, or `smtp://` on this machine.
    pub smtp_url: SecretString,
    /// The sender.
    pub from: Mailbox,
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

/// Where Dojo's own payment page stands.
const DOJO_HOSTED_PAGE: &str = "https://pay.dojo.tech";

impl DojoAccess {
    /// Where Dojo's own page stands, below which `checkout/{id}` is that of an intent. The sandbox plays all of Dojo's hosts
    /// on one.
    #[must_use]
    pub fn hosted_page(&self) -> Url {
        let dojos = match self.api_url.host_str() {
            Some("api.dojo.tech") => Url::parse(DOJO_HOSTED_PAGE).ok(),
            _ => None,
        };
        dojos.unwrap_or_else(|| self.api_url.clone())
    }
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
    #[error("{path} is not valid: line {line}: {message}")]
    Malformed {
        /// Which file.
        path: PathBuf,
        /// Where: the first line is 1.
        line: usize,
        /// Why. Values are left out, for one of them may be a secret.
        message: String,
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
        let options = match options::read(file)? {
            Some(kept) => options.or(kept),
            None => options,
        };
        let data_dir = options
            .data_dir
            .clone()
            .unwrap_or_else(|| PathBuf::from("tatami-data"));
        Ok(Self {
            listen: options.listen.unwrap_or_else(|| values::loopback(8080)),
            public_url: options.public_url.clone().map(values::origin).transpose()?,
            database_url: values::database_url(options.database_url.as_ref(), &data_dir)?,
            data_dir,
            sandbox_listen: options
                .sandbox_listen
                .unwrap_or_else(|| values::loopback(8081)),
            merchant: values::merchant(&options)?,
            accent: options.accent.clone().map(values::accent).transpose()?,
            api_token: options
                .api_token
                .clone()
                .map(values::api_token)
                .transpose()?,
            callback: values::callback(&options)?,
            redirect_origins: options.redirect_origins.clone().unwrap_or_default(),
            time_zone: values::time_zone(options.time_zone.as_deref())?,
            trusted_proxies: options.trusted_proxies.clone().unwrap_or_default(),
            mail: values::mail(&options)?,
            demo: options.demo != Some(Switch::Off),
            dojo: values::dojo_access(&options)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str, options: Options) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tatami.toml");
        std::fs::write(&path, text).unwrap();
        Config::load(options, Some(&path))
    }

    #[test]
    fn flags_outrank_the_file_and_the_file_the_defaults() {
        let flags = Options {
            merchant_name: Some("From a flag".into()),
            ..Options::default()
        };
        let config = load(
            "merchant_name = 'From the file'\nlisten = '127.0.0.1:9'",
            flags,
        )
        .unwrap();
        assert_eq!(config.merchant.name, "From a flag");
        assert_eq!(config.listen.port(), 9);
        assert_eq!(config.sandbox_listen.port(), 8081);
        assert!(config.dojo.is_none());
    }

    #[test]
    fn an_unknown_setting_is_an_error_that_names_it() {
        let error = load("merchant_nam = 'Typo'", Options::default()).unwrap_err();
        assert!(error.to_string().contains("merchant_nam"), "{error}");
    }

    #[test]
    fn what_is_wrong_with_the_file_is_told_without_quoting_it() {
        for (text, line, names) in [
            ("# ours\ndojo_apikey = 'sk_prod_hush'", 2, "dojo_apikey"),
            ("dojo_api_key = 'sk_prod_hush", 1, ""),
            ("\n\ncallback_url = 'sk_prod_hush'", 3, ""),
            ("listen = 'sk_prod_hush'", 1, ""),
            ("trusted_proxies = 'sk_prod_hush'", 1, ""),
        ] {
            let error = load(text, Options::default()).unwrap_err();
            let printed = format!("{error} {error:?}");
            assert!(!printed.contains("hush"), "{printed}");
            assert!(printed.contains(&format!("line {line}: ")), "{printed}");
            assert!(printed.contains(names), "{printed}");
        }
    }

    #[test]
    fn no_secret_of_the_environment_is_part_of_the_help() {
        use clap::Args as _;

        let command = Options::augment_args(clap::Command::new("tatami"));
        for secret in [
            "database_url",
            "api_token",
            "callback_secret",
            "smtp_url",
            "dojo_api_key",
        ] {
            let mut arguments = command.get_arguments();
            let argument = arguments.find(|argument| argument.get_id() == secret);
            assert!(argument.unwrap().is_hide_env_values_set(), "{secret}");
        }
        let options = Options {
            database_url: Some("postgres://u:hunter2@h/d".into()),
            ..Options::default()
        };
        assert!(!format!("{options:?}").contains("hunter2"));
    }

    #[test]
    fn values_that_cannot_work_are_refused_by_name() {
        for (text, setting) in [
            ("public_url = 'https://example.com/shop'", "public_url"),
            ("database_url = 'mysql://x'", "database_url"),
            ("accent = 'red'", "accent"),
            ("api_token = 'short'", "api_token"),
            ("callback_url = 'https://example.com'", "callback_secret"),
            ("dojo_api_key = 'pk_live'", "dojo_api_key"),
            ("merchant_email = 'nobody'", "merchant_email"),
            ("smtp_url = 'smtps://mail.example'", "mail_from"),
            ("mail_from = 'a@example.com'", "smtp_url"),
            (
                "smtp_url = 'smtp://mail.example'\nmail_from = 'a@example.com'",
                "smtp_url",
            ),
            (
                "smtp_url = 'https://mail.example'\nmail_from = 'a@example.com'",
                "smtp_url",
            ),
            (
                "smtp_url = 'smtps://mail.example'\nmail_from = 'nobody'",
                "mail_from",
            ),
        ] {
            let error = load(text, Options::default()).unwrap_err();
            assert!(error.to_string().starts_with(setting), "{text}: {error}");
        }
    }

    #[test]
    fn secrets_do_not_print() {
        let config = load(
            "dojo_api_key = 'sk_sandbox_verysecret'\ndatabase_url = 'postgres://u:hunter2@h/d'\n\
             smtp_url = 'smtps://u:hunter2@h'\nmail_from = 'a@example.com'",
            Options::default(),
        )
        .unwrap();
        let printed = format!("{config:?}");
        assert!(
            !printed.contains("verysecret") && !printed.contains("hunter2"),
            "{printed}"
        );
    }
}
