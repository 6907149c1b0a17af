//! Where the shop is told that a checkout was paid, and the key that signs.

use std::sync::Arc;

use shared::console::settings::NewCallback;
use url::{Host, Url};

use super::BusinessSettings;
use super::change::{self, Section};
use super::stored::StoredCallback;
use crate::DomainError;
use crate::app::App;
use crate::public_host::is_public;
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
    let url = address(&url, app.config.dojo.is_none())?;
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

/// What is signed can still be read on its way, so it goes over https unless it never leaves the machine. With a real Dojo it
/// goes out into the internet only; `inwards` is for trying things out with the embedded sandbox.
fn address(text: &str, inwards: bool) -> Result<Url, DomainError> {
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
    if !inwards && !is_public(&url) {
        return Err(DomainError::invalid(
            "value.url",
            "Enter an address in the internet. This one leads into the server’s own network.",
        ));
    }
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
            assert!(address(good, true).is_ok(), "{good}");
        }
        for bad in [
            "",
            "shop.example",
            "http://shop.example/",
            "https://user:pass@shop.example/",
            "ftp://shop.example/",
            "javascript:alert(1)",
        ] {
            assert!(address(bad, true).is_err(), "{bad}");
        }
    }

    #[test]
    fn with_a_real_dojo_callbacks_go_out_into_the_internet() {
        assert!(address("https://shop.example/paid", false).is_ok());
        for inside in [
            "https://169.254.169.254/",
            "https://10.0.0.1/",
            "https://[::ffff:10.0.0.1]/",
            "https://shop.localhost/",
            "http://127.0.0.1:3000/x",
        ] {
            assert!(address(inside, false).is_err(), "{inside}");
        }
    }
}
