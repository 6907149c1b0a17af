//! What was set in the console, as the store keeps it: by section, so that what nobody touched follows the configuration.

use jiff::tz::TimeZone;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use shared::checkout::Merchant;
use shared::console::settings::{Messages, PaymentRules};
use shared::{Currency, EmailAddress, Money};
use url::Url;

use super::{BusinessSettings, defaults};
use crate::DomainError;
use crate::config::{Callback, Config};

/// The sections that were saved.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Stored {
    pub(crate) version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) profile: Option<StoredProfile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rules: Option<PaymentRules>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) messages: Option<Messages>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) callback: Option<StoredCallback>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) logo: Option<String>,
}

/// Who the business is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredProfile {
    pub(crate) name: String,
    pub(crate) email_address: Option<EmailAddress>,
    pub(crate) phone_number: Option<String>,
    pub(crate) accent: Option<String>,
    pub(crate) time_zone: String,
    pub(crate) currency: Currency,
}

/// Where the shop is told.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub(crate) enum StoredCallback {
    /// Nowhere.
    Off,
    /// There. The key has to be kept as it is, for it signs.
    On { url: Url, secret: String },
}

impl Stored {
    /// Reads the row; no row is nothing set.
    pub(crate) fn parse(text: Option<&str>) -> Result<Self, DomainError> {
        text.map_or_else(
            || Ok(Self::default()),
            |text| {
                serde_json::from_str(text).map_err(|cause| {
                    DomainError::Internal(format!("the stored settings cannot be read: {cause}"))
                })
            },
        )
    }

    /// The key that signs what the shop is told, if it is told.
    pub(crate) fn callback_secret(&self, config: &Config) -> Option<String> {
        match &self.callback {
            None => {
                let configured = config.callback.as_ref()?;
                Some(configured.secret.expose_secret().to_owned())
            }
            Some(StoredCallback::Off) => None,
            Some(StoredCallback::On { secret, .. }) => Some(secret.clone()),
        }
    }

    /// The settings: what was set, and the rest from the configuration.
    pub(crate) fn complete(self, config: &Config) -> Result<BusinessSettings, DomainError> {
        let rules = self.rules.unwrap_or_else(|| PaymentRules {
            refund_limit: Some(defaults::REFUND_LIMIT),
            offer_receipts: true,
            no_show_terms: defaults::NO_SHOW_TERMS.to_owned(),
            unscheduled_terms: defaults::UNSCHEDULED_TERMS.to_owned(),
        });
        let callback = match self.callback {
            None => config.callback.clone(),
            Some(StoredCallback::Off) => None,
            Some(StoredCallback::On { url, secret }) => Some(Callback {
                url,
                secret: SecretString::from(secret),
            }),
        };
        let (merchant, accent, time_zone, currency) = match self.profile {
            None => (
                config.merchant.clone(),
                config.accent.clone(),
                config.time_zone.clone(),
                Currency::Gbp,
            ),
            Some(profile) => (
                Merchant {
                    name: profile.name,
                    email_address: profile.email_address,
                    phone_number: profile.phone_number,
                },
                profile.accent,
                TimeZone::get(&profile.time_zone)
                    .map_err(|cause| DomainError::Internal(cause.to_string()))?,
                profile.currency,
            ),
        };
        Ok(BusinessSettings {
            merchant,
            accent,
            time_zone,
            currency,
            refund_limit: rules.refund_limit.map(|limit| Money::new(limit, currency)),
            offer_receipts: rules.offer_receipts,
            no_show_terms: rules.no_show_terms,
            unscheduled_terms: rules.unscheduled_terms,
            messages: self.messages.unwrap_or_else(defaults::messages),
            callback,
            logo: self.logo,
            version: self.version,
        })
    }
}
