//! Settings from flags, the environment and `tatami.toml`, in that order.

mod values;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;
use lettre::message::Mailbox;
use secrecy::SecretString;
use serde::Deserialize;
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

/// The file that is read if no other is named.
const FILE: &str = "tatami.toml";

impl Config {
    /// Completes `options` from `file` (default `tatami.toml`, which need not exist) and the defaults.
    ///
    /// # Errors
    /// Every [`ConfigError`].
    pub fn load(options: Options, file: Option<&Path>) -> Result<Self, ConfigError> {
        let options = match read(file)? {
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

impl Options {
    /// What is missing here is taken from `other`.
    fn or(self, other: Self) -> Self {
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

fn read(file: Option<&Path>) -> Result<Option<Options>, ConfigError> {
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
