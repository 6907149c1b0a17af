//! What each setting may be, and what it is if it is not given.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use jiff::tz::TimeZone;
use secrecy::{ExposeSecret, SecretString};
use shared::EmailAddress;
use shared::checkout::Merchant;
use url::Url;

use super::{Callback, ConfigError, DojoAccess, Mail, Options};

const API_URL: &str = "https://api.dojo.tech";

const COMPONENTS_URL: &str = "https://cdn.dojo.tech/payments/v1/client.js";

fn invalid(setting: &'static str, message: impl Into<String>) -> ConfigError {
    ConfigError::Invalid {
        setting,
        message: message.into(),
    }
}

pub(super) fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

fn is_http(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

pub(super) fn origin(url: Url) -> Result<Url, ConfigError> {
    if is_http(&url) && url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
        return Ok(url);
    }
    Err(invalid(
        "public_url",
        "give scheme and host only, such as https://pay.example.com",
    ))
}

pub(super) fn database_url(
    url: Option<&SecretString>,
    data_dir: &Path,
) -> Result<SecretString, ConfigError> {
    let Some(url) = url.map(ExposeSecret::expose_secret) else {
        let path = data_dir.join("tatami.db");
        return Ok(format!("sqlite:{}", path.display()).into());
    };
    if ["sqlite:", "postgres:", "postgresql:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
    {
        Ok(url.into())
    } else {
        Err(invalid(
            "database_url",
            "begin it with sqlite: or postgres://",
        ))
    }
}

pub(super) fn merchant(options: &Options) -> Result<Merchant, ConfigError> {
    let name = options
        .merchant_name
        .as_deref()
        .unwrap_or("Tatami Tea House")
        .trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(invalid("merchant_name", "give 1 to 100 characters"));
    }
    let email_address = options
        .merchant_email
        .clone()
        .map(EmailAddress::try_from)
        .transpose()
        .map_err(|cause| invalid("merchant_email", cause.to_string()))?;
    Ok(Merchant {
        name: name.to_owned(),
        email_address,
        phone_number: options.merchant_phone.clone(),
    })
}

pub(super) fn accent(text: String) -> Result<String, ConfigError> {
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(text)
    } else {
        Err(invalid("accent", "give a colour such as #1a6b4f"))
    }
}

pub(super) fn time_zone(name: Option<&str>) -> Result<TimeZone, ConfigError> {
    TimeZone::get(name.unwrap_or("Europe/London")).map_err(|_| {
        invalid(
            "time_zone",
            "give a name such as Europe/London or Europe/Dublin",
        )
    })
}

pub(super) fn api_token(token: SecretString) -> Result<SecretString, ConfigError> {
    long_enough("api_token", token)
}

fn long_enough(setting: &'static str, secret: SecretString) -> Result<SecretString, ConfigError> {
    if secret.expose_secret().len() >= 16 {
        Ok(secret)
    } else {
        Err(invalid(setting, "give at least 16 random characters"))
    }
}

pub(super) fn callback(options: &Options) -> Result<Option<Callback>, ConfigError> {
    match (&options.callback_url, &options.callback_secret) {
        (None, None) => Ok(None),
        (Some(url), Some(secret)) if is_http(url) => Ok(Some(Callback {
            url: url.clone(),
            secret: long_enough("callback_secret", secret.clone())?,
        })),
        (Some(_), Some(_)) => Err(invalid("callback_url", "begin it with https:// or http://")),
        (Some(_), None) => Err(invalid(
            "callback_secret",
            "give the key that signs the calls to callback_url",
        )),
        (None, Some(_)) => Err(invalid("callback_url", "say where callback_secret is used")),
    }
}

pub(super) fn mail(options: &Options) -> Result<Option<Mail>, ConfigError> {
    let (url, from) = match (&options.smtp_url, &options.mail_from) {
        (None, None) => return Ok(None),
        (Some(url), Some(from)) => (url, from),
        (Some(_), None) => {
            return Err(invalid(
                "mail_from",
                "say who sends, such as Tea House <pay@example.com>",
            ));
        }
        (None, Some(_)) => return Err(invalid("smtp_url", "say through which server to send")),
    };
    if !is_confidential_smtp(url.expose_secret()) {
        return Err(invalid(
            "smtp_url",
            "give smtps://user:password@host, or smtp://user:password@host?tls=required; \
             without TLS only a server on this machine",
        ));
    }
    let from = from.parse().map_err(|_| {
        invalid(
            "mail_from",
            "give an address such as Tea House <pay@example.com>",
        )
    })?;
    Ok(Some(Mail {
        smtp_url: url.clone(),
        from,
    }))
}

/// E-mails carry links that can be paid, and the address a password, so neither travels in clear.
fn is_confidential_smtp(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let tls_is_required = url
        .query_pairs()
        .any(|(name, value)| name == "tls" && value == "required");
    match (url.scheme(), url.host_str()) {
        ("smtps", Some(_)) => true,
        ("smtp", Some(host)) => tls_is_required || is_this_machine(host),
        _ => false,
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

pub(super) fn dojo_access(options: &Options) -> Result<Option<DojoAccess>, ConfigError> {
    let Some(api_key) = options.dojo_api_key.clone() else {
        return Ok(None);
    };
    let key = api_key.expose_secret();
    if !key.starts_with("sk_sandbox_") && !key.starts_with("sk_prod_") {
        return Err(invalid(
            "dojo_api_key",
            "Dojo's secret keys begin with sk_sandbox_ or sk_prod_",
        ));
    }
    Ok(Some(DojoAccess {
        api_url: http_url("dojo_api_url", options.dojo_api_url.clone(), API_URL)?,
        components_url: http_url(
            "components_url",
            options.components_url.clone(),
            COMPONENTS_URL,
        )?,
        api_key,
    }))
}

fn http_url(setting: &'static str, given: Option<Url>, default: &str) -> Result<Url, ConfigError> {
    let url = match given {
        Some(url) => url,
        None => Url::parse(default).map_err(|cause| invalid(setting, cause.to_string()))?,
    };
    if is_http(&url) {
        Ok(url)
    } else {
        Err(invalid(setting, "begin it with https:// or http://"))
    }
}
