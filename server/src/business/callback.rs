//! Where the shop is told that a checkout was paid, and the key that signs.

use std::sync::Arc;

use shared::console::settings::NewCallback;
use url::{Host, Url};

use super::BusinessSettings;
use super::change::{self, Section};
use super::stored::StoredCallback;
use crate::DomainError;
use crate::app::App;
use crate::random;
use crate::staff::Actor;

/// Sets where the shop is told. Answers the new key too, if one was made.
///
/// # Errors
/// [`DomainError::InvalidField`], [`DomainError::Stale`], [`DomainError::Store`].
pub(crate) async fn set(
    app: &App,
    actor: &Actor,
    seen_version: i64,
    new: NewCallback,
) -> Result<(Arc<BusinessSettings>, Option<String>), DomainError> {
    let Some(url) = new.url else {
        let settings = change::set(app, actor, seen_version, Section::Callback, |stored| {
            stored.callback = Some(StoredCallback::Off);
        })
        .await?;
        return Ok((settings, None));
    };
    let url = address(&url)?;
    let fresh = random::id::<24>("tcs_")?;
    let mut made = None;
    let settings = change::set(app, actor, seen_version, Section::Callback, |stored| {
        // Another machine may have made another key since the settings were read here.
        let present = stored.callback_secret(&app.config);
        let secret = match present.filter(|_| !new.new_secret) {
            Some(present) => present,
            None => made.insert(fresh).clone(),
        };
        stored.callback = Some(StoredCallback::On { url, secret });
    })
    .await?;
    app.wake.outbox.notify_one();
    Ok((settings, made))
}

/// What is signed can still be read on its way, so it goes over https unless it never leaves the machine.
fn address(text: &str) -> Result<Url, DomainError> {
    let invalid = || {
        DomainError::invalid(
            "value.url",
            "Enter the shop's address, beginning with https://.",
        )
    };
    let url = Url::parse(text.trim()).map_err(|_| invalid())?;
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let plain = url.username().is_empty() && url.password().is_none() && text.len() <= 500;
    match url.scheme() {
        "https" if plain && url.has_host() => Ok(url),
        "http" if plain && here => Ok(url),
        _ => Err(invalid()),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn callbacks_go_over_https_or_stay_on_the_machine() {
        for good in [
            "https://shop.example/paid",
            " http://127.0.0.1:3000/x ",
            "http://localhost/",
        ] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "shop.example",
            "http://shop.example/",
            "https://user:pass@shop.example/",
            "ftp://shop.example/",
            "javascript:alert(1)",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
