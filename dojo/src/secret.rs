//! Values that give power to whoever knows them.

use std::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// A client session secret, a customer secret or a webhook secret.
///
/// `Debug` does not print it and comparing it takes the same time wherever it differs. It is serialized as it is, because
/// it has to travel; so serialize what holds one only for whom it is meant.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret in.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// The address of Dojo's page for a payment intent.
///
/// With a customer it carries that customer's secret in its query, which `Debug` therefore leaves out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaymentLink(String);

impl PaymentLink {
    /// Takes an address in.
    pub fn new(address: impl Into<String>) -> Self {
        Self(address.into())
    }

    /// The whole address, for the shopper's browser.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for PaymentLink {
    fn from(address: String) -> Self {
        Self(address)
    }
}

impl fmt::Debug for PaymentLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.split_once('?') {
            None => write!(formatter, "{:?}", self.0),
            Some((page, _)) => write!(formatter, "{:?}", format_args!("{page}?[redacted]")),
        }
    }
}
