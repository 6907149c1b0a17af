//! What we ask for.

use shared::checkout::AdditionalInfo;
use shared::{Address, AttemptMethod, AttemptRequest, Confirmation, ShippingDetails};

/// A member's value.
pub enum Value<'a> {
    /// A string.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A boolean.
    Truth(bool),
    /// JSON that was written before.
    Json(String),
}

/// `{…}` with these members, without those that are `None`.
#[must_use]
pub fn object(members: &[(&str, Option<Value<'_>>)]) -> String {
    let mut json = String::from("{");
    for (name, value) in members {
        let Some(value) = value else { continue };
        if json.len() > 1 {
            json.push(',');
        }
        quote(&mut json, name);
        json.push(':');
        match value {
            Value::Text(text) => quote(&mut json, text),
            Value::Integer(number) => json.push_str(&number.to_string()),
            Value::Truth(truth) => json.push_str(if *truth { "true" } else { "false" }),
            Value::Json(inner) => json.push_str(inner),
        }
    }
    json.push('}');
    json
}

/// Writes an [`AttemptRequest`].
#[must_use]
pub fn attempt_request(request: &AttemptRequest) -> String {
    object(&[
        ("method", Some(Value::Text(method(request.method)))),
        ("amount", request.amount.map(Value::Integer)),
        ("tipsAmount", request.tips_amount.map(Value::Integer)),
        ("savedCardId", text(request.saved_card_id.as_ref())),
        (
            "spentClientSessionSecret",
            text(request.spent_client_session_secret.as_ref()),
        ),
    ])
}

/// Writes a [`Confirmation`].
#[must_use]
pub fn confirmation(confirmation: &Confirmation) -> String {
    object(&[
        ("attemptId", Some(Value::Text(&confirmation.attempt_id))),
        (
            "statusCode",
            confirmation
                .status_code
                .map(|code| Value::Integer(code.into())),
        ),
        (
            "saveCardConsent",
            Some(Value::Truth(confirmation.save_card_consent)),
        ),
    ])
}

/// Writes an [`AdditionalInfo`].
#[must_use]
pub fn additional_info(info: &AdditionalInfo) -> String {
    object(&[
        ("userEmailAddress", text(info.user_email_address.as_ref())),
        (
            "billingAddress",
            info.billing_address
                .as_ref()
                .map(|to| Value::Json(address(to))),
        ),
        (
            "shippingDetails",
            info.shipping_details
                .as_ref()
                .map(|to| Value::Json(shipping(to))),
        ),
        (
            "savePaymentMethod",
            Some(Value::Truth(info.save_payment_method)),
        ),
    ])
}

fn shipping(details: &ShippingDetails) -> String {
    object(&[
        ("name", text(details.name.as_ref())),
        (
            "address",
            details.address.as_ref().map(|to| Value::Json(address(to))),
        ),
    ])
}

fn address(address: &Address) -> String {
    object(&[
        ("address1", text(address.address1.as_ref())),
        ("address2", text(address.address2.as_ref())),
        ("city", text(address.city.as_ref())),
        ("postcode", text(address.postcode.as_ref())),
        ("countryCode", Some(Value::Text(&address.country_code))),
    ])
}

/// The name of a way to pay.
#[must_use]
pub fn method(method: AttemptMethod) -> &'static str {
    match method {
        AttemptMethod::Wallet => "wallet",
        AttemptMethod::SavedCard => "saved_card",
        AttemptMethod::Card => "card",
        AttemptMethod::HostedPage => "hosted_page",
    }
}

fn text(text: Option<&String>) -> Option<Value<'_>> {
    text.map(|text| Value::Text(text))
}

fn quote(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            // Below U+0020 (RFC 8259, section 7), two hexadecimal digits suffice.
            '\0'..='\u{1f}' => {
                let code = u32::from(character);
                json.push_str("\\u00");
                for digit in [code / 16, code % 16] {
                    json.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            _ => json.push(character),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Parsed;

    use super::*;

    fn parse(json: &str) -> Parsed {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn requests_are_written_as_the_server_reads_them() {
        let full = AttemptRequest {
            method: AttemptMethod::SavedCard,
            amount: Some(1250),
            tips_amount: Some(0),
            saved_card_id: Some("pm_1".to_owned()),
            spent_client_session_secret: Some("a\"b\\c\n".to_owned()),
        };
        let bare = AttemptRequest {
            method: AttemptMethod::Card,
            amount: None,
            tips_amount: None,
            saved_card_id: None,
            spent_client_session_secret: None,
        };
        for request in [full, bare] {
            let expected = serde_json::to_value(&request).unwrap();
            assert_eq!(parse(&attempt_request(&request)), expected);
        }
        for method in [AttemptMethod::Wallet, AttemptMethod::HostedPage] {
            assert_eq!(
                serde_json::to_value(method).unwrap(),
                Parsed::from(super::method(method))
            );
        }
    }

    #[test]
    fn confirmations_are_written_as_the_server_reads_them() {
        for status_code in [None, Some(0), Some(-1)] {
            let given = Confirmation {
                attempt_id: "at_1".to_owned(),
                status_code,
                save_card_consent: true,
            };
            let read: Confirmation = serde_json::from_str(&confirmation(&given)).unwrap();
            assert_eq!(read, given);
        }
    }

    #[test]
    fn what_goes_to_the_component_is_what_the_sandbox_reads() {
        let address = Address {
            address1: Some("1 Clerk\u{1}enwell Road".to_owned()),
            address2: Some("Flat \"B\"".to_owned()),
            city: Some("London".to_owned()),
            postcode: Some("W2 1DG".to_owned()),
            country_code: "GB".to_owned(),
        };
        let info = AdditionalInfo {
            user_email_address: Some("ada@example.com".to_owned()),
            billing_address: Some(address.clone()),
            shipping_details: Some(ShippingDetails {
                name: Some("עדה לאבלייס".to_owned()),
                address: Some(address),
            }),
            save_payment_method: true,
        };
        let expected = serde_json::to_value(&info).unwrap();
        assert_eq!(parse(&additional_info(&info)), expected);
    }
}
