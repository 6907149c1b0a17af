//! Amounts as they travel.

use serde::{Deserialize, Serialize};

/// An amount in minor units: 1000 and `GBP` are ten pounds.
///
/// The default is nothing in no currency, which Dojo refuses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// Minor units.
    pub value: i64,
    /// ISO 4217; Dojo takes `GBP` and `EUR`.
    pub currency_code: String,
}

impl Money {
    /// An amount in minor units of a currency.
    pub fn new(value: i64, currency_code: impl Into<String>) -> Self {
        Self {
            value,
            currency_code: currency_code.into(),
        }
    }
}
