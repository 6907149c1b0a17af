//! Changing the amount or the tip before the payment.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{ItemLine, Money, TaxLine, lenient::null_as_default};

/// Body of `POST /payment-intents/{id}/amount`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetAmountRequest {
    /// The new amount: above zero, same currency.
    pub amount: Money,
    /// The new lines.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub item_lines: Vec<ItemLine>,
    /// The new taxes.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub tax_lines: Vec<TaxLine>,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Body of `POST /payment-intents/{id}/tips-amount`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetTipsAmountRequest {
    /// The new tip.
    pub tips_amount: Money,
    /// Fields that these types do not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl From<Money> for SetAmountRequest {
    fn from(amount: Money) -> Self {
        Self {
            amount,
            ..Self::default()
        }
    }
}
