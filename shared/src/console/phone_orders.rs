//! Phone orders: what staff enter while somebody is on the phone, and how it is paid.

mod paying;

use serde::{Deserialize, Serialize};

use crate::checkout::Decline;
use crate::decline::{self, Advice};
use crate::free_text::is_hidden;
use crate::{CheckoutId, CheckoutStatus, EmailAddress, Money, PhoneNumber, Reference, card_number};

pub use paying::{
    Channel, KeyedAttempt, KeyedAttemptRequest, KeyedConfirmation, Link, LinkRequest, SharedLink,
};

/// The most characters of a caller's name.
pub const MOST_NAME: usize = 100;

/// The most characters of a note.
pub const MOST_NOTE: usize = 200;

/// Body of `POST /api/console/phone-orders`. Answer: [`MadePhoneOrder`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPhoneOrder {
    /// What is to be paid.
    pub amount: Money,
    /// The merchant's name for the order.
    pub reference: Reference,
    /// Who is on the phone.
    #[serde(default)]
    pub caller: Caller,
    /// For staff only: one line, at most [`MOST_NOTE`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What is ordered, if it is to stand on the bill.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item_lines: Vec<ItemLine>,
    /// Staff were told of what looks like the same order, and say that this is another one.
    #[serde(default)]
    pub is_another: bool,
}

/// A line of the bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemLine {
    /// What, at most 100 characters.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// For all of them together.
    pub amount_total: Money,
}

/// Who is on the phone; nothing of it has to be known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Caller {
    /// At most [`MOST_NAME`] characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where to send the link as a text message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<PhoneNumber>,
    /// Where to send the link and the receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_address: Option<EmailAddress>,
}

/// Answer to [`NewPhoneOrder`]: either the order, or what looks like the same one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MadePhoneOrder {
    /// The order; absent if nothing was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<PhoneOrder>,
    /// Why nothing was made: orders of the last ten minutes for the same amount with the same reference or caller.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duplicates: Vec<Duplicate>,
}

/// Something that looks like the same order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Duplicate {
    /// The phone order that it is; absent for what was asked for or paid elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<CheckoutId>,
    /// Its name.
    pub reference: String,
    /// Its amount.
    pub amount: Money,
    /// Whether it was paid.
    pub paid: bool,
    /// When it was paid, or else made, in milliseconds since 1970.
    pub at: i64,
    /// What is the same.
    pub same: Vec<Sameness>,
}

/// What two orders have in common beside the amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sameness {
    /// The reference.
    Reference,
    /// The caller's name.
    Name,
    /// The telephone number.
    PhoneNumber,
    /// The e-mail address.
    EmailAddress,
}

/// How the order is to be paid. Only one way is open at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Not said yet: nobody can pay.
    Undecided,
    /// Staff key the card.
    Keyed,
    /// The caller pays on the public page.
    Link,
}

/// A phone order as the console shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneOrder {
    /// `co_…`
    pub id: CheckoutId,
    /// How its checkout stands, by what Dojo's API confirmed.
    pub status: CheckoutStatus,
    /// How it is to be paid.
    pub way: Way,
    /// Its name.
    pub reference: Reference,
    /// What is to be paid.
    pub amount: Money,
    /// Who is on the phone.
    pub caller: Caller,
    /// For staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What is ordered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item_lines: Vec<ItemLine>,
    /// Who took it.
    pub staff_name: String,
    /// When, in milliseconds since 1970.
    pub created_at: i64,
    /// The steps so far, the oldest first.
    pub steps: Vec<Step>,
    /// How the last card was not accepted, while the order can still be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
    /// What was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PhonePayment>,
}

/// A step on the way of a phone order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// What happened.
    pub kind: StepKind,
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// Who of the staff did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Beside it: the channel, the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// What happens to a phone order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Staff made it.
    Made,
    /// Staff key the card.
    Keying,
    /// Staff opened the link for the caller.
    LinkOpen,
    /// Staff sent or showed the link; the detail is a [`Channel`].
    Sent,
    /// The caller's page was loaded.
    Opened,
    /// The caller's page has the card's fields.
    EnteringCard,
    /// The bank asks the caller to confirm.
    Challenged,
    /// The bank said no.
    Declined,
    /// Dojo confirms the payment.
    Paid,
    /// Money came, but not as asked for.
    NeedsReview,
    /// Dojo was asked to send its receipt.
    ReceiptSent,
    /// Staff withdrew it.
    Cancelled,
    /// Nobody paid in time.
    Expired,
    /// One that a newer server tells of.
    #[serde(other)]
    Other,
}

/// How the last card was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refused {
    /// What Dojo's API shows; absent if the card never reached the bank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decline: Option<Decline>,
    /// What the component said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<i32>,
    /// The component's or the bank's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl Refused {
    /// What to say and do while the order is paid in this way.
    #[must_use]
    pub fn advice(&self, way: Way) -> Advice {
        decline::advice(way, self.decline, self.status_code, self.message.as_deref())
    }
}

/// What was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhonePayment {
    /// `pi_…`
    pub payment_intent_id: String,
    /// All that was charged.
    pub total_amount: Money,
    /// `VISA`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card_type: Option<String>,
    /// The last four digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_four: Option<String>,
    /// The issuer's authorization code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_code: Option<String>,
    /// The result of the address check, for [`crate::checks::address`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avs_result: Option<String>,
    /// When, in milliseconds since 1970.
    pub paid_at: i64,
}

/// A row of the recent orders, from `GET /api/console/phone-orders`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecentPhoneOrder {
    /// `co_…`
    pub id: CheckoutId,
    /// How it stands.
    pub status: CheckoutStatus,
    /// Its name.
    pub reference: String,
    /// Its amount.
    pub amount: Money,
    /// Who called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller_name: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: i64,
}

/// What is wrong with a free text, in words; the same in the form and on the server.
///
/// # Errors
/// The sentence to be shown at the field.
pub fn check_text(text: &str, most: usize) -> Result<(), String> {
    if text.chars().count() > most {
        return Err(format!("Enter at most {most} characters."));
    }
    if text.chars().any(is_hidden) {
        return Err("Enter one line of plain text.".to_owned());
    }
    if card_number::is_in(text) {
        return Err("Never enter a card number here. Key it into Dojo’s card fields.".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_number_is_refused_in_every_free_text() {
        assert!(check_text("leave at the back door", MOST_NOTE).is_ok());
        for text in ["4456 5300 0000 1005", "card 4456530000001005 12/29"] {
            assert!(
                check_text(text, MOST_NOTE)
                    .unwrap_err()
                    .contains("card number")
            );
        }
        assert!(check_text(&"x".repeat(201), MOST_NOTE).is_err());
        assert!(check_text("a\nb", MOST_NOTE).is_err());
    }

    #[test]
    fn a_caller_of_whom_nothing_is_known_is_no_mistake() {
        let caller: Caller = serde_json::from_str("{}").unwrap();
        assert_eq!(caller, Caller::default());
        assert!(serde_json::from_str::<Caller>(r#"{"phoneNumber":"4456530000001005"}"#).is_err());
    }
}
