//! A new hold: what the form begins with, what is typed, what that comes to.

use serde::{Deserialize, Serialize};

use super::HoldKind;
use crate::console::customers::{FieldError, optional};
use crate::{EmailAddress, Money, PhoneNumber, Reference, free_text};

/// With what a new hold begins: `GET /api/console/holds/defaults`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldDefaults {
    /// What the shopper agrees to, from the business's settings, if the card may be charged only should they not come.
    pub no_show_terms: String,
    /// What the shopper agrees to if the card may be charged later as the terms say.
    pub unscheduled_terms: String,
}

impl HoldDefaults {
    /// The terms with which a hold of that kind begins.
    #[must_use]
    pub fn of(&self, kind: HoldKind) -> &str {
        match kind {
            HoldKind::NoShow => &self.no_show_terms,
            HoldKind::Unscheduled => &self.unscheduled_terms,
        }
    }

    /// Whether nobody has written terms of their own, so that those of another kind may take their place.
    #[must_use]
    pub fn is_untouched(&self, terms: &str) -> bool {
        terms.is_empty() || terms == self.no_show_terms || terms == self.unscheduled_terms
    }
}

/// A new hold, as typed. Body of `POST /api/console/holds`, which answers [`HoldDetail`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HoldForm {
    /// The booking's: 1 to 60 characters.
    pub reference: String,
    /// Why the card may be charged later.
    pub kind: HoldKind,
    /// The most that may be charged.
    pub intended_amount: Money,
    /// What the shopper agrees to: 1 to 4,000 characters.
    pub terms: String,
    /// `cu_…`, if it is for a known customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// Whom it is for.
    #[serde(default)]
    pub customer_name: String,
    /// Empty if there is none.
    #[serde(default)]
    pub email_address: String,
    /// Empty if there is none.
    #[serde(default)]
    pub phone_number: String,
    /// Until when a card can be given, in milliseconds since 1970; absent: for 30 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<i64>,
    /// For staff only.
    #[serde(default)]
    pub note: String,
}

/// A new hold, checked but for its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldFields {
    /// The booking's.
    pub reference: Reference,
    /// The most that may be charged.
    pub intended_amount: Money,
    /// What the shopper agrees to.
    pub terms: String,
    /// Whom it is for.
    pub customer_name: Option<String>,
    /// Where the link may go.
    pub email_address: Option<EmailAddress>,
    /// Where the link may go.
    pub phone_number: Option<PhoneNumber>,
    /// For staff only.
    pub note: String,
}

impl HoldForm {
    /// Within Dojo's limit of 10,240, and still readable on a phone.
    pub const MOST_TERMS: usize = 4_000;
    /// Ours.
    pub const MOST_NOTE: usize = 2_000;
    /// Dojo's limit for a customer's name.
    pub const MOST_NAME: usize = 100;
    /// How long a card can be given at most, in milliseconds: Dojo's own default.
    pub const LONGEST: i64 = 30 * 24 * 60 * 60 * 1000;

    /// Checks every field but the expiry, which needs a clock.
    ///
    /// # Errors
    /// The first field at fault.
    pub fn check(&self) -> Result<HoldFields, FieldError> {
        let reference = Reference::try_from(self.reference.clone())
            .map_err(|error| ("reference", error.to_string()))?;
        let amount = self.intended_amount;
        let intended_amount = Money::chargeable(amount.value, amount.currency_code)
            .map_err(|error| ("intendedAmount", error.to_string()))?;
        let terms = free_text::lines(&self.terms, Self::MOST_TERMS)
            .and_then(free_text::given)
            .map_err(|error| match error {
                free_text::TextError::Empty => (
                    "terms",
                    "Enter the terms that the shopper agrees to.".to_owned(),
                ),
                error => ("terms", error.to_string()),
            })?;
        let name = free_text::line(&self.customer_name, Self::MOST_NAME)
            .map_err(|error| ("customerName", error.to_string()))?;
        Ok(HoldFields {
            reference,
            intended_amount,
            terms,
            customer_name: (!name.is_empty()).then_some(name),
            email_address: optional("emailAddress", &self.email_address)?,
            phone_number: optional("phoneNumber", &self.phone_number)?,
            note: free_text::lines(&self.note, Self::MOST_NOTE)
                .map_err(|error| ("note", error.to_string()))?,
        })
    }
}
