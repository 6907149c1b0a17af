//! The business's customers as staff know them.

use serde::{Deserialize, Serialize};

use crate::checkout::SavedCard;
use crate::{EmailAddress, Money, PhoneNumber, free_text};

/// A field at fault: its name in JSON, and what is wrong with it in words.
pub type FieldError = (&'static str, String);

/// Who a customer is, as typed. Body of `POST /api/console/customers`, which answers [`CustomerDetail`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CustomerForm {
    /// 1 to 100 characters.
    pub name: String,
    /// Empty if there is none.
    pub email_address: String,
    /// Empty if there is none.
    pub phone_number: String,
    /// For staff only, at most 2,000 characters.
    pub notes: String,
}

/// Who a customer is, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerFields {
    /// 1 to 100 characters.
    pub name: String,
    /// Where receipts and links go.
    pub email_address: Option<EmailAddress>,
    /// Where text messages go.
    pub phone_number: Option<PhoneNumber>,
    /// For staff only.
    pub notes: String,
}

impl CustomerForm {
    /// Dojo's limit.
    pub const MOST_NAME: usize = 100;
    /// Ours.
    pub const MOST_NOTES: usize = 2_000;

    /// Checks every field.
    ///
    /// # Errors
    /// The first field at fault.
    pub fn check(&self) -> Result<CustomerFields, FieldError> {
        let name = free_text::line(&self.name, Self::MOST_NAME)
            .and_then(free_text::given)
            .map_err(|error| match error {
                free_text::TextError::Empty => ("name", "Enter the customer's name.".to_owned()),
                error => ("name", error.to_string()),
            })?;
        Ok(CustomerFields {
            name,
            email_address: optional("emailAddress", &self.email_address)?,
            phone_number: optional("phoneNumber", &self.phone_number)?,
            notes: free_text::lines(&self.notes, Self::MOST_NOTES)
                .map_err(|error| ("notes", error.to_string()))?,
        })
    }
}

/// A value that may be left empty.
///
/// # Errors
/// `field` with what is wrong.
pub fn optional<T>(field: &'static str, text: &str) -> Result<Option<T>, FieldError>
where
    T: TryFrom<String>,
    T::Error: std::fmt::Display,
{
    match text.trim() {
        "" => Ok(None),
        text => T::try_from(text.to_owned())
            .map(Some)
            .map_err(|error| (field, error.to_string())),
    }
}

/// Body of `PUT /api/console/customers/{id}`, which answers [`CustomerDetail`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomerEdit {
    /// When the customer that the screen shows was last changed; another time is refused as stale.
    pub seen_updated_at: i64,
    /// The new values.
    pub customer: CustomerForm,
}

/// A customer in the list and in the picker: `GET /api/console/customers?search=&cursor=&limit=` answers a page of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerItem {
    /// `cu_…`
    pub id: String,
    /// As the business calls them.
    pub name: String,
    /// Where receipts and links go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// Where text messages go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// When they became a customer, in milliseconds since 1970.
    pub created_at: i64,
}

/// Everything about a customer but the saved cards: `GET /api/console/customers/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerDetail {
    /// `cu_…`
    pub id: String,
    /// As the business calls them.
    pub name: String,
    /// Where receipts and links go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_address: Option<String>,
    /// Where text messages go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    /// For staff only.
    pub notes: String,
    /// The shop's own name for them; absent for those whom staff have written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop_reference: Option<String>,
    /// `cust_…`, once they were made at Dojo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dojo_customer_id: Option<String>,
    /// Whether Dojo still has to be told of a change.
    pub waits_for_dojo: bool,
    /// What they agreed to when a card was saved, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// When they became a customer, in milliseconds since 1970.
    pub created_at: i64,
    /// When they were last changed.
    pub updated_at: i64,
    /// Their latest payments, the newest first.
    pub payments: Vec<super::payments::PaymentLine>,
    /// Their latest payment links, the newest first.
    pub links: Vec<CustomerLink>,
    /// Their latest holds, the newest first.
    pub holds: Vec<super::holds::HoldItem>,
}

/// What a shopper agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// The words that they saw.
    pub text: String,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

/// A payment link of a customer's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerLink {
    /// `ln_…`
    pub id: String,
    /// The merchant's.
    pub reference: String,
    /// How it stands, in the words of the links' own list.
    pub status: String,
    /// Absent if the shopper chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
}

/// The cards that Dojo keeps for a customer: `GET /api/console/customers/{id}/cards`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerCards {
    /// The preferred one first.
    pub cards: Vec<SavedCard>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_field_at_fault_is_named() {
        let good = CustomerForm {
            name: " Ada ".into(),
            phone_number: "020 7946 0000".into(),
            ..CustomerForm::default()
        };
        let checked = good.check().unwrap();
        assert_eq!(
            (checked.name.as_str(), checked.email_address),
            ("Ada", None)
        );
        for (form, field) in [
            (
                CustomerForm {
                    name: " ".into(),
                    ..good.clone()
                },
                "name",
            ),
            (
                CustomerForm {
                    email_address: "ada".into(),
                    ..good.clone()
                },
                "emailAddress",
            ),
            (
                CustomerForm {
                    phone_number: "call me".into(),
                    ..good.clone()
                },
                "phoneNumber",
            ),
            (
                CustomerForm {
                    notes: "5200000000001005".into(),
                    ..good
                },
                "notes",
            ),
        ] {
            assert_eq!(form.check().unwrap_err().0, field);
        }
    }
}
