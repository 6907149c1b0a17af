//! The component's `additionalInfo`, as merchants' scripts write it.

use std::collections::BTreeMap;

use dojo::{Address, ShippingDetails};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::machine::payments::Shopper;

/// Overrides what the intent was created with. Whatever is not of the documented form is left out, as Dojo's own script
/// does: a merchant's mistake in here must not cost the payment.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct AdditionalInfo {
    user_email_address: Value,
    user_phone_number: Value,
    billing_address: Value,
    shipping_details: Value,
    meta_data: Value,
    /// Keep the card for the intent's customer.
    #[serde(deserialize_with = "is_true")]
    pub(super) save_payment_method: bool,
}

impl AdditionalInfo {
    pub(super) fn into_shopper(self) -> Shopper {
        Shopper {
            email: text(&self.user_email_address),
            phone: text(&self.user_phone_number),
            billing_address: address(&self.billing_address),
            postcode: None,
            shipping_details: shipping(&self.shipping_details),
            metadata: metadata(self.meta_data),
        }
    }
}

fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty() && text.chars().count() <= 254).then(|| text.to_owned())
}

/// The guide's example is the numeric country code 826, the specification's the two letters: both are taken.
fn address(value: &Value) -> Option<Address> {
    let fields = value.as_object()?;
    let line = |name: &str| fields.get(name).and_then(text);
    Some(Address {
        address1: line("address1"),
        address2: line("address2"),
        address3: line("address3"),
        address4: line("address4"),
        city: line("city"),
        state: line("state"),
        postcode: line("postcode"),
        country_code: match line("countryCode").as_deref() {
            None | Some("826") => "GB".to_owned(),
            Some("372") => "IE".to_owned(),
            Some(code) => code.to_owned(),
        },
        ..Address::default()
    })
}

fn shipping(value: &Value) -> Option<ShippingDetails> {
    let fields = value.as_object()?;
    Some(ShippingDetails {
        name: fields.get("name").and_then(text),
        address: fields.get("address").and_then(address),
        ..ShippingDetails::default()
    })
}

fn metadata(value: Value) -> BTreeMap<String, String> {
    let fields = match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let strings = fields.into_iter().filter_map(|(name, value)| match value {
        Value::String(value) => Some((name, value)),
        _ => None,
    });
    strings.collect()
}

fn is_true<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Value::deserialize(deserializer)? == Value::Bool(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(value: Value) -> AdditionalInfo {
        serde_json::from_value(value).expect("any object is additional information")
    }

    #[test]
    fn documented_fields_are_taken_over() {
        let info = parse(serde_json::json!({
            "userEmailAddress": "ada@example.com",
            "billingAddress": {"address1": "1 High Street", "postcode": "W2 1DG", "countryCode": "826"},
            "shippingDetails": {"name": "Ada", "address": {"city": "London", "countryCode": "GB"}},
            "metaData": {"basket": "245", "count": 3},
            "savePaymentMethod": true
        }));
        assert!(info.save_payment_method);
        let shopper = info.into_shopper();
        assert_eq!(shopper.email.as_deref(), Some("ada@example.com"));
        let billing = shopper.billing_address.expect("an address was given");
        assert_eq!(billing.country_code, "GB");
        assert_eq!(billing.postcode.as_deref(), Some("W2 1DG"));
        assert_eq!(
            shopper.metadata.len(),
            1,
            "other types than text are not supported"
        );
    }

    #[test]
    fn nonsense_saves_no_card_and_stops_nothing() {
        let info = parse(
            serde_json::json!({"savePaymentMethod": "yes", "billingAddress": "1 High Street"}),
        );
        assert!(!info.save_payment_method);
        assert!(info.into_shopper().billing_address.is_none());
    }
}
