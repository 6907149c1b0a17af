//! The settings as the console shows them.

use secrecy::ExposeSecret as _;
use shared::console::settings::{Callback, PaymentRules, Profile, Settings};

use super::BusinessSettings;
use crate::pages::accent;

/// The last four characters of a secret, to tell it from others.
pub(crate) fn ending(secret: &str) -> String {
    let skipped = secret.chars().count().saturating_sub(4);
    secret.chars().skip(skipped).collect()
}

impl BusinessSettings {
    /// Everything, for owners.
    #[must_use]
    pub fn shown(&self) -> Settings {
        Settings {
            version: self.version,
            profile: self.profile(),
            accent_shown: self.accent.as_deref().and_then(accent::shown),
            logo: self.logo_address(),
            rules: self.rules(),
            messages: self.messages.clone(),
            callback: self.callback_shown(),
        }
    }

    /// Where the logo is found.
    #[must_use]
    pub fn logo_address(&self) -> Option<String> {
        self.logo.as_ref().map(|logo| format!("/logo/{logo}"))
    }

    pub(super) fn profile(&self) -> Profile {
        Profile {
            name: self.merchant.name.clone(),
            email_address: self.merchant.email_address.clone(),
            phone_number: self.merchant.phone_number.clone(),
            accent: self.accent.clone(),
            time_zone: self.time_zone_name().to_owned(),
            currency: self.currency,
        }
    }

    pub(super) fn rules(&self) -> PaymentRules {
        PaymentRules {
            refund_limit: self.refund_limit.map(|limit| limit.value),
            offer_receipts: self.offer_receipts,
            no_show_terms: self.no_show_terms.clone(),
            unscheduled_terms: self.unscheduled_terms.clone(),
        }
    }

    pub(super) fn callback_shown(&self) -> Option<Callback> {
        let callback = self.callback.as_ref()?;
        Some(Callback {
            url: callback.url.to_string(),
            secret_ending: ending(callback.secret.expose_secret()),
        })
    }
}
