//! What of the amount the shopper may choose.

use serde::{Deserialize, Serialize};

use crate::Money;

/// The bounds of an amount that the shopper chooses; both are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AmountLimits {
    /// The least.
    pub minimum: Money,
    /// The most.
    pub maximum: Money,
}

/// What tips are offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TipOptions {
    /// Suggestions in whole per cent of the amount, at most three.
    pub percentages: Vec<u8>,
    /// The largest tip that is taken.
    pub maximum: Money,
}

impl TipOptions {
    /// What a suggestion comes to. None above the largest tip: it could not be paid, so it is not offered.
    #[must_use]
    pub fn suggested(&self, percent: u8, amount: Money) -> Option<Money> {
        let tip = amount.percent(percent);
        (tip.value <= self.maximum.value).then_some(tip)
    }
}
