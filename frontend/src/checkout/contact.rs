//! The fields that the merchant asks for, and what they become.

use shared::checkout::{AdditionalInfo, Collect};
use shared::{Address, EmailAddress, ShippingDetails};

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// The element's id, and the field's name here.
    pub id: &'static str,
    /// What stands above it.
    pub label: &'static str,
    /// The token of HTML's `autocomplete`.
    pub autocomplete: &'static str,
    /// What to say if it is empty; none if it may be.
    pub missing: Option<&'static str>,
}

/// A group of fields with its heading.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The heading.
    pub title: &'static str,
    /// In the order in which they are asked.
    pub fields: &'static [Field],
}

/// The field of a country holds a code, chosen from a list.
pub const COUNTRY_FIELDS: [&str; 2] = ["billing-country", "shipping-country"];

/// Dojo's limit for the first line of an address.
pub const MAX_LENGTH: u16 = 100;

const EMAIL: Group = Group {
    title: "Contact",
    fields: &[Field {
        id: "email",
        label: "E-mail address",
        autocomplete: "email",
        missing: Some("Enter your e-mail address."),
    }],
};

const BILLING: Group = Group {
    title: "Billing address",
    fields: &[
        Field {
            id: "billing-line1",
            label: "Address line 1",
            autocomplete: "billing address-line1",
            missing: Some("Enter the first line of the billing address."),
        },
        Field {
            id: "billing-line2",
            label: "Address line 2 (optional)",
            autocomplete: "billing address-line2",
            missing: None,
        },
        Field {
            id: "billing-city",
            label: "Town or city",
            autocomplete: "billing address-level2",
            missing: Some("Enter the town or city of the billing address."),
        },
        Field {
            id: "billing-postcode",
            label: "Postcode",
            autocomplete: "billing postal-code",
            missing: Some("Enter the postcode of the billing address."),
        },
        Field {
            id: "billing-country",
            label: "Country",
            autocomplete: "billing country",
            missing: None,
        },
    ],
};

const SHIPPING: Group = Group {
    title: "Delivery address",
    fields: &[
        Field {
            id: "shipping-name",
            label: "Full name",
            autocomplete: "shipping name",
            missing: Some("Enter the name of the person who receives the order."),
        },
        Field {
            id: "shipping-line1",
            label: "Address line 1",
            autocomplete: "shipping address-line1",
            missing: Some("Enter the first line of the delivery address."),
        },
        Field {
            id: "shipping-line2",
            label: "Address line 2 (optional)",
            autocomplete: "shipping address-line2",
            missing: None,
        },
        Field {
            id: "shipping-city",
            label: "Town or city",
            autocomplete: "shipping address-level2",
            missing: Some("Enter the town or city of the delivery address."),
        },
        Field {
            id: "shipping-postcode",
            label: "Postcode",
            autocomplete: "shipping postal-code",
            missing: Some("Enter the postcode of the delivery address."),
        },
        Field {
            id: "shipping-country",
            label: "Country",
            autocomplete: "shipping country",
            missing: None,
        },
    ],
};

/// The groups that this merchant asks for.
#[must_use]
pub fn groups(collect: Collect) -> Vec<Group> {
    let mut groups = Vec::new();
    if collect.customer_email {
        groups.push(EMAIL);
    }
    if collect.shipping_details {
        groups.push(SHIPPING);
    }
    if collect.billing_address {
        groups.push(BILLING);
    }
    groups
}

/// What is wrong with a field, in words that belong below it.
///
/// `country` is the one of the same address. Many countries have no postcodes, so only ours insists on one.
#[must_use]
pub fn error(field: &Field, value: &str, country: Option<&str>) -> Option<String> {
    if value.trim().is_empty() {
        let needed = !field.id.ends_with("-postcode") || country == Some("GB");
        return field.missing.filter(|_| needed).map(str::to_owned);
    }
    if field.id == "email" {
        let invalid = EmailAddress::try_from(value.to_owned()).err()?;
        return Some(invalid.to_string());
    }
    None
}

/// What Dojo's component is told. `value` gives a field's text, if the field is there.
#[must_use]
pub fn additional_info(
    collect: Collect,
    save_payment_method: bool,
    value: impl Fn(&str) -> Option<String>,
) -> AdditionalInfo {
    let filled = |id: &str| {
        let text = value(id)?.trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let address = |line1, line2, city, postcode, country| Address {
        address1: filled(line1),
        address2: filled(line2),
        city: filled(city),
        postcode: filled(postcode),
        country_code: filled(country).unwrap_or_default(),
    };
    AdditionalInfo {
        user_email_address: filled("email"),
        billing_address: collect.billing_address.then(|| {
            address(
                "billing-line1",
                "billing-line2",
                "billing-city",
                "billing-postcode",
                "billing-country",
            )
        }),
        shipping_details: collect.shipping_details.then(|| ShippingDetails {
            name: filled("shipping-name"),
            address: Some(address(
                "shipping-line1",
                "shipping-line2",
                "shipping-city",
                "shipping-postcode",
                "shipping-country",
            )),
        }),
        save_payment_method,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERYTHING: Collect = Collect {
        customer_email: true,
        billing_address: true,
        shipping_details: true,
    };

    fn field(id: &str) -> Field {
        let mut fields = groups(EVERYTHING)
            .into_iter()
            .flat_map(|group| group.fields);
        *fields.find(|field| field.id == id).unwrap()
    }

    #[test]
    fn only_what_the_merchant_asks_for_is_asked() {
        assert!(groups(Collect::default()).is_empty());
        let ids: Vec<_> = groups(EVERYTHING)
            .iter()
            .flat_map(|group| group.fields)
            .map(|field| field.id)
            .collect();
        assert_eq!(ids.first(), Some(&"email"));
        assert_eq!(ids.len(), 12);
        let nothing = additional_info(Collect::default(), false, |_| None);
        assert_eq!(nothing, AdditionalInfo::default());
    }

    #[test]
    fn what_is_missing_or_wrong_says_so() {
        for (id, value, right) in [
            ("email", "", false),
            ("email", "ada", false),
            ("email", " ada@example.com ", true),
            ("billing-line1", "   ", false),
            ("billing-line2", "", true),
            ("shipping-name", "Ada", true),
            ("billing-postcode", "", false),
        ] {
            let error = error(&field(id), value, Some("GB"));
            assert_eq!(error.is_none(), right, "{id} {value}");
        }
    }

    #[test]
    fn a_postcode_is_not_asked_of_those_who_have_none() {
        assert_eq!(error(&field("shipping-postcode"), "", Some("HK")), None);
    }

    #[test]
    fn fields_reach_the_place_that_they_are_named_for() {
        let info = additional_info(EVERYTHING, true, |id| {
            (!id.ends_with("line2")).then(|| format!(" {id} "))
        });
        assert_eq!(info.user_email_address.as_deref(), Some("email"));
        let billing = info.billing_address.unwrap();
        assert_eq!(billing.city.as_deref(), Some("billing-city"));
        assert_eq!(billing.address2, None);
        let shipping = info.shipping_details.unwrap();
        assert_eq!(shipping.name.as_deref(), Some("shipping-name"));
        let delivery = shipping.address.unwrap();
        assert_eq!(delivery.postcode.as_deref(), Some("shipping-postcode"));
        assert_eq!(delivery.country_code, "shipping-country");
        assert!(info.save_payment_method);
    }
}
